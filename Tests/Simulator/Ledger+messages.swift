internal import Engine

extension Ledger {
    mutating func add(_ message: Message, _ content: Content) throws(Breach) {
        try require(letters[message.id] == nil, .messages, "\(message.id) came twice")
        let line = message.session.flatMap { lines[$0] }
        if let session = message.session {
            // The answer to the question for a rating comes after the close.
            let isRating = message.direction == .inbound && line?.isRatingAsked == true
            try require(
                line?.closedAt == nil || isRating,
                .messages,
                "\(session) is closed and got a message"
            )
            touched.insert(session)
        }
        if !message.providerID.isEmpty {
            let name = Address(channel: message.channel, value: message.providerID)
            let isNew = names.insert(name).inserted
            try require(isNew, .messages, "\(message.providerID) is in the books twice")
        }
        let place = line?.place ?? Address(channel: message.channel, value: message.address)
        if message.isFiltered, message.direction == .inbound { kept[place] = message.id }
        letters[message.id] = Letter(
            place: place,
            session: message.session,
            isInbound: message.direction == .inbound,
            isTemplate: content.kind == .template,
            isByPerson: message.author.isPerson,
            delivery: message.delivery
        )
        if message.direction == .inbound {
            guard let session = message.session else { return }
            lines[session]?.messagesIn += 1
            inboundNames[place] = message.providerID
        } else {
            if let session = message.session { lines[session]?.messagesOut += 1 }
            // What we sent with another tool outside of a session is none of ours to send.
            guard message.session != nil || message.delivery == .queued else { return }
            outbound[place, default: []].append(message.id)
            if message.delivery == .queued { queued[place, default: []].insert(message.id) }
        }
    }

    /// A message that began no session gets into one after all.
    mutating func adopt(_ message: Message) throws(Breach) {
        guard let letter = letters[message.id], letter.session == nil, letter.isInbound,
            let session = message.session, let line = lines[session], line.closedAt == nil
        else { throw Breach(.messages, "\(message.id) cannot be adopted") }
        letters[message.id] = Letter(
            place: line.place,
            session: session,
            isInbound: true,
            isTemplate: letter.isTemplate,
            isByPerson: false,
            delivery: letter.delivery
        )
        if kept[letter.place] == message.id { kept[letter.place] = nil }
        lines[session]?.messagesIn += 1
        touched.insert(session)
    }

    mutating func deliver(
        _ change: DeliveryChange,
        at now: Timestamp,
        by actor: Actor,
        answer: Answer?
    ) throws(Breach) {
        guard let letter = letters[change.message], !letter.isInbound else {
            throw Breach(.delivery, "\(change.message) is not ours to deliver")
        }
        let (from, to) = (letter.delivery, change.delivery)
        try require(
            Self.ways[from, default: []].contains(to),
            .delivery,
            "\(change.message) went from \(from) to \(to)"
        )
        let place = letter.place
        let isIdempotent = channels[place.channel]?.capabilities.isIdempotent ?? false
        switch (from, to) {
        case (_, .sending):
            try send(change, letter, at: now)
        case (.sending, .queued):
            let isKnown = [.sometime].contains(answer) || answer.isLater
            try require(
                isIdempotent || isKnown,
                .delivery,
                "\(change.message) will be sent twice though nobody knows whether it arrived"
            )
        case (.unknown, .queued), (.failed, .queued):
            guard case .agent = actor else {
                throw Breach(.delivery, "\(change.message) was sent again by \(actor)")
            }
        default: break
        }
        letters[change.message]?.delivery = to
        if from == .sending { underWay[place] = nil }
        if from == .queued { queued[place]?.remove(change.message) }
        if to == .queued { queued[place, default: []].insert(change.message) }
        if to == .sending { underWay[place] = change.message }
    }

    func send(
        _ change: DeliveryChange,
        _ letter: Letter,
        at now: Timestamp
    ) throws(Breach) {
        let place = letter.place
        if let other = underWay[place] {
            throw Breach(.delivery, "\(change.message) and \(other) are under way at once")
        }
        let first = queued[place]?.min()
        try require(first == change.message, .delivery, "\(change.message) went out of turn")
        guard !letter.isTemplate, let channel = channels[place.channel],
            channel.capabilities.windowSeconds > 0
        else { return }
        let isTagged = letter.isByPerson && channel.capabilities.resume == .humanTag
        let isOpen =
            windows[place].map { now < $0 } ?? false
            || isTagged && humanWindows[place].map { now < $0 } ?? false
        try require(isOpen, .window, "\(change.message) was handed over outside the window")
    }

    // From where a message may go where.
    private static let ways: [Delivery: Set<Delivery>] = [
        .queued: [.sending, .held, .failed, .accepted, .delivered, .read],
        .sending: [.accepted, .delivered, .read, .failed, .queued, .held, .unknown],
        .held: [.queued, .failed, .accepted, .delivered, .read],
        .accepted: [.accepted, .delivered, .read, .failed],
        .delivered: [.delivered, .read],
        .read: [.read],
        // What could not go is added as failed; the reason is told after.
        .failed: [.failed, .queued, .delivered, .read],
        .unknown: [.queued, .accepted, .delivered, .read, .failed],
    ]
}

extension Message.Author {
    /// Whether one of us wrote it here.
    fileprivate var isPerson: Bool {
        if case .agent = self { true } else { false }
    }
}

extension Answer? {
    /// Whether the provider asked to be called again.
    fileprivate var isLater: Bool {
        if case .later? = self { true } else { false }
    }
}

extension Session {
    /// Folds an event about this session into it: the one place that says how.
    ///
    /// Events about other sessions must not be given. An opening changes nothing: its session is in
    /// the event.
    public mutating func apply(_ event: Event, at now: Timestamp) {
        switch event {
        case .legChanged(_, let ended, let began):
            turn(to: began, after: ended)
        case .sessionClosed(_, let ended, let outcome):
            leg = ended
            phase = .closed
            waitingSince = nil
            serviceSince = nil
            closedAt = ended.endedAt ?? now
            self.outcome = outcome
            warnedAt = nil
            contactSilentSince = nil
            agentSilentSince = nil
            flow = nil
        case .sessionReopened(let reopened):
            self = reopened
        case .messageAdded(let message, let content):
            preview = content.preview
            lastMessage = message.id
            hear(message)
        case .messageAdopted(let message, let content):
            preview = content.preview
            lastMessage = message.id
            hear(message)
            // The message is old; that we owe an answer to it is known from now on.
            agentSilentSince = now
        case .contentChanged(let message, _, let content) where message == lastMessage:
            preview = content.preview
        case .windowChanged(_, _, let endsAt):
            windowEndsAt = endsAt
        case .humanWindowChanged(_, _, let endsAt):
            humanWindowEndsAt = endsAt
        case .sessionWarned:
            warnedAt = now
        case .flowMoved(_, let move):
            flow = move.position
            variables.merge(move.variables) { _, new in new }
        case .automationCut:
            isCut = true
        case .dispositionSet(_, let chosen):
            disposition = chosen
        case .ratingAsked:
            ratingAskedAt = now
        case .rated(_, let stars):
            rating = stars
        case .tagAdded(_, let tag):
            if !tags.contains(tag) { tags.append(tag) }
        case .tagRemoved(_, let tag):
            tags.removeAll { $0 == tag }
        case .sessionRead:
            unread = 0
        case .contactChanged(let changed) where changed.id == contact:
            contactName = changed.name
            contactGroups = changed.groups
            contactFields = changed.fields
        case .contactErased(let left) where left.id == contact || left.id == heardFrom:
            if left.id == contact {
                contactName = left.name
                contactGroups = left.groups
                contactFields = left.fields
            }
            guard left.id == heardFrom else { return }
            eraseWords()
        case .wordsErased(.session(let id)) where id == self.id:
            eraseWords()
        case .contactsMerged(let merge) where merge.absorbed.contains(contact):
            contact = merge.kept
            contactName = merge.name
            contactGroups = merge.groups
            contactFields = merge.fields
        case .contactsSeparated(let merge) where merge.absorbed.contains(heardFrom):
            contact = merge.root
            contactName = merge.name
            contactGroups = merge.groups
            contactFields = merge.fields
        default:
            return
        }
    }

    private mutating func eraseWords() {
        preview = ""
        thread = ""
        variables = [:]
    }

    /// Takes a message in: it ends one side's silence and begins the other's.
    ///
    /// What goes out by itself is no answer of ours, except while the flow has the session.
    private mutating func hear(_ message: Message) {
        switch (message.direction, message.author) {
        case (.inbound, .automatic):
            // A machine's answer is none of the contact's.
            unread += 1
        case (.inbound, _):
            unread += 1
            lastInboundAt = max(lastInboundAt ?? message.sentAt, message.sentAt)
            agentSilentSince = agentSilentSince ?? message.at
            contactSilentSince = nil
            warnedAt = nil
        case (.outbound, .automatic) where phase != .selfService:
            return
        case (.outbound, _):
            agentSilentSince = nil
            contactSilentSince = message.at
            if message.author != .automatic { warnedAt = nil }
        }
    }

    private mutating func turn(to began: Leg, after ended: Leg) {
        // Consecutive wait legs are one wait for the contact: its clock goes on.
        let wait = phase == .waiting ? waitingSince : nil
        waitingSince = began.phase == .waiting ? wait ?? began.startedAt : nil
        let service = agent == began.agent ? serviceSince : nil
        serviceSince = began.phase == .inService ? service ?? began.startedAt : nil
        switch began.start {
        case .overflowUnavailable:
            overflow = ended.team.map { Overflow(origin: $0, cause: .unavailable) }
        case .overflowWait:
            overflow = ended.team.map { Overflow(origin: $0, cause: .waitLimit) }
        case .overflowHours:
            overflow = ended.team.map { Overflow(origin: $0, cause: .outOfHours) }
        case .transfer:
            overflow = nil
        default:
            break
        }
        follow(began, after: ended)
        leg = began
        phase = began.phase
        team = began.team
        agent = began.agent
        reservedFor = began.reservedFor
    }
}

extension Session {
    /// Keeps what overflow needs to know of the way through the queues.
    private mutating func follow(_ began: Leg, after ended: Leg) {
        let stays = began.phase == .waiting && phase == .waiting && began.team == team
        if !stays { teamSince = began.phase == .waiting ? began.startedAt : nil }
        if began.phase != .selfService { flow = nil }
        if began.agent != agent || began.phase != phase { warnedAt = nil }
        switch began.start {
        case .reservationReturned: letGoBy = ended.reservedFor
        case .requeue: letGoBy = ended.agent
        default: letGoBy = nil
        }
        switch began.start {
        case .overflowUnavailable, .overflowWait, .overflowHours:
            if let left = ended.team { trail.append(left) }
            if let team = began.team { isSettled = trail.contains(team) }
            isPlacedByPerson = false
        case .transfer:
            trail = []
            isSettled = false
            isPlacedByPerson = true
        case .answered, .requeue:
            trail = []
            isSettled = false
            isPlacedByPerson = false
        default:
            break
        }
    }
}

extension Content {
    /// The start of the words, or a sign of what it is where there are none.
    public var preview: String {
        if text.isShortLine { return text }
        let words = text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(120)
        guard words.isEmpty else { return String(words) }
        let name = attachments.first?.name ?? ""
        switch kind {
        case .image, .sticker: return "🖼️"
        case .audio: return "🎤"
        case .video: return "🎬"
        case .document: return name.isEmpty ? "📄" : "📄 " + name.prefix(100)
        case .location: return "📍"
        case .contacts: return "👤"
        case .text, .template, .choice, .menu, .unsupported: return "…"
        }
    }
}

extension String {
    /// Whether it is what a preview shows already, as most messages are.
    fileprivate var isShortLine: Bool {
        guard 1...120 ~= utf8.count else { return false }
        // What is below a space may be a line's end; 0xC2 and 0xE2 may begin one of Unicode's.
        let isPlain = utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 >= 0x20 && $0 != 0xC2 && $0 != 0xE2 }
        }
        return isPlain ?? false
    }
}

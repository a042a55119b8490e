internal import OrderedCollections

/// Is what a conversation that we begin needs.
struct Beginning {
    var channel: ID<Channel>
    var address: String
    var team: ID<Team>
    var content: Content
}

extension Floor {
    /// Queues a message to the contact.
    ///
    /// In service the agent writes, or who watches the team. While the session waits a template
    /// may go, and the session waits on.
    func send(
        _ content: Content,
        in session: Session,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require { $0.mayServe(session) }
        if asker.viewer != nil {
            let mayGo =
                session.phase == .inService
                || (session.phase == .waiting && content.kind == .template)
            guard mayGo else { throw .wrongPhase(session.phase) }
        }
        guard let channel = channels[session.channel] else { throw .notFound(.channel) }
        let checked = try checked(
            content,
            on: channel,
            windowEndsAt: session.windowEndsAt,
            at: moment.now
        )
        return [queued(checked, in: session, by: asker.author, at: &moment)]
    }

    /// Begins a conversation, which the agent serves from the start.
    func begin(
        _ beginning: Beginning,
        for asker: Asker,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let viewer = asker.viewer else { throw .forbidden }
        guard let channel = channels[beginning.channel] else { throw .notFound(.channel) }
        guard let team = teams[beginning.team], team.isActive else { throw .notFound(.team) }
        guard viewer.mayBegin(for: team.id) else { throw .agentNotInTeam }
        guard let contact = facts.contact else { throw .notFound(.contact) }
        guard !beginning.address.isEmpty else { throw .empty }
        let place = Address(channel: channel.id, value: beginning.address)
        if let open = openSession(of: contact.id, at: place) {
            throw .hasOpenSession(open.id, agent: open.agent)
        }
        try requirePlace(with: viewer.agent)
        let now = moment.now
        let checked = try checked(
            beginning.content,
            on: channel,
            windowEndsAt: facts.windowEndsAt,
            at: now
        )
        let leg = Leg(
            id: moment.ids.next(at: now),
            phase: .inService,
            team: team.id,
            agent: viewer.agent.id,
            startedAt: now,
            start: .outbound
        )
        var session = Session(
            id: moment.ids.next(at: now),
            protocolNumber: nextProtocolNumber(on: moment.day),
            channel: channel.id,
            contact: contact.id,
            contactName: contact.name,
            address: place.value,
            origin: .outbound,
            phase: .inService,
            startedAt: now,
            leg: leg
        )
        session.team = team.id
        session.agent = viewer.agent.id
        session.serviceSince = now
        session.windowEndsAt = facts.windowEndsAt
        let message = queued(checked, in: session, by: asker.author, at: &moment)
        return [.sessionOpened(session), message]
    }

    /// Queues a message again that failed, or whose fate is unknown: a person has to say so.
    func resend(
        _ id: ID<Message>,
        for asker: Asker,
        facts: Facts,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        guard let message = facts.message, message.id == id, message.direction == .outbound,
            let content = facts.content
        else { throw .notFound(.message) }
        guard let session = message.session.flatMap({ sessions[$0] }) else {
            throw .wrongPhase(.closed)
        }
        guard asker.viewer?.maySee(session) ?? true else { throw .notFound(.message) }
        try asker.require { $0.mayServe(session) }
        guard message.delivery == .failed || message.delivery == .unknown else {
            throw .wrongDelivery(message.delivery)
        }
        guard let channel = channels[message.channel] else { throw .notFound(.channel) }
        _ = try checked(content, on: channel, windowEndsAt: session.windowEndsAt, at: now)
        let change = DeliveryChange(
            message: id,
            session: session.id,
            delivery: .queued,
            attempt: 0,
            isTemplate: content.kind == .template
        )
        return [.deliveryChanged(change)]
    }

    private func queued(
        _ content: Content,
        in session: Session,
        by author: Message.Author,
        at moment: inout Moment
    ) -> Event {
        let message = Message(
            id: moment.ids.next(at: moment.now),
            session: session.id,
            channel: session.channel,
            contact: session.contact,
            direction: .outbound,
            author: author,
            at: moment.now,
            sentAt: moment.now,
            delivery: .queued
        )
        return .messageAdded(message, content)
    }

    /// The open session of an address, or of a contact on the same channel by another address.
    private func openSession(of contact: ID<Contact>, at place: Address) -> Session? {
        if let id = sessionByAddress[place] { return sessions[id] }
        let others = (sessionsByContact[contact] ?? []).compactMap { sessions[$0] }
        return others.filter { $0.channel == place.channel }.min { $0.id < $1.id }
    }
}

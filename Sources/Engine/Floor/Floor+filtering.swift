internal import OrderedCollections

extension Floor {
    /// Tells whether a message begins no session by its words: it says thanks, or refuses.
    func beginsNothing(_ content: Content) -> Bool {
        company.rules.wordFilter.startsNoSession(content) || isRefusal(content)
    }

    /// Keeps a message that begins no session: it is stored, moves the window and can be opened.
    func kept(
        _ content: Content,
        of writer: Correspondent,
        in inbound: Inbound,
        at place: Address,
        _ facts: Facts,
        _ moment: inout Moment
    ) -> [Event] {
        guard let channel = channels[place.channel] else { return [] }
        let now = moment.now
        let message = Message(
            id: moment.ids.next(at: now),
            session: nil,
            channel: channel.id,
            contact: writer.heardFrom,
            direction: .inbound,
            author: inbound.isAutomatic ? .automatic : .contact,
            at: now,
            sentAt: inbound.sent(before: now),
            delivery: .delivered,
            providerID: inbound.providerID,
            isFiltered: true,
            address: place.value
        )
        return [.messageAdded(message, content)]
            + reopenWindow(
                of: place,
                in: nil,
                on: channel,
                from: message.sentAt,
                facts: facts,
                at: now
            )
    }

    /// Begins a session for a message that began none by itself: it waits for the channel's team.
    ///
    /// Who may begin conversations for that team may open it. Where the address has a session by
    /// now, there is nothing to begin: the asker is told who has it.
    func open(
        _ id: ID<Message>,
        for asker: Asker,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard var message = facts.message, message.id == id, message.direction == .inbound,
            let content = facts.content, let channel = channels[message.channel]
        else { throw .notFound(.message) }
        try asker.require { $0.mayBegin(for: channel.team) }
        if let session = message.session {
            guard let open = sessions[session] else { throw .wrongPhase(.closed) }
            throw .hasOpenSession(open.id, agent: open.agent)
        }
        guard !content.isErased else { throw .erased }
        guard message.isFiltered, !message.address.isEmpty, let contact = facts.contact else {
            throw .notFound(.message)
        }
        let place = Address(channel: channel.id, value: message.address)
        if let open = session(at: place) { throw .hasOpenSession(open.id, agent: open.agent) }
        let now = moment.now
        var session = Session(
            id: moment.ids.next(at: now),
            protocolNumber: nextProtocolNumber(on: moment.day),
            channel: channel.id,
            contact: contact.id,
            contactName: contact.name,
            address: place.value,
            origin: .inbound,
            phase: .waiting,
            startedAt: now,
            leg: Leg(
                id: moment.ids.next(at: now),
                phase: .waiting,
                team: channel.team,
                startedAt: now,
                start: .new
            )
        )
        session.team = channel.team
        session.waitingSince = now
        session.teamSince = now
        session.heardFrom = message.contact
        session.contactGroups = contact.groups
        session.contactFields = contact.fields
        session.windowEndsAt = facts.windowEndsAt
        session.humanWindowEndsAt = facts.humanWindowEndsAt
        message.session = session.id
        message.isFiltered = false
        message.address = ""
        return [.sessionOpened(session), .messageAdopted(message, content)]
    }
}

extension Inbound {
    /// When the provider says it was sent: a clock ahead of ours must not lengthen the window.
    func sent(before now: Timestamp) -> Timestamp {
        sentAt.milliseconds > 0 ? min(sentAt, now) : now
    }
}

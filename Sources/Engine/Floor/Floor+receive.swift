internal import OrderedCollections

extension Floor {
    /// Decides what follows from an event of a channel.
    ///
    /// Its key goes into the books with it, so that the same event is never taken twice.
    func receive(
        _ inbound: Inbound,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let channel = channels[inbound.channel] else { throw .notFound(.channel) }
        guard !facts.isDuplicate else { throw .duplicate }
        var events: [Event]
        switch inbound.signal {
        case .message(let content):
            guard channel.isActive else { throw .channelInactive }
            events = try hear(content, in: inbound, on: channel, facts: facts, at: &moment)
        case .echo(let content):
            events = try echo(content, in: inbound, on: channel, facts: facts, at: &moment)
        case .delivery(let delivery, let error):
            events = deliver(delivery, error: error, of: inbound, facts: facts)
        case .reaction(let emoji):
            events = change(inbound, facts: facts) { $0.reaction = String(emoji.prefix(16)) }
        case .edit(let text):
            events = change(inbound, isByAuthor: true, facts: facts) { content in
                content.text = text
                content.isEdited = true
            }
        case .deletion:
            events = change(inbound, isByAuthor: true, facts: facts) { $0 = $0.deleted }
        case .template(let name, let language, let state, let reason):
            events = update(name, language, to: state, because: reason, on: channel)
        case .window(let until, let who):
            events = move(
                windowTo: until,
                for: who,
                of: inbound,
                facts: facts,
                at: moment.now
            )
        case .notice(let kind, let text):
            events = [.noticeReceived(channel: channel.id, kind: kind, text: text)]
        }
        if !inbound.dedupeKey.isEmpty {
            events.append(.inboundAccepted(channel: channel.id, dedupeKey: inbound.dedupeKey))
        }
        return events
    }

    /// Takes a message of the contact: into the open session of the address, or into a new one.
    private func hear(
        _ content: Content,
        in inbound: Inbound,
        on channel: Channel,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        let place = Address(channel: channel.id, value: inbound.answerAddress)
        guard !place.value.isEmpty else { throw .empty }
        let now = moment.now
        let open = sessionByAddress[place].flatMap { sessions[$0] }
        let writer = correspondent(of: inbound, in: open, facts: facts, at: &moment)
        var events = writer.events
        var session = open?.id
        if open == nil {
            if !inbound.isAutomatic,
                let rating = lateRating(content, facts: facts, on: channel, at: now)
            {
                events.append(.rated(rating.id, rating.stars))
                session = rating.id
            } else if inbound.isAutomatic || beginsNothing(content) {
                return events
                    + kept(content, of: writer, in: inbound, at: place, facts, &moment)
                    + answered(refusalOf: writer, content, in: inbound, at: place, facts, &moment)
            } else if let again = reopened(
                by: inbound,
                for: writer,
                on: channel,
                facts: facts,
                at: &moment
            ) {
                events.append(.sessionReopened(again))
                session = again.id
            } else {
                let opening = opening(of: inbound, for: writer, on: channel, facts, &moment)
                session = opening.session.id
                events += opening.events
            }
        }
        let sentAt = inbound.sent(before: now)
        let message = Message(
            id: moment.ids.next(at: now),
            session: session,
            channel: channel.id,
            contact: writer.heardFrom,
            direction: .inbound,
            author: inbound.isAutomatic ? .automatic : .contact,
            at: now,
            sentAt: sentAt,
            delivery: .delivered,
            providerID: inbound.providerID
        )
        events.append(.messageAdded(message, content))
        return events
            + reopenWindow(
                of: place,
                in: open,
                on: channel,
                from: sentAt,
                facts: facts,
                at: now
            )
    }

    /// Takes a message that one of us sent with another tool; it begins no session.
    private func echo(
        _ content: Content,
        in inbound: Inbound,
        on channel: Channel,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        // The echo of what we sent ourselves is in the books already.
        guard facts.message == nil else { return [] }
        let place = Address(channel: channel.id, value: inbound.answerAddress)
        guard !place.value.isEmpty else { throw .empty }
        let open = sessionByAddress[place].flatMap { sessions[$0] }
        let reader = correspondent(of: inbound, in: open, facts: facts, at: &moment)
        let now = moment.now
        let message = Message(
            id: moment.ids.next(at: now),
            session: open?.id,
            channel: channel.id,
            contact: reader.heardFrom,
            direction: .outbound,
            author: .elsewhere,
            at: now,
            sentAt: inbound.sent(before: now),
            delivery: .accepted,
            providerID: inbound.providerID,
            address: open == nil ? place.value : ""
        )
        return reader.events + [.messageAdded(message, content)]
    }

    /// Begins a session that a contact's message asks for: with the channel's flow, or with the team
    /// at once where there is none.
    private func opening(
        of inbound: Inbound,
        for writer: Correspondent,
        on channel: Channel,
        _ facts: Facts,
        _ moment: inout Moment
    ) -> (session: Session, events: [Event]) {
        let now = moment.now
        var session = Session(
            id: moment.ids.next(at: now),
            protocolNumber: nextProtocolNumber(on: moment.day),
            channel: channel.id,
            contact: writer.id,
            contactName: writer.name,
            address: inbound.answerAddress,
            origin: .inbound,
            phase: .selfService,
            startedAt: now,
            leg: Leg(
                id: moment.ids.next(at: now),
                phase: .selfService,
                startedAt: now,
                start: .new
            )
        )
        session.heardFrom = writer.heardFrom
        session.thread = inbound.thread
        session.contactGroups = facts.contact?.groups ?? []
        session.contactFields = facts.contact?.fields ?? [:]
        session.windowEndsAt = facts.windowEndsAt
        session.humanWindowEndsAt = facts.humanWindowEndsAt
        guard startingVersion(of: channel) == nil else {
            return (session, [.sessionOpened(session)])
        }
        let handed = session.moved(
            to: Stretch(phase: .waiting, team: channel.team, start: .flow),
            because: .handedToTeam,
            at: &moment
        )
        return (session, [.sessionOpened(session), handed])
    }

    /// The number of the next session; a day that comes again after a clock was set back goes on.
    func nextProtocolNumber(on day: Int32) -> ProtocolNumber {
        guard let last = lastProtocolNumber, day <= last.day else {
            return ProtocolNumber(day: day, sequence: 1)
        }
        return ProtocolNumber(day: last.day, sequence: last.sequence + 1)
    }
}

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
        if session == nil {
            let opening = opening(at: place, for: writer, on: channel, facts: facts, at: &moment)
            session = opening.session.id
            events += opening.events
        }
        // A provider whose clock is ahead of ours must not lengthen the window.
        let sentAt = inbound.sentAt.milliseconds > 0 ? min(inbound.sentAt, now) : now
        let message = Message(
            id: moment.ids.next(at: now),
            session: session,
            channel: channel.id,
            contact: writer.id,
            direction: .inbound,
            author: .contact,
            at: now,
            sentAt: sentAt,
            delivery: .delivered,
            providerID: inbound.providerID
        )
        events.append(.messageAdded(message, content))
        let known = [open?.windowEndsAt, facts.windowEndsAt].compactMap(\.self).max()
        return events + reopenWindow(of: place, on: channel, from: sentAt, known: known, at: now)
    }

    /// Moves the end of the window on, never back, and lets go what waited for it.
    private func reopenWindow(
        of place: Address,
        on channel: Channel,
        from sentAt: Timestamp,
        known: Timestamp?,
        at now: Timestamp
    ) -> [Event] {
        var events: [Event] = []
        let seconds = channel.capabilities.windowSeconds
        if seconds > 0 {
            let end = sentAt.adding(seconds: seconds)
            if known.map({ end > $0 }) ?? true {
                events.append(
                    .windowChanged(channel: channel.id, address: place.value, endsAt: end)
                )
            }
            guard max(end, known ?? end) > now else { return events }
        }
        for id in pending.held(for: place) {
            guard let entry = pending[id] else { continue }
            events.append(.deliveryChanged(entry.changed(to: .queued)))
        }
        return events
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
            contact: reader.id,
            direction: .outbound,
            author: .elsewhere,
            at: now,
            sentAt: inbound.sentAt.milliseconds > 0 ? min(inbound.sentAt, now) : now,
            delivery: .accepted,
            providerID: inbound.providerID
        )
        return reader.events + [.messageAdded(message, content)]
    }

    /// Begins a session that a contact's message asks for: with the flow, which hands it on at once.
    private func opening(
        at place: Address,
        for writer: Correspondent,
        on channel: Channel,
        facts: Facts,
        at moment: inout Moment
    ) -> (session: Session, events: [Event]) {
        let now = moment.now
        var session = Session(
            id: moment.ids.next(at: now),
            protocolNumber: nextProtocolNumber(on: moment.day),
            channel: channel.id,
            contact: writer.id,
            contactName: writer.name,
            address: place.value,
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
        session.windowEndsAt = facts.windowEndsAt
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

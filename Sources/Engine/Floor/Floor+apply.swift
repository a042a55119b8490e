extension Floor {
    /// Folds an event that happened at a moment into the floor.
    public mutating func apply(_ event: Event, at now: Timestamp) {
        switch event {
        case .sessionOpened(let session):
            insert(session)
            lastProtocolNumber = session.protocolNumber
        case .sessionClosed(let id, _, _):
            remove(id)
        case .legChanged(let id, _, _):
            change(id, by: event, at: now)
        case .tagAdded(let id, _), .tagRemoved(let id, _), .sessionRead(let id):
            sessions[id]?.apply(event, at: now)
        case .messageAdded(let message, let content):
            add(message, content, by: event, at: now)
        case .deliveryChanged(let change):
            apply(change, at: now)
        case .windowChanged(let channel, let address, _):
            let place = Address(channel: channel, value: address)
            if let id = sessionByAddress[place] { sessions[id]?.apply(event, at: now) }
        case .contactChanged(let contact):
            for id in sessionsByContact[contact.id] ?? [] { sessions[id]?.apply(event, at: now) }
            lastID = max(lastID, contact.id.value)
        case .presenceChanged(let agent, let presence):
            presences[agent] = PresenceState(presence: presence, since: now)
        case .configured(let configuration):
            apply(configuration)
        case .deliveryCameEarly(let early):
            keep(early, at: now)
        case .noteAdded(let note):
            lastID = max(lastID, note.id.value)
        case .contentChanged, .noticeReceived, .inboundAccepted:
            return
        }
    }

    /// Puts an open session into the tables.
    mutating func insert(_ session: Session) {
        guard session.phase != .closed else { return }
        sessions[session.id] = session
        let address = Address(channel: session.channel, value: session.address)
        sessionByAddress[address] = session.id
        sessionsByContact[session.contact, default: []].insert(session.id)
        if let holder = session.holder { sessionsByHolder[holder, default: []].insert(session.id) }
        lastID = max(lastID, session.id.value, session.leg.id.value)
    }

    private mutating func remove(_ id: ID<Session>) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        sessionByAddress[Address(channel: session.channel, value: session.address)] = nil
        sessionsByContact.remove(id, from: session.contact)
        if let holder = session.holder { sessionsByHolder.remove(id, from: holder) }
    }

    private mutating func change(_ id: ID<Session>, by event: Event, at now: Timestamp) {
        let before = sessions[id]?.holder
        sessions[id]?.apply(event, at: now)
        let after = sessions[id]?.holder
        if let leg = sessions[id]?.leg { lastID = max(lastID, leg.id.value) }
        guard before != after else { return }
        if let before { sessionsByHolder.remove(id, from: before) }
        if let after { sessionsByHolder[after, default: []].insert(id) }
    }

    private mutating func add(
        _ message: Message,
        _ content: Content,
        by event: Event,
        at now: Timestamp
    ) {
        lastID = max(lastID, message.id.value)
        guard let id = message.session else { return }
        sessions[id]?.apply(event, at: now)
        guard message.delivery == .queued, let session = sessions[id] else { return }
        pending[message.id] = PendingMessage(
            message: message.id,
            session: id,
            channel: message.channel,
            address: session.address,
            isTemplate: content.kind == .template,
            delivery: .queued,
            attempt: 0,
            dueAt: now
        )
    }
}

extension Session {
    /// Who serves it, or for whom it is kept.
    var holder: ID<Agent>? { agent ?? reservedFor }
}

extension Dictionary {
    /// Takes a member out of a set, and the set with its last member.
    fileprivate mutating func remove<Member>(_ member: Member, from key: Key)
    where Value == Set<Member> {
        self[key]?.remove(member)
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}

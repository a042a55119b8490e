internal import OrderedCollections

extension Floor {
    /// Folds an event that happened at a moment into the floor.
    public mutating func apply(_ event: Event, at now: Timestamp) {
        switch event {
        case .sessionOpened(let session):
            insert(session)
            lastProtocolNumber = session.protocolNumber
        case .sessionClosed(let id, _, _):
            remove(id)
        case .legChanged(let id, _, let began):
            change(id, by: event, at: now)
            keepTurn(began)
        case .sessionReopened(let session):
            insert(session)
        case .sessionWarned(let id), .flowMoved(let id, _):
            touch(id, by: event, at: now)
        case .tagAdded(let id, _), .tagRemoved(let id, _), .sessionRead(let id),
            .automationCut(let id), .dispositionSet(let id, _), .ratingAsked(let id),
            .rated(let id, _):
            fold(event, into: id, at: now)
        case .contactsMerged(let merge), .contactsSeparated(let merge):
            apply(merge, as: event, at: now)
        case .messageAdded(let message, let content):
            add(message, content, by: event, at: now)
        case .messageAdopted(let message, _):
            if let id = message.session { touch(id, by: event, at: now) }
        case .deliveryChanged(let change):
            apply(change, at: now)
        case .contentChanged(_, let session, _):
            if let session { fold(event, into: session, at: now) }
        case .windowChanged(let channel, let address, _),
            .humanWindowChanged(let channel, let address, _):
            let place = Address(channel: channel, value: address)
            if let id = sessionByAddress[place] { fold(event, into: id, at: now) }
        case .contactErased(let contact):
            lastID = max(lastID, contact.id.value)
        case .contactChanged(let contact):
            for id in sessionsByContact[contact.id] ?? [] { fold(event, into: id, at: now) }
            lastID = max(lastID, contact.id.value)
        case .presenceChanged(let agent, let presence):
            presences[agent] = PresenceState(presence: presence, since: now)
            for id in sessionsByHolder[agent] ?? [] { schedule(id) }
        case .configured(let configuration):
            apply(configuration)
            reindex(after: configuration)
        case .deliveryCameEarly(let early):
            keep(early, at: now)
        case .noteAdded(let note):
            lastID = max(lastID, note.id.value)
        case .noticeReceived, .inboundAccepted, .heldRequestTaken, .wordsErased:
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
        let standing = session.standing
        if let (team, place) = standing.place(of: session.id) { lines.insert(place, for: team) }
        schedule(session.id, standing)
    }

    private mutating func remove(_ id: ID<Session>) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        sessionByAddress[Address(channel: session.channel, value: session.address)] = nil
        sessionsByContact.remove(id, from: session.contact)
        if let holder = session.holder { sessionsByHolder.remove(id, from: holder) }
        if let (team, place) = session.standing.place(of: id) { lines.remove(place, from: team) }
        timers.forget(id)
    }

    /// Folds an event into a session whose place and duties stay as they are.
    private mutating func fold(_ event: Event, into id: ID<Session>, at now: Timestamp) {
        // In place: taking a session out of the table and putting it back costs more than the rest.
        guard let place = sessions.index(forKey: id) else { return }
        sessions.values[place].apply(event, at: now)
    }

    /// Folds an event into a session that may have another duty next.
    private mutating func touch(_ id: ID<Session>, by event: Event, at now: Timestamp) {
        guard let place = sessions.index(forKey: id) else { return }
        schedule(id, sessions.values[place].fold(event, at: now).after)
    }

    /// Folds a change of leg into a session, and moves it in the tables.
    private mutating func change(_ id: ID<Session>, by event: Event, at now: Timestamp) {
        guard let place = sessions.index(forKey: id) else { return }
        let (before, after) = sessions.values[place].fold(event, at: now)
        lastID = max(lastID, after.leg.value)
        if let (team, place) = before.place(of: id) { lines.remove(place, from: team) }
        if let (team, place) = after.place(of: id) { lines.insert(place, for: team) }
        if before.holder != after.holder {
            if let holder = before.holder { sessionsByHolder.remove(id, from: holder) }
            if let holder = after.holder { sessionsByHolder[holder, default: []].insert(id) }
        }
        schedule(id, after)
    }

    /// Notes which leg of a team was kept for an agent last: it says whose turn it is next.
    private mutating func keepTurn(_ leg: Leg) {
        guard let team = leg.team, let agent = leg.reservedFor else { return }
        turns[team, default: [:]][agent] = leg.id
    }

    /// Makes anew what follows from the configuration.
    private mutating func reindex(after configuration: Configuration) {
        switch configuration {
        case .team, .removeTeam, .agent, .channel, .removeChannel:
            index = ConfigurationIndex(of: self)
            scheduleAll()
        case .company, .flowVersion:
            index = ConfigurationIndex(of: self)
        default:
            break
        }
        switch configuration {
        case .agent(let agent): askers[agent.id] = asker(agent)
        case .team, .removeTeam, .permissionGroup, .remove: askers = allAskers
        default: return
        }
    }

    /// What each of the people may do, as the configuration is.
    var allAskers: [ID<Agent>: Asker] {
        var askers: [ID<Agent>: Asker] = [:]
        for agent in agents.values { askers[agent.id] = asker(agent) }
        return askers
    }

    private func asker(_ agent: Agent) -> Asker? {
        agent.isActive ? .person(viewer(of: agent)) : nil
    }

    /// Moves the open sessions of contacts that became one, or two again.
    private mutating func apply(_ merge: ContactMerge, as event: Event, at now: Timestamp) {
        // Who was merged on and on is found by who was heard: rare enough to look at every session.
        let affected = sessions.values.filter {
            merge.absorbed.contains($0.contact) || merge.absorbed.contains($0.heardFrom)
        }
        for id in affected.map(\.id) {
            guard let before = sessions[id]?.contact else { continue }
            fold(event, into: id, at: now)
            guard let after = sessions[id]?.contact, after != before else { continue }
            sessionsByContact.remove(id, from: before)
            sessionsByContact[after, default: []].insert(id)
        }
    }

    private mutating func add(
        _ message: Message,
        _ content: Content,
        by event: Event,
        at now: Timestamp
    ) {
        lastID = max(lastID, message.id.value)
        if let id = message.session { touch(id, by: event, at: now) }
        let address = message.session.map { sessions[$0]?.address } ?? message.address
        guard message.delivery == .queued, let address, !address.isEmpty else { return }
        pending[message.id] = PendingMessage(
            message: message.id,
            session: message.session,
            channel: message.channel,
            address: address,
            isTemplate: content.kind == .template,
            delivery: .queued,
            attempt: 0,
            dueAt: now,
            isByPerson: message.author.isPerson
        )
    }
}

extension Session {
    /// Who serves it, or for whom it is kept.
    var holder: ID<Agent>? { agent ?? reservedFor }
}

extension Message.Author {
    /// Whether a person of ours wrote it.
    var isPerson: Bool {
        if case .agent = self { true } else { false }
    }
}

extension Dictionary {
    /// Takes a member out of a set, and the set with its last member.
    fileprivate mutating func remove<Member>(_ member: Member, from key: Key)
    where Value == Set<Member> {
        self[key]?.remove(member)
        if self[key]?.isEmpty == true { self[key] = nil }
    }
}

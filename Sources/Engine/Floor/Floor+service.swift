internal import OrderedCollections

extension Floor {
    /// Lets an agent take a waiting session: the first wins, and the others learn who has it.
    func start(
        _ session: Session,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let viewer = asker.viewer else { throw .forbidden }
        let agent = viewer.agent
        switch session.phase {
        case .inService:
            guard let holder = session.agent, holder != agent.id else { return [] }
            throw .taken(by: holder)
        case .selfService, .closed:
            throw .wrongPhase(session.phase)
        case .waiting:
            break
        }
        guard viewer.mayStart(session) else {
            guard let holder = session.reservedFor else { throw .forbidden }
            throw .taken(by: holder)
        }
        try requirePlace(with: agent, for: session)
        let next = Stretch(
            phase: .inService,
            team: session.team,
            agent: agent.id,
            start: .answered
        )
        return [session.moved(to: next, because: .answered, at: &moment)]
    }

    /// Ends a session, whose messages that still wait for the window will not go any more.
    func close(
        _ session: Session,
        for asker: Asker,
        by actor: Actor,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        let (end, outcome): (Leg.End, Outcome)
        switch asker {
        case .contact:
            (end, outcome) = (.closedByContact, .success)
        case .machine:
            let isConsole = actor == .console
            end = isConsole ? .closedByAdministrator : .closedByInactivity
            outcome = isConsole ? .success : .lost
        case .person(let viewer):
            guard viewer.mayClose(session) else {
                guard viewer.mayServe(session) else { throw .forbidden }
                throw .wrongPhase(session.phase)
            }
            let isOwn = session.agent == viewer.agent.id
            (end, outcome) = (isOwn ? .closedByAgent : .closedByAdministrator, .success)
        }
        var events: [Event] = []
        let place = Address(channel: session.channel, value: session.address)
        for id in pending.held(for: place) {
            guard let entry = pending[id] else { continue }
            events.append(.deliveryChanged(entry.changed(to: .failed, error: .sessionClosed)))
        }
        let ended = session.leg.ended(end, at: now)
        return events + [.sessionClosed(session.id, ended: ended, outcome: outcome)]
    }

    /// Puts a label on a session in service, once.
    func addTag(
        _ tag: ID<Tag>,
        to session: Session,
        for asker: Asker
    ) throws(Refusal) -> [Event] {
        try requireService(of: session, for: asker)
        guard let found = tags[tag] else { throw .notFound(.tag) }
        guard found.isPublished else { throw .tagNotPublished }
        return session.tags.contains(tag) ? [] : [.tagAdded(session.id, tag)]
    }

    /// Takes a label off a session in service; also one that is published no more.
    func removeTag(
        _ tag: ID<Tag>,
        from session: Session,
        for asker: Asker
    ) throws(Refusal) -> [Event] {
        try requireService(of: session, for: asker)
        return session.tags.contains(tag) ? [.tagRemoved(session.id, tag)] : []
    }

    /// Writes a protocol note.
    func note(
        _ text: String,
        in session: Session,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let viewer = asker.viewer, viewer.mayServe(session) else { throw .forbidden }
        let words = text.trimmed
        guard !words.isEmpty else { throw .empty }
        guard words.unicodeScalars.count <= Note.maximumText else {
            throw .tooLong(maximum: Note.maximumText)
        }
        let note = Note(
            id: moment.ids.next(at: moment.now),
            session: session.id,
            author: viewer.agent.id,
            text: words
        )
        return [.noteAdded(note)]
    }

    /// Marks the contact's messages as seen.
    func markRead(_ session: Session, for asker: Asker) throws(Refusal) -> [Event] {
        try asker.require { $0.mayServe(session) }
        return session.unread == 0 ? [] : [.sessionRead(session.id)]
    }

    /// Changes whether an agent receives sessions; who leaves gives back what was kept for them.
    func setPresence(
        _ presence: Presence,
        of id: ID<Agent>,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let agent = agents[id], asker.viewer?.maySeePresence(of: agent) ?? true else {
            throw .notFound(.agent)
        }
        try asker.require { $0.maySetPresence(of: agent) }
        guard agent.isActive || presence == .offline else { throw .invalid("presence") }
        var wanted = presence
        if case .paused(let reason) = presence { wanted = .paused(reason: reason.asName) }
        guard wanted != presences[id]?.presence ?? .offline else { return [] }
        var events: [Event] = [.presenceChanged(id, wanted)]
        if wanted != .available { events += returnReservations(of: id, at: &moment) }
        return events
    }

    /// Gives the sessions that are kept for an agent back to their teams.
    func returnReservations(of agent: ID<Agent>, at moment: inout Moment) -> [Event] {
        var events: [Event] = []
        for id in (sessionsByHolder[agent] ?? []).sorted() {
            guard let session = sessions[id], session.phase == .waiting else { continue }
            let next = Stretch(phase: .waiting, team: session.team, start: .reservationReturned)
            events.append(session.moved(to: next, because: .requeued, at: &moment))
        }
        return events
    }

    /// Passes when an agent may hold one session more, or holds this one already.
    func requirePlace(with agent: Agent, for session: Session? = nil) throws(Refusal) {
        guard agent.sessionLimit > 0, session?.isHeld(by: agent.id) != true else { return }
        guard load(of: agent.id) < agent.sessionLimit else {
            throw .limitReached(agent.sessionLimit)
        }
    }

    private func requireService(of session: Session, for asker: Asker) throws(Refusal) {
        guard session.phase == .inService else { throw .wrongPhase(session.phase) }
        try asker.require { $0.mayServe(session) }
    }
}

extension DeliveryError {
    /// Says that a message waited for the window until its session was closed.
    static let sessionClosed = DeliveryError(
        code: "session-closed",
        text: "the session was closed before the messaging window opened again"
    )
}

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
        as disposition: ID<Disposition>?,
        for asker: Asker,
        by actor: Actor,
        at moment: inout Moment
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
        return try classification(of: session, as: disposition, for: asker)
            + ended(session, because: end, outcome: outcome, at: &moment)
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

    private func requireService(of session: Session, for asker: Asker) throws(Refusal) {
        guard session.phase == .inService else { throw .wrongPhase(session.phase) }
        try asker.require { $0.mayServe(session) }
    }
}

internal import OrderedCollections

/// Is who asks for a command, with what they may do.
indirect enum Asker {
    /// A person, who may do what a `Viewer` says.
    case person(Viewer)
    /// A rule of the server or the command line: may do everything.
    case machine
    /// The contact, who writes and may leave.
    case contact

    /// The person, if it is one.
    var viewer: Viewer? {
        if case .person(let viewer) = self { viewer } else { nil }
    }

    /// The author of what the asker writes.
    var author: Message.Author {
        switch self {
        case .person(let viewer): .agent(viewer.agent.id)
        case .machine: .automatic
        case .contact: .contact
        }
    }

    /// Passes when a rule for people holds, or when it is a machine that asks.
    func require(_ mayDo: (Viewer) -> Bool) throws(Refusal) {
        switch self {
        case .machine: return
        case .person(let viewer) where mayDo(viewer): return
        case .person, .contact: throw .forbidden
        }
    }

    /// Passes when a machine asks: the dispatcher, the clock, the command line.
    func requireMachine() throws(Refusal) {
        guard case .machine = self else { throw .forbidden }
    }
}

extension Floor {
    /// Says what an actor may do; who left or is unknown may nothing.
    func asker(_ actor: Actor) throws(Refusal) -> Asker {
        switch actor {
        case .agent(let id):
            guard let asker = askers[id] else { throw .forbidden }
            return asker
        case .contact: return .contact
        case .system, .console: return .machine
        }
    }

    /// Finds an open session for who asks.
    ///
    /// What one may not know of does not exist; who may know of it and not see it is told who has it.
    func openSession(
        _ id: ID<Session>,
        for asker: Asker,
        facts: Facts
    ) throws(Refusal) -> Session {
        guard let session = sessions[id] else {
            guard let closed = facts.session, asker.viewer?.maySee(closed) ?? true else {
                throw .notFound(.session)
            }
            throw .wrongPhase(.closed)
        }
        guard let viewer = asker.viewer, !viewer.maySee(session) else { return session }
        guard viewer.mayKnow(session), let holder = session.agent else { throw .notFound(.session) }
        throw .taken(by: holder)
    }
}

internal import Engine
internal import Store

/// Is whoever asks, once they have shown who they are.
struct Caller: Sendable {
    /// Says what they showed.
    enum Proof: Sendable, Hashable {
        /// The cookie of a login; its digest.
        case login(digest: String)
        /// A token of a program.
        case token(APIToken)
        /// A kiosk link to one board, by its slug.
        case kiosk(board: String)
    }

    /// What the person may see and do.
    let viewer: Viewer

    /// What they showed.
    let proof: Proof

    /// What the proof may be used for.
    var grants: Grants {
        if case .token(let token) = proof { Grants(token.scopes) } else { .everything }
    }

    /// The person.
    var agent: Agent { viewer.agent }

    /// How the engine knows them.
    var actor: Actor { .agent(viewer.agent.id) }
}

internal import Engine

/// Is one thing that somebody does in a session of the past.
enum PastStep: Sendable {
    /// The contact writes; the first time this opens the session.
    case write(String)
    /// An agent takes the session.
    case start(agent: Int)
    /// An agent answers.
    case answer(agent: Int, String)
    /// An agent hands the session to another team.
    case transfer(agent: Int, team: String)
    /// An agent puts a label on the session.
    case tag(agent: Int, String)
    /// An agent writes what the contact does not see.
    case note(agent: Int, String)
    /// An agent ends the session.
    case close(agent: Int)
    /// The contact has waited long enough.
    case leave
    /// The staff comes or goes; belongs to no session.
    case staff(Presence)
}

/// Is a step with its time and the session that it belongs to.
struct PastEntry: Sendable {
    var at: Timestamp
    var session: Int
    var step: PastStep
}

/// Is who a session of the past is with, and where.
struct PastSession: Sendable {
    var person: Int
    var channel: String
}

internal import Engine

/// Is one thing that somebody does in a session of the past.
///
/// An agent that is named is whom the script means: another who has the session does it instead.
enum PastStep: Sendable {
    /// The contact writes; the first time this opens the session.
    case write(String)
    /// The contact answers the last message, which stands above the words as a quotation.
    case quote(String)
    /// The contact sends a picture.
    case show(picture: Int)
    /// The contact tells where to deliver.
    case locate
    /// The contact chooses an option of the flow's menu.
    case choose(DemoMenu.Option)
    /// An agent takes the session.
    case start(agent: Int)
    /// An agent answers.
    case answer(String)
    /// An agent hands the session to another team.
    case transfer(team: String)
    /// An agent puts a label on the session.
    case tag(String)
    /// An agent writes what the contact does not see.
    case note(String)
    /// An agent writes down where the contact lives.
    case profile(city: String)
    /// An agent ends the session for a reason.
    case close(reason: String)
    /// The contact rates the service.
    case rate(Int)
    /// The contact has waited long enough.
    case leave
    /// The staff comes or goes; belongs to no session.
    case staff(Presence)
    /// One of the staff takes a break or comes back; belongs to no session.
    case rest(agent: Int, Presence)
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

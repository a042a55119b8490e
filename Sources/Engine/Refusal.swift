/// Says why a command was not done.
public enum Refusal: Error, Sendable, Hashable {
    /// Nothing of that kind has that id, or the asker may not know of it.
    case notFound(Subject)
    /// The asker may not do this.
    case forbidden
    /// Another agent has the session.
    case taken(by: ID<Agent>)
    /// The session is not in a phase that allows it.
    case wrongPhase(Session.Phase)
    /// The messaging window is over: only what the channel declares may go.
    case windowClosed(ChannelCapabilities.Resume)
    /// The channel cannot send that.
    case unsupported
    /// The text is longer than the channel takes.
    case tooLong(maximum: Int)
    /// There is nothing in it.
    case empty
    /// A template is not approved.
    case templateNotSendable(MessageTemplate.State)
    /// A template takes another count of parameters.
    case templateParameters(expected: Int, given: Int)
    /// A label is not published.
    case tagNotPublished
    /// The contact has an open session on that channel, perhaps with someone.
    case hasOpenSession(ID<Session>, agent: ID<Agent>?)
    /// The agent serves no team that fits.
    case agentNotInTeam
    /// The agent holds as many sessions as they may.
    case limitReached(Int)
    /// The channel is switched off.
    case channelInactive
    /// The name in URLs is taken or ill-formed.
    case badSlug(String)
    /// Something still refers to what should be removed.
    case inUse(Subject)
    /// The event is in the books already.
    case duplicate
    /// A field of what should be saved makes no sense; its name is given.
    case invalid(String)
    /// The message is not in a state that allows it.
    case wrongDelivery(Delivery)
    /// The text has a word that the company refuses.
    case wordBlocked(String)
    /// The team wants a session classified at its close.
    case dispositionRequired
    /// The contact refuses what we begin.
    case contactRefuses
    /// A parameter of a template is longer than it may be; its place is given, from 1.
    case templateParameterTooLong(position: Int, maximum: Int)
    /// A flow cannot be published as it is.
    case flowHasProblems([FlowProblem])
    /// What should be joined leads back to itself.
    case leadsInCircle
    /// More files than the channel takes in one message.
    case tooManyFiles(maximum: Int)
    /// The contact was merged: what is meant for it goes to the one that stands for it.
    case contactMerged(into: ID<Contact>)
    /// Another contact has that phone, address or id.
    case identityTaken(by: ID<Contact>)
    /// What it is about was erased.
    case erased

    /// Names the kind of thing that a refusal is about.
    public enum Subject: String, Sendable, Hashable {
        case session
        case contact
        case channel
        case team
        case agent
        case tag
        case template
        case message
        case hours
        case flow
        case canned
        case disposition
        case field
        case contactGroup = "contact-group"
        case pauseReason = "pause-reason"
        case permissionGroup = "permission-group"
    }

    /// The stable code for machines, as API errors show it.
    public var code: String {
        switch self {
        case .notFound(let subject): "\(subject.rawValue)-not-found"
        case .forbidden: "forbidden"
        case .taken: "session-taken"
        case .wrongPhase: "wrong-phase"
        case .windowClosed: "window-closed"
        case .unsupported: "unsupported"
        case .tooLong: "too-long"
        case .empty: "empty"
        case .templateNotSendable: "template-not-sendable"
        case .templateParameters: "template-parameters"
        case .tagNotPublished: "tag-not-published"
        case .hasOpenSession: "has-open-session"
        case .agentNotInTeam: "agent-not-in-team"
        case .limitReached: "limit-reached"
        case .channelInactive: "channel-inactive"
        case .badSlug: "bad-slug"
        case .inUse(let subject): "\(subject.rawValue)-in-use"
        case .duplicate: "duplicate"
        case .invalid: "invalid"
        case .wrongDelivery: "wrong-delivery"
        case .wordBlocked: "word-blocked"
        case .dispositionRequired: "disposition-required"
        case .contactRefuses: "contact-refuses"
        case .templateParameterTooLong: "template-parameter-too-long"
        case .flowHasProblems: "flow-has-problems"
        case .leadsInCircle: "leads-in-circle"
        case .tooManyFiles: "too-many-files"
        case .contactMerged: "contact-merged"
        case .identityTaken: "identity-taken"
        case .erased: "already-erased"
        }
    }
}

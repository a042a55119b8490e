/// Says which sessions a list, search or report is about; empty parts leave nothing out.
public struct SessionFilter: Sendable, Hashable {
    /// Says what the period is about.
    public enum Basis: String, Sendable, Hashable, Codable, CaseIterable {
        /// Sessions that began in it.
        case started
        /// Sessions that ended in it.
        case ended
        /// Sessions that were open at any time in it.
        case active
    }

    /// The start of the period, inclusive.
    public var from: Timestamp?

    /// The end of the period, exclusive.
    public var to: Timestamp?

    /// What the period is about.
    public var basis: Basis = .started

    /// The phases; by default all.
    public var phases: Set<Session.Phase> = []

    /// The channels.
    public var channels: Set<ID<Channel>> = []

    /// The teams that took part.
    public var teams: Set<ID<Team>> = []

    /// The agents that took part.
    public var agents: Set<ID<Agent>> = []

    /// The labels, one of which the session has.
    public var tags: Set<ID<Tag>> = []

    /// The dispositions, categories with all below them.
    public var dispositions: Set<ID<Disposition>> = []

    /// How closed sessions ended.
    public var outcomes: Set<Outcome> = []

    /// The contact, with all that were merged into it.
    public var contact: ID<Contact>?

    /// The protocol number.
    public var number: ProtocolNumber?

    /// Words of messages or of the contact's name, accents and case ignored.
    public var text = ""

    /// The privacy switch: identities are hidden and not searched.
    public var hidesIdentities = false

    /// Creates a filter that lets everything pass.
    public init() {}
}

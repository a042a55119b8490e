/// Is something that a flow does in answer to the contact.
public enum FlowStep: Sendable, Hashable {
    /// Says something.
    case say(Content)
    /// Asks for a rating.
    case askRating(Content)
    /// Takes a rating, 1 to 5.
    case rated(Int)
    /// Hands the session to a team; `nil` for the channel's.
    case handToTeam(ID<Team>?)
    /// Closes the session.
    case close(Outcome)
    /// Closes the session because the contact says so.
    case leave
}

/// Is what a flow does at one go, from an answer to the next question or to its end.
public struct FlowTurn: Sendable, Hashable {
    /// What it does, in order.
    public var steps: [FlowStep] = []

    /// Where it waits then; `nil` when it ended.
    public var position: FlowPosition?

    /// The variables that it set.
    public var variables: [String: String] = [:]
}

/// Is what a contact said to a flow.
public struct FlowAnswer: Sendable, Hashable {
    /// The words, or the label of the button.
    public var text: String

    /// What a button or list gives back; empty for none.
    public var payload: String

    /// When the contact said it, by the provider's clock.
    public var sentAt: Timestamp

    /// Creates an answer.
    public init(text: String, payload: String = "", sentAt: Timestamp) {
        self.text = text
        self.payload = payload
        self.sentAt = sentAt
    }
}

/// Is what a flow needs to know of the world around it.
public struct FlowContext {
    /// What the channel can show.
    public var capabilities: ChannelCapabilities

    /// The values of texts.
    public var placeholders: Placeholders

    /// The time.
    public var now: Timestamp

    /// Whether the contact was asked for a rating in this session before.
    public var hasAskedRating: Bool

    /// Tells whether business hours are open now.
    public var isOpen: (ID<BusinessHours>) -> Bool

    /// Creates a context.
    public init(
        capabilities: ChannelCapabilities,
        placeholders: Placeholders,
        now: Timestamp,
        hasAskedRating: Bool = false,
        isOpen: @escaping (ID<BusinessHours>) -> Bool
    ) {
        self.capabilities = capabilities
        self.placeholders = placeholders
        self.now = now
        self.hasAskedRating = hasAskedRating
        self.isOpen = isOpen
    }
}

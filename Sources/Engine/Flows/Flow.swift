/// Is an automatic attendance before an agent: what is being drawn, and what is published.
public struct Flow: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<Flow>

    /// The name in URLs and commands: lower-case letters, digits and dashes.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// What an administrator draws; it may have problems until it is published.
    public var draft: FlowDefinition

    /// The version that new sessions begin with; `nil` until one is published.
    public internal(set) var current: ID<FlowVersion>?

    /// Creates a flow.
    public init(
        id: ID<Flow>,
        slug: String,
        name: String,
        draft: FlowDefinition = FlowDefinition(),
        current: ID<FlowVersion>? = nil
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.draft = draft
        self.current = current
    }
}

/// Is a published state of a flow: it never changes, and sessions that began with it keep it.
public struct FlowVersion: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<FlowVersion>

    /// The flow.
    public let flow: ID<Flow>

    /// The count of the version, from 1.
    public let number: Int

    /// What it says.
    public let definition: FlowDefinition

    /// Creates a version.
    public init(
        id: ID<FlowVersion>,
        flow: ID<Flow>,
        number: Int,
        definition: FlowDefinition
    ) {
        self.id = id
        self.flow = flow
        self.number = number
        self.definition = definition
    }
}

/// Says where a session stands in its flow: at a block that waits for the contact.
public struct FlowPosition: Sendable, Hashable, Codable {
    /// The version that the session began with.
    public var version: ID<FlowVersion>

    /// The block whose question was put.
    public var block: String

    /// How many answers to it were wrong.
    public var wrongAnswers: Int

    /// When the question was put.
    public var askedAt: Timestamp

    /// When the flow answered lately, oldest first: too many in a minute, and a machine writes.
    public var answeredAt: [Timestamp]

    /// Creates a position.
    public init(
        version: ID<FlowVersion>,
        block: String,
        wrongAnswers: Int = 0,
        askedAt: Timestamp,
        answeredAt: [Timestamp] = []
    ) {
        self.version = version
        self.block = block
        self.wrongAnswers = wrongAnswers
        self.askedAt = askedAt
        self.answeredAt = answeredAt
    }
}

public import Engine

/// Is a message that our server handed to the provider's stand-in.
public struct SentMessage: Sendable, Hashable {
    /// The provider's id.
    public let id: String

    /// The telephone, or the id scoped to the business, that it is for.
    public let to: String

    /// The provider's word for its type, such as `text`.
    public let type: String

    /// What the contact reads: the text, the caption, or the template filled in.
    public let text: String

    /// What the contact can press or choose.
    public let options: [Option]

    /// The name of the template; empty for other messages.
    public let template: String

    /// When the stand-in took it.
    public let at: Timestamp

    /// What becomes of it.
    let fate: Fate

    /// The labels of what the contact can press or choose.
    public var buttons: [String] { options.map(\.title) }

    /// Is something that the contact can press or choose.
    public struct Option: Sendable, Hashable {
        /// Says where it stands.
        public enum Kind: Sendable, Hashable {
            /// On a button below the words.
            case button
            /// In a list that opens.
            case list
            /// On a button of a template.
            case template
        }

        /// Where it stands.
        public var kind: Kind

        /// What comes back when it is chosen.
        public var id: String

        /// The words on it.
        public var title: String
    }
}

/// Is what becomes of a message: how long after it was taken the provider tells of each step.
struct Fate: Sendable, Hashable {
    var sent: Int64
    /// `nil` when it cannot be delivered.
    var delivered: Int64?
    /// `nil` when the contact has receipts turned off, or never gets it.
    var read: Int64?

    /// Whether it fails.
    var isFailure: Bool { delivered == nil }

    /// Draws what becomes of a message.
    init(using generator: inout SeededGenerator) {
        sent = generator.number(150...700)
        let travel = generator.number(250...2_500)
        let reading = generator.number(1_500...12_000)
        let isLost = generator.chance(0.015)
        let isSecret = generator.chance(0.12)
        guard !isLost else { return }
        delivered = sent + travel
        guard !isSecret else { return }
        read = sent + travel + reading
    }
}

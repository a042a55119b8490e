import Foundation

/// Is a message that a provider approved for one channel account.
public struct MessageTemplate: Sendable, Hashable, Codable {
    /// Says whether a template can be sent.
    public enum State: String, Sendable, Hashable, Codable {
        /// The provider lets it be sent.
        case approved
        /// The provider has not decided.
        case pending
        /// The provider refused it.
        case rejected
        /// The provider stopped it for a while.
        case paused
        /// The provider stopped it for good.
        case disabled
        /// We put it away.
        case archived
    }

    /// The id.
    public internal(set) var id: ID<MessageTemplate>

    /// The channel whose number it belongs to.
    public var channel: ID<Channel>

    /// The name at the provider.
    public var name: String

    /// The provider's code of its language, such as `pt_BR`.
    public var language: String

    /// The text, in which `{{1}}`, `{{2}}` … stand for parameters.
    public var body: String

    /// Whether it can be sent.
    public var state: State

    /// Creates a template.
    public init(
        id: ID<MessageTemplate>,
        channel: ID<Channel>,
        name: String,
        language: String,
        body: String,
        state: State = .approved
    ) {
        self.id = id
        self.channel = channel
        self.name = name
        self.language = language
        self.body = body
        self.state = state
    }

    /// How many parameters the text takes: the greatest `{{n}}` in it.
    public var parameterCount: Int {
        var greatest = 0
        var rest = body[...]
        while let open = rest.range(of: "{{") {
            rest = rest[open.upperBound...]
            guard let close = rest.range(of: "}}") else { break }
            greatest = max(greatest, Int(rest[..<close.lowerBound]) ?? 0)
            rest = rest[close.upperBound...]
        }
        return greatest
    }

    /// Writes the text with its parameters filled in; missing ones stay as they are.
    public func text(_ parameters: [String]) -> String {
        var text = body
        for (index, parameter) in parameters.enumerated().reversed() {
            text = text.split(separator: "{{\(index + 1)}}", omittingEmptySubsequences: false)
                .joined(separator: parameter)
        }
        return text
    }
}

/// Says something and goes on.
public struct FlowMessage: Sendable, Hashable, Codable {
    /// The words, with placeholders.
    public var text: String

    /// The block that follows.
    public var next: String

    /// Creates a message.
    public init(text: String, next: String) {
        self.text = text
        self.next = next
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case text
        case next
    }

    /// Reads a message.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        text = try fields.decode(String.self, forKey: .text)
        next = try fields.decode(String.self, forKey: .next)
    }

    /// Writes a message.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(text, forKey: .text)
        try fields.encode(next, forKey: .next)
    }
}

/// Says what follows an answer that fits no question.
public struct FlowRetry: Sendable, Hashable, Codable {
    /// What is said before the question is put again; empty puts it again as it was.
    public var text: String

    /// How many wrong answers are taken, of which the last leads to `onLimit`; 0 for any number.
    public var limit: Int

    /// The block that follows too many wrong answers; a rating goes on to its next block.
    public var onLimit: String

    /// Creates a rule; without a limit the question is put for ever.
    public init(text: String = "", limit: Int = 0, onLimit: String = "") {
        self.text = text
        self.limit = limit
        self.onLimit = onLimit
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case text
        case limit
        case onLimit
    }

    /// Reads a rule.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        text = try fields.decodeIfPresent(String.self, forKey: .text) ?? ""
        limit = try fields.decodeIfPresent(Int.self, forKey: .limit) ?? 0
        onLimit = try fields.decodeIfPresent(String.self, forKey: .onLimit) ?? ""
    }
}

/// Puts a question whose answer is kept in a variable.
public struct FlowQuestion: Sendable, Hashable, Codable {
    /// The words, with placeholders.
    public var text: String

    /// The variable that takes the answer.
    public var variable: String

    /// Which answers fit.
    public var validation: AnswerRule

    /// The block that follows an answer that fits.
    public var next: String

    /// What follows one that does not.
    public var retry: FlowRetry

    /// Creates a question.
    public init(
        text: String,
        variable: String,
        validation: AnswerRule = .text(),
        next: String,
        retry: FlowRetry = FlowRetry()
    ) {
        self.text = text
        self.variable = variable
        self.validation = validation
        self.next = next
        self.retry = retry
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case text
        case variable
        case validation
        case next
        case retry
    }

    /// Reads a question; without a validation any words fit.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        text = try fields.decode(String.self, forKey: .text)
        variable = try fields.decode(String.self, forKey: .variable)
        validation =
            try fields.decodeIfPresent(AnswerRule.self, forKey: .validation) ?? .text()
        next = try fields.decode(String.self, forKey: .next)
        retry = try fields.decodeIfPresent(FlowRetry.self, forKey: .retry) ?? FlowRetry()
    }

    /// Writes a question.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(text, forKey: .text)
        try fields.encode(variable, forKey: .variable)
        try fields.encode(validation, forKey: .validation)
        try fields.encode(next, forKey: .next)
        try fields.encode(retry, forKey: .retry)
    }
}

/// Asks the contact for a rating from 1 to 5; it does so once in a session at most.
public struct FlowRating: Sendable, Hashable, Codable {
    /// The words, with placeholders.
    public var text: String

    /// The block that follows the rating, too many wrong answers, or a rating asked before.
    public var next: String

    /// What follows an answer that is no rating.
    public var retry: FlowRetry

    /// Creates a rating.
    public init(text: String, next: String, retry: FlowRetry = FlowRetry(limit: 1)) {
        self.text = text
        self.next = next
        self.retry = retry
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case text
        case next
        case retry
    }

    /// Reads a rating; by default one answer that is none ends it.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        text = try fields.decode(String.self, forKey: .text)
        next = try fields.decode(String.self, forKey: .next)
        retry = try fields.decodeIfPresent(FlowRetry.self, forKey: .retry) ?? FlowRetry(limit: 1)
    }

    /// Writes a rating.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(text, forKey: .text)
        try fields.encode(next, forKey: .next)
        try fields.encode(retry, forKey: .retry)
    }
}

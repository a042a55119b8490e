/// Lets the contact choose one of some options.
public struct FlowMenu: Sendable, Hashable, Codable {
    /// Says how the options are shown.
    public enum Style: String, Sendable, Hashable, Codable, CaseIterable {
        /// As buttons or as a list where the channel has them, else with numbers.
        case auto
        /// With numbers before them, on every channel.
        case numbers
    }

    /// Is one option.
    public struct Option: Sendable, Hashable, Codable {
        /// What tells it apart in the menu, such as `vendas`.
        public var id: String

        /// The words on the button.
        public var label: String

        /// More words, which lists show; may be empty.
        public var detail: String

        /// What the contact may write instead of the label.
        public var synonyms: [String]

        /// The block that follows it.
        public var next: String

        /// Creates an option.
        public init(
            id: String,
            label: String,
            detail: String = "",
            synonyms: [String] = [],
            next: String
        ) {
            self.id = id
            self.label = label
            self.detail = detail
            self.synonyms = synonyms
            self.next = next
        }

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case id
            case label
            case detail
            case synonyms
            case next
        }

        /// Reads an option.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.fields(CodingKeys.self)
            id = try fields.decode(String.self, forKey: .id)
            label = try fields.decode(String.self, forKey: .label)
            detail = try fields.decodeIfPresent(String.self, forKey: .detail) ?? ""
            synonyms = try fields.decodeIfPresent([String].self, forKey: .synonyms) ?? []
            next = try fields.decode(String.self, forKey: .next)
        }
    }

    /// The words above the options, with placeholders.
    public var text: String

    /// How the options are shown.
    public var style: Style

    /// The options, in order.
    public var options: [Option]

    /// The variable that takes the label of the chosen option; empty for none.
    public var variable: String

    /// What follows an answer that is no option.
    public var retry: FlowRetry

    /// Creates a menu.
    public init(
        text: String,
        style: Style = .auto,
        options: [Option],
        variable: String = "",
        retry: FlowRetry = FlowRetry()
    ) {
        self.text = text
        self.style = style
        self.options = options
        self.variable = variable
        self.retry = retry
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case text
        case style
        case options
        case variable
        case retry
    }

    /// Reads a menu.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        text = try fields.decode(String.self, forKey: .text)
        style = try fields.decodeIfPresent(Style.self, forKey: .style) ?? .auto
        options = try fields.decode([Option].self, forKey: .options)
        variable = try fields.decodeIfPresent(String.self, forKey: .variable) ?? ""
        retry = try fields.decodeIfPresent(FlowRetry.self, forKey: .retry) ?? FlowRetry()
    }

    /// Writes a menu.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(text, forKey: .text)
        try fields.encode(style, forKey: .style)
        try fields.encode(options, forKey: .options)
        try fields.encode(variable, forKey: .variable)
        try fields.encode(retry, forKey: .retry)
    }
}

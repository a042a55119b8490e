/// Is what a filter lets pass: one value or any of several, written as a text or a list of them.
public struct Selection: Codable, Sendable, Hashable {
    /// The values.
    public var values: [String]

    /// Creates a selection.
    public init(_ values: String...) {
        self.values = values
    }

    /// Reads a text or a list of texts.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let values = try? container.decode([String].self) {
            self.values = values
        } else {
            values = [try container.decode(String.self)]
        }
    }

    /// Writes a list of texts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

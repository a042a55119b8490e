/// Is something that a variable must be.
public struct FlowCondition: Sendable, Hashable, Codable {
    /// Says how a variable is compared; case and accents never count.
    public enum Test: String, Sendable, Hashable, Codable, CaseIterable {
        /// It is one of the values.
        case equals
        /// It is none of the values.
        case differs
        /// It has one of the values in it.
        case contains
        /// It begins with one of the values.
        case begins
        /// It is a number greater than the value.
        case greater
        /// It is a number less than the value.
        case less
        /// It has a value that is not empty.
        case isSet
        /// It has no value, or an empty one.
        case isEmpty
    }

    /// The variable.
    public var variable: String

    /// How it is compared.
    public var test: Test

    /// What it is compared with: one number for `greater` and `less`, none for `isSet` and `isEmpty`.
    public var values: [String]

    /// Creates a condition.
    public init(_ variable: String, _ test: Test, _ values: [String] = []) {
        self.variable = variable
        self.test = test
        self.values = values
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case variable
        case test
        case values
    }

    /// Reads a condition.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        variable = try fields.decode(String.self, forKey: .variable)
        test = try fields.decode(Test.self, forKey: .test)
        values = try fields.decodeIfPresent([String].self, forKey: .values) ?? []
    }

    /// Tells whether it is true of some variables; a missing one is empty.
    public func holds(in variables: [String: String]) -> Bool {
        let value = (variables[variable] ?? "").trimmed
        switch test {
        case .isSet:
            return !value.isEmpty
        case .isEmpty:
            return value.isEmpty
        case .greater, .less:
            guard let number = value.decimal, let limit = values.first?.decimal else {
                return false
            }
            return test == .greater ? number > limit : number < limit
        case .equals:
            return values.contains { Self.same(value, $0) }
        case .differs:
            return !values.contains { Self.same(value, $0) }
        case .contains:
            let folded = value.folded
            return values.contains { folded.contains($0.trimmed.folded) }
        case .begins:
            let folded = value.folded
            return values.contains { folded.hasPrefix($0.trimmed.folded) }
        }
    }

    /// Whether two values say the same; `1,50` and `1.5` do.
    private static func same(_ left: String, _ right: String) -> Bool {
        if left.folded == right.trimmed.folded { return true }
        guard let number = left.decimal, let other = right.decimal else { return false }
        return number == other
    }
}

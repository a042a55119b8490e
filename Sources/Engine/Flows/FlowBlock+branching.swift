/// Goes one way while business hours are open, another way while they are not.
public struct FlowHours: Sendable, Hashable, Codable {
    /// The business hours.
    public var hours: ID<BusinessHours>

    /// The block that follows while they are open.
    public var open: String

    /// The block that follows while they are not.
    public var closed: String

    /// Creates a branch.
    public init(hours: ID<BusinessHours>, open: String, closed: String) {
        self.hours = hours
        self.open = open
        self.closed = closed
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case hours
        case open
        case closed
    }

    /// Reads a branch.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        hours = try fields.decodeLetters(BusinessHours.self, forKey: .hours)
        open = try fields.decode(String.self, forKey: .open)
        closed = try fields.decode(String.self, forKey: .closed)
    }

    /// Writes a branch, the hours as their letters.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(hours.description, forKey: .hours)
        try fields.encode(open, forKey: .open)
        try fields.encode(closed, forKey: .closed)
    }
}

/// Goes the way of the first case that is true.
public struct FlowBranch: Sendable, Hashable, Codable {
    /// Is one way.
    public struct Case: Sendable, Hashable, Codable {
        /// What must be true, all of it.
        public var conditions: [FlowCondition]

        /// The block that follows then.
        public var next: String

        /// Creates a case.
        public init(conditions: [FlowCondition], next: String) {
            self.conditions = conditions
            self.next = next
        }

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case conditions
            case next
        }

        /// Reads a case.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.fields(CodingKeys.self)
            conditions = try fields.decode([FlowCondition].self, forKey: .conditions)
            next = try fields.decode(String.self, forKey: .next)
        }
    }

    /// The ways, tried in order.
    public var cases: [Case]

    /// The block that follows when none is true.
    public var otherwise: String

    /// Creates a branch.
    public init(cases: [Case], otherwise: String) {
        self.cases = cases
        self.otherwise = otherwise
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case cases
        case otherwise
    }

    /// Reads a branch.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        cases = try fields.decode([Case].self, forKey: .cases)
        otherwise = try fields.decode(String.self, forKey: .otherwise)
    }

    /// Writes a branch.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(cases, forKey: .cases)
        try fields.encode(otherwise, forKey: .otherwise)
    }
}

/// Sets a variable and goes on.
public struct FlowAssignment: Sendable, Hashable, Codable {
    /// The variable.
    public var variable: String

    /// What it is set to, with placeholders.
    public var value: String

    /// The block that follows.
    public var next: String

    /// Creates an assignment.
    public init(variable: String, value: String, next: String) {
        self.variable = variable
        self.value = value
        self.next = next
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case variable
        case value
        case next
    }

    /// Reads an assignment.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        variable = try fields.decode(String.self, forKey: .variable)
        value = try fields.decode(String.self, forKey: .value)
        next = try fields.decode(String.self, forKey: .next)
    }

    /// Writes an assignment.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(variable, forKey: .variable)
        try fields.encode(value, forKey: .value)
        try fields.encode(next, forKey: .next)
    }
}

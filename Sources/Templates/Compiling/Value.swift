/// Where a value stands: a loop's item or the facts themselves, and the names from there.
struct Place: Sendable, Hashable {
    let frame: Int
    let names: [String]

    func field(_ name: String) -> Place {
        Place(frame: frame, names: names + [name])
    }
}

/// An expression whose names are known, before the context decides how it is escaped.
indirect enum Value: Sendable {
    case literal(String)
    case nothing
    case fact(Place, Kind, isOptional: Bool)
    case count(Place)

    /// The number of a loop's item, from 1.
    case position(frame: Int)
    case formatted(Value, Form)
    case compound([Value])
    case conditional(Condition, Value, Value)

    /// What is written for each value of a choice.
    case choice(Value, [(value: String, words: Value)])

    /// A test that stands for a flag.
    case condition(Condition)
}

/// A test whose names are known.
indirect enum Condition: Sendable {
    case constant(Bool)
    case present(Value)
    case truth(Value)
    case equalsText(Value, String)
    case equals(Value, Value)
    case compare(Value, Test.Comparison, Int64)
    case not(Condition)
    case and(Condition, Condition)
    case or(Condition, Condition)
}

extension Value {
    /// The same as a test around it has found it.
    func known(_ present: Set<Place>) -> Value {
        guard case .fact(let place, let kind, isOptional: true) = self, present.contains(place)
        else { return self }
        return .fact(place, kind, isOptional: false)
    }

    static func joined(_ values: [Value]) -> Value {
        values.count == 1 ? values[0] : .compound(values)
    }

    /// When this is there at all, or `nil` when it always is.
    var presence: Condition? {
        switch self {
        case .nothing: .constant(false)
        case .fact(_, _, isOptional: true): .present(self)
        case .formatted(let value, _), .choice(let value, _): value.presence
        case .conditional(let condition, let value, .nothing):
            value.presence.map { .and(condition, $0) } ?? condition
        default: nil
        }
    }

    /// When this counts as true in a test.
    var truth: Condition {
        switch self {
        case .literal(let text): .constant(!text.isEmpty)
        case .nothing: .constant(false)
        case .fact: .truth(self)
        case .count(_): .compare(self, .greater, 0)
        case .position: .constant(true)
        case .formatted(let value, _), .choice(let value, _):
            value.presence ?? .constant(true)
        case .compound(let values):
            values.reduce(.constant(false)) { .or($0, $1.truth) }
        case .conditional(let condition, let one, let other):
            .or(.and(condition, one.truth), .and(.not(condition), other.truth))
        case .condition(let condition): condition
        }
    }

    /// The type of a single value.
    var kind: Kind {
        switch self {
        case .fact(_, let kind, _): kind
        case .count, .position: .integer
        case .condition: .flag
        default: .text
        }
    }
}

extension Condition {
    /// The values that are there whenever the condition holds.
    var certain: Set<Place> {
        switch self {
        case .present(let value), .truth(let value), .equalsText(let value, _),
            .compare(let value, _, _):
            if case .fact(let place, _, _) = value { [place] } else { [] }
        case .equals(let one, let other):
            Condition.present(one).certain.union(Condition.present(other).certain)
        case .and(let one, let other): one.certain.union(other.certain)
        case .constant, .not, .or: []
        }
    }

    /// What the condition always is, when that can be told before any value is known.
    var constant: Bool? {
        switch self {
        case .constant(let value): value
        case .not(let inner): inner.constant.map(!)
        case .and(let one, let other):
            switch (one.constant, other.constant) {
            case (false, _), (_, false): false
            case (true, true): true
            default: nil
            }
        case .or(let one, let other):
            switch (one.constant, other.constant) {
            case (true, _), (_, true): true
            case (false, false): false
            default: nil
            }
        default: nil
        }
    }
}

/// Identifies one thing of a kind, for ever and on every node.
///
/// The number holds the millisecond of its making (41 bits), the node (10) and a count (12), so ids
/// sort by time and never collide. Outside they are opaque: 13 letters and digits.
public struct ID<Entity>: Sendable, Hashable, Comparable, Codable, LosslessStringConvertible {
    /// The number, which is also the key in the database; always positive.
    public let value: Int64

    /// Stands for the id of a thing that has none yet: the engine makes one when it saves it.
    public static var new: ID { ID(0) }

    /// Creates an id from its number.
    public init(_ value: Int64) {
        self.value = value
    }

    /// Reads the letters that `description` writes, in either case.
    ///
    /// Returns `nil` for anything else.
    public init?(_ description: String) {
        guard description.utf8.count == 13 else { return nil }
        var value: UInt64 = 0
        for letter in description.utf8 {
            guard let digit = Self.digit(letter), value <= UInt64.max >> 5 else { return nil }
            value = value << 5 | digit
        }
        guard value <= UInt64(Int64.max) else { return nil }
        self.value = Int64(value)
    }

    /// The 13 letters and digits that stand for the id outside: Crockford's base 32.
    public var description: String {
        var letters: [UInt8] = []
        letters.reserveCapacity(13)
        for shift in stride(from: 60, through: 0, by: -5) {
            letters.append(base32[Int(value >> Int64(shift) & 31)])
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Reads the number that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the bare number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// Hashes the number in one go, which is most of the time of a look-up.
    ///
    /// What is derived for a structure feeds its fields to a hasher one by one; integers need none.
    public func _rawHashValue(seed: Int) -> Int {
        value._rawHashValue(seed: seed)
    }

    /// Orders ids by the time of their making.
    public static func < (left: ID, right: ID) -> Bool {
        left.value < right.value
    }

    private static func digit(_ letter: UInt8) -> UInt64? {
        let lower = letter >= 65 && letter <= 90 ? letter + 32 : letter
        return base32.firstIndex(of: lower).map(UInt64.init)
    }
}

private let base32 = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

/// Makes ids, each greater than all before it.
///
/// It is a value: a decision that fails may be repeated from a copy and makes the same ids.
public struct IDMint: Sendable, Hashable {
    private let node: Int64
    private var last: Int64

    /// Creates a mint for a node, 0 to 1023; ids continue after the last one used.
    public init(node: Int64 = 0, after last: Int64 = 0) {
        self.node = node & 1_023
        self.last = last
    }

    /// Makes the next id.
    public mutating func next<Entity>(
        _ kind: Entity.Type = Entity.self,
        at now: Timestamp
    ) -> ID<Entity> {
        let earliest = max(0, now.milliseconds) << 22 | node << 12
        if earliest > last {
            last = earliest
        } else if last & 4_095 == 4_095 {
            // The count of this millisecond is used up: borrow the next millisecond.
            last = ((last >> 22) + 1) << 22 | node << 12
        } else {
            last += 1
        }
        return ID(last)
    }
}

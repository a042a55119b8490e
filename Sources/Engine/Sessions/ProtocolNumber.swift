/// Is the number of a session that people read, write and search: `20261122-000123-7`.
public struct ProtocolNumber: Sendable, Hashable, Codable, LosslessStringConvertible {
    /// The day in the company's zone, as `yyyymmdd`.
    public let day: Int32

    /// The count within the day, from 1.
    public let sequence: Int64

    /// Creates the number of a day's session.
    public init(day: Int32, sequence: Int64) {
        self.day = day
        self.sequence = sequence
    }

    /// The check digit: modulo 11 with weights 2 to 9 from the right; 10 and 11 give 0.
    public var checkDigit: Int {
        Self.checkDigit(of: Self.digits(day, width: 8) + Self.digits(sequence, width: 6))
    }

    /// The number with its dashes.
    public var description: String {
        Self.digits(day, width: 8) + "-" + Self.digits(sequence, width: 6) + "-\(checkDigit)"
    }

    /// Reads a number with or without its dashes.
    ///
    /// Returns `nil` when it has other letters, is too short, or its check digit is wrong.
    public init?(_ description: String) {
        let digits = description.filter { $0 != "-" && $0 != " " }
        guard digits.utf8.count >= 15, digits.utf8.count <= 27,
            digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let day = Int32(digits.prefix(8)),
            let sequence = Int64(digits.dropFirst(8).dropLast()),
            let check = Int(digits.suffix(1))
        else { return nil }
        self.init(day: day, sequence: sequence)
        guard check == checkDigit else { return nil }
    }

    /// Reads the text that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let number = ProtocolNumber(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not a protocol number: \(text)"
            )
        }
        self = number
    }

    /// Writes the number with its dashes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static func digits(_ value: some BinaryInteger, width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static func checkDigit(of digits: String) -> Int {
        var sum = 0
        for (index, digit) in digits.utf8.reversed().enumerated() {
            sum += Int(digit - 48) * (2 + index % 8)
        }
        let check = 11 - sum % 11
        return check >= 10 ? 0 : check
    }
}

/// Says which answers a question takes, and how they are kept.
public enum AnswerRule: Sendable, Hashable, Codable {
    /// Words, in characters from `minimum` to `maximum`.
    ///
    /// A mask, where it is not empty, is the form of the whole answer: `9` stands for a digit, `A` for
    /// a letter, `*` for either, and any other sign for itself.
    case text(minimum: Int = 1, maximum: Int = 1_000, mask: String = "")
    /// A number, written with a comma or a point; kept with a point.
    case number(minimum: Double? = nil, maximum: Double? = nil)
    /// A mail address; kept in lower case.
    case email
    /// A telephone number; kept with its country and nothing but digits, Brazil's where none is given.
    case phone
    /// A Brazilian taxpayer's number with right check digits; kept as its 11 digits.
    case cpf
    /// A day, written `dd/mm/yyyy` or `yyyy-mm-dd`; kept as `yyyy-mm-dd`.
    case date

    private enum Kind: String, Codable {
        case text, number, email, phone, cpf, date
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case minimum
        case maximum
        case mask
    }

    /// Reads a rule of the kind that its field `kind` names.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        let kind = try fields.decode(Kind.self, forKey: .kind)
        let taken: Set<CodingKeys> =
            switch kind {
            case .text: [.kind, .minimum, .maximum, .mask]
            case .number: [.kind, .minimum, .maximum]
            case .email, .phone, .cpf, .date: [.kind]
            }
        if let other = fields.allKeys.first(where: { !taken.contains($0) }) {
            throw DecodingError.dataCorruptedError(
                forKey: other,
                in: fields,
                debugDescription: "\(kind.rawValue) has no \(other.rawValue)"
            )
        }
        switch kind {
        case .text:
            self = .text(
                minimum: try fields.decodeIfPresent(Int.self, forKey: .minimum) ?? 1,
                maximum: try fields.decodeIfPresent(Int.self, forKey: .maximum) ?? 1_000,
                mask: try fields.decodeIfPresent(String.self, forKey: .mask) ?? ""
            )
        case .number:
            self = .number(
                minimum: try fields.decodeIfPresent(Double.self, forKey: .minimum),
                maximum: try fields.decodeIfPresent(Double.self, forKey: .maximum)
            )
        case .email: self = .email
        case .phone: self = .phone
        case .cpf: self = .cpf
        case .date: self = .date
        }
    }

    /// Writes a rule with its `kind`.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .text(let minimum, let maximum, let mask):
            try fields.encode(Kind.text, forKey: .kind)
            try fields.encode(minimum, forKey: .minimum)
            try fields.encode(maximum, forKey: .maximum)
            try fields.encode(mask, forKey: .mask)
        case .number(let minimum, let maximum):
            try fields.encode(Kind.number, forKey: .kind)
            try fields.encodeIfPresent(minimum, forKey: .minimum)
            try fields.encodeIfPresent(maximum, forKey: .maximum)
        case .email: try fields.encode(Kind.email, forKey: .kind)
        case .phone: try fields.encode(Kind.phone, forKey: .kind)
        case .cpf: try fields.encode(Kind.cpf, forKey: .kind)
        case .date: try fields.encode(Kind.date, forKey: .kind)
        }
    }
}

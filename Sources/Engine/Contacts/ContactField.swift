/// Is something the company wants to know of its contacts.
public struct ContactField: Sendable, Hashable, Codable {
    /// Says what a field takes.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case text
        case number
        case email
        case phone
        /// A Brazilian taxpayer's number, with its check digits.
        case cpf
        /// A day, kept as `yyyy-mm-dd`.
        case date
        /// One of the options.
        case choice
    }

    /// The id.
    public internal(set) var id: ID<ContactField>

    /// The name in the API and in placeholders: lower-case letters, digits and dashes.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// What it takes.
    public var kind: Kind

    /// What can be chosen.
    public var options: [String]

    /// Whether a contact cannot be saved by hand without it.
    public var isRequired: Bool

    /// Whether the privacy switch hides it.
    public var isConfidential: Bool

    /// Whether it is asked for.
    public var isActive: Bool

    /// Creates a field.
    public init(
        id: ID<ContactField>,
        slug: String,
        name: String,
        kind: Kind = .text,
        options: [String] = [],
        isRequired: Bool = false,
        isConfidential: Bool = false,
        isActive: Bool = true
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.kind = kind
        self.options = options
        self.isRequired = isRequired
        self.isConfidential = isConfidential
        self.isActive = isActive
    }
}

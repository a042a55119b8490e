/// Is a person who writes to us.
public struct Contact: Sendable, Hashable, Codable {
    /// The id.
    public let id: ID<Contact>

    /// The name that agents see; never empty.
    public var name: String

    /// Whether a person chose the name, so that a provider's profile no longer replaces it.
    public var isNameConfirmed: Bool

    /// The ways in which the person is known.
    public var identities: [ContactIdentity]

    /// What agents note about the person.
    public var note: String

    /// The groups the person belongs to.
    public var groups: [ID<ContactGroup>]

    /// What is known in the company's own fields.
    public var fields: [ID<ContactField>: String]

    /// Whether the person refuses messages that we begin.
    public var refusesOutbound: Bool

    /// The contact that this one was merged into; `nil` for one that stands for itself.
    public var mergedInto: ID<Contact>?

    /// When all that told who the person is was erased; `nil` while it is there.
    public var erasedAt: Timestamp?

    /// When the person first wrote or was saved.
    public let createdAt: Timestamp

    /// Creates a contact.
    public init(
        id: ID<Contact>,
        name: String,
        isNameConfirmed: Bool = false,
        identities: [ContactIdentity] = [],
        note: String = "",
        groups: [ID<ContactGroup>] = [],
        fields: [ID<ContactField>: String] = [:],
        refusesOutbound: Bool = false,
        mergedInto: ID<Contact>? = nil,
        erasedAt: Timestamp? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.isNameConfirmed = isNameConfirmed
        self.identities = identities
        self.note = note
        self.groups = groups
        self.fields = fields
        self.refusesOutbound = refusesOutbound
        self.mergedInto = mergedInto
        self.erasedAt = erasedAt
        self.createdAt = createdAt
    }
}

/// Is one way in which a contact is known: a phone, an address, a provider's id.
public struct ContactIdentity: Sendable, Hashable, Codable {
    /// Says what an identity is, and so where else it is known.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A telephone number in E.164 digits without `+`, known on every account.
        case phone
        /// An e-mail address in lower case, known on every account.
        case email
        /// A provider's own id, known on all accounts of one channel plugin.
        case provider
        /// An id that means something on one channel account only, such as a WebChat visitor.
        case account
    }

    /// What it is.
    public var kind: Kind

    /// Where it is known: empty, a plugin's id for `provider`, a channel's id for `account`.
    public var scope: String

    /// The phone, address or id.
    public var value: String

    /// Creates an identity.
    public init(kind: Kind, scope: String = "", value: String) {
        self.kind = kind
        self.scope = scope
        self.value = value
    }
}

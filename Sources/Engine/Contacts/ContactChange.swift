/// Says what a person changes of a contact; what is `nil` stays as it is.
public struct ContactChange: Sendable, Hashable {
    /// The name.
    public var name: String?

    /// What agents note.
    public var note: String?

    /// The groups, all of them.
    public var groups: [ID<ContactGroup>]?

    /// The fields to set; an empty text empties a field.
    public var fields: [ID<ContactField>: String]

    /// Whether the contact refuses what we begin.
    public var refusesOutbound: Bool?

    /// Identities to add.
    public var added: [ContactIdentity]

    /// Identities to take off.
    public var removed: [ContactIdentity]

    /// Creates a change.
    public init(
        name: String? = nil,
        note: String? = nil,
        groups: [ID<ContactGroup>]? = nil,
        fields: [ID<ContactField>: String] = [:],
        refusesOutbound: Bool? = nil,
        added: [ContactIdentity] = [],
        removed: [ContactIdentity] = []
    ) {
        self.name = name
        self.note = note
        self.groups = groups
        self.fields = fields
        self.refusesOutbound = refusesOutbound
        self.added = added
        self.removed = removed
    }
}

/// Is a merge of one contact into another, made or undone.
public struct ContactMerge: Sendable, Hashable, Codable {
    /// The contact that stands for both.
    public let kept: ID<Contact>

    /// The contact that was merged into it.
    public let root: ID<Contact>

    /// The same with all that had been merged into it before.
    public let absorbed: Set<ID<Contact>>

    /// The name that the sessions of `absorbed` show from now on.
    public let name: String

    /// The groups of the contact that those sessions belong to from now on.
    public let groups: [ID<ContactGroup>]

    /// The fields of the same contact.
    public let fields: [ID<ContactField>: String]

    /// Creates a merge.
    public init(
        kept: ID<Contact>,
        root: ID<Contact>,
        absorbed: Set<ID<Contact>>,
        name: String,
        groups: [ID<ContactGroup>] = [],
        fields: [ID<ContactField>: String] = [:]
    ) {
        self.kept = kept
        self.root = root
        self.absorbed = absorbed
        self.name = name
        self.groups = groups
        self.fields = fields
    }
}

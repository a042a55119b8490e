/// Is a group of contacts, such as the customers of one agent.
public struct ContactGroup: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<ContactGroup>

    /// The name in URLs and commands.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// Creates a group.
    public init(id: ID<ContactGroup>, slug: String, name: String) {
        self.id = id
        self.slug = slug
        self.name = name
    }
}

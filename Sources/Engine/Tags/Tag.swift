/// Is a label that agents put on sessions in service.
public struct Tag: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<Tag>

    /// The name in URLs and commands.
    public var slug: String

    /// The words on the label.
    public var name: String

    /// Whether agents may put it on sessions.
    public var isPublished: Bool

    /// Creates a tag.
    public init(id: ID<Tag>, slug: String, name: String, isPublished: Bool = true) {
        self.id = id
        self.slug = slug
        self.name = name
        self.isPublished = isPublished
    }
}

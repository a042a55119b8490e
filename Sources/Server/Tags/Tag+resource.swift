internal import Engine
internal import OrderedCollections

extension Tag: Resource {
    static var path: String { "tags" }
    static var subject: Refusal.Subject { .tag }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .tag(self) }
    var removing: Configuration? { .removeTag(id) }

    static func all(in directory: Directory, for viewer: Viewer) -> [Tag] {
        Array(directory.tags.values)
    }

    static func read(_ configuration: Configuration) -> Tag? {
        if case .tag(let tag) = configuration { tag } else { nil }
    }

    static func make(_ body: TagRecord, _ directory: Directory) throws -> Tag {
        let name = try body.name.required("name")
        return Tag(
            id: .new,
            slug: body.slug ?? Slug.make(of: name),
            name: name,
            isPublished: body.published ?? true
        )
    }

    mutating func take(_ body: TagRecord, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
        if let published = body.published { isPublished = published }
    }

    /// The tag as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "published": .bool(isPublished),
        ]
    }
}

/// Is the body that makes or changes a tag.
struct TagRecord: Decodable, Sendable {
    var slug: String?
    var name: String?
    var published: Bool?
}

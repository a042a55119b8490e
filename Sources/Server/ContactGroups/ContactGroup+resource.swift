internal import Engine
internal import OrderedCollections

extension ContactGroup: Resource {
    static var path: String { "contact-groups" }
    static var subject: Refusal.Subject { .contactGroup }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .contactGroup(self) }
    var removing: Configuration? { .remove(.contactGroup(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [ContactGroup] {
        Array(directory.contactGroups.values)
    }

    static func read(_ configuration: Configuration) -> ContactGroup? {
        if case .contactGroup(let group) = configuration { group } else { nil }
    }

    static func make(_ body: ContactGroupBody, _ directory: Directory) throws -> ContactGroup {
        let name = try body.name.required("name")
        return ContactGroup(id: .new, slug: body.slug ?? Slug.make(of: name), name: name)
    }

    mutating func take(_ body: ContactGroupBody, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
    }

    /// The group as the API shows it.
    func json(_ directory: Directory) -> JSON {
        ["id": .text(id.description), "slug": .text(slug), "name": .text(name)]
    }
}

/// Is the body that makes or changes a group of contacts.
struct ContactGroupBody: Decodable, Sendable {
    var slug: String?
    var name: String?
}

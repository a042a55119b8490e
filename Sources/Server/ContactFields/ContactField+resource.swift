internal import Engine
internal import OrderedCollections

extension ContactField: Resource {
    static var path: String { "contact-fields" }
    static var subject: Refusal.Subject { .field }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .field(self) }
    var removing: Configuration? { .remove(.field(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [ContactField] {
        Array(directory.fields.values)
    }

    static func read(_ configuration: Configuration) -> ContactField? {
        if case .field(let field) = configuration { field } else { nil }
    }

    static func make(_ body: ContactFieldBody, _ directory: Directory) throws -> ContactField {
        let name = try body.name.required("name")
        var field = ContactField(id: .new, slug: body.slug ?? Slug.make(of: name), name: name)
        try field.take(body, directory)
        return field
    }

    mutating func take(_ body: ContactFieldBody, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
        if let kind = body.kind { self.kind = kind }
        if let options = body.options { self.options = options }
        if let required = body.required { isRequired = required }
        if let confidential = body.confidential { isConfidential = confidential }
        if let active = body.active { isActive = active }
    }

    /// The field as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "kind": .text(kind.rawValue), "options": .list(options) { .text($0) },
            "required": .bool(isRequired), "confidential": .bool(isConfidential),
            "active": .bool(isActive),
        ]
    }
}

/// Is the body that makes or changes a field of contacts.
struct ContactFieldBody: Decodable, Sendable {
    var slug: String?
    var name: String?
    var kind: ContactField.Kind?
    var options: [String]?
    var required: Bool?
    var confidential: Bool?
    var active: Bool?
}

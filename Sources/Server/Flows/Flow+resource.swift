internal import Engine
internal import Foundation
internal import OrderedCollections

extension Flow: Resource {
    static var path: String { "flows" }
    static var subject: Refusal.Subject { .flow }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .flow(self) }
    var removing: Configuration? { .remove(.flow(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [Flow] {
        Array(directory.flows.values)
    }

    static func read(_ configuration: Configuration) -> Flow? {
        if case .flow(let flow) = configuration { flow } else { nil }
    }

    static func make(_ body: FlowBody, _ directory: Directory) throws -> Flow {
        let name = try body.name.required("name")
        return Flow(id: .new, slug: body.slug ?? Slug.make(of: name), name: name)
    }

    mutating func take(_ body: FlowBody, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
    }

    /// The flow as the API shows it, without its definition.
    func json(_ directory: Directory) -> JSON {
        let version = current.flatMap { directory.flowVersions[$0] }
        let isChanged = version.map { $0.definition != draft } ?? true
        let channels = directory.channels.values.filter { $0.flow == id }
        return [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "version": version.map { .count($0.number) } ?? .null,
            "draftChanged": .bool(isChanged),
            "channels": .list(channels) { directory.reference($0.id) },
        ]
    }
}

/// Is the body that makes or renames a flow.
struct FlowBody: Decodable, Sendable {
    var slug: String?
    var name: String?
}

extension FlowDefinition {
    /// Reads a definition as its documentation says it is written.
    ///
    /// - Throws: `Problem` that names the field which is wrong.
    init(parsing data: Data, in field: String? = nil) throws {
        do {
            self = try JSONDecoder().decode(FlowDefinition.self, from: data)
        } catch let error as DecodingError {
            throw Problem(error, within: field)
        }
    }

    /// The definition as its documentation says it is written.
    var json: JSON {
        (try? JSONEncoder().encode(self)).flatMap { JSON(parsing: $0) } ?? .null
    }
}

extension FlowProblem {
    /// The problem as the API shows it.
    var json: JSON {
        ["block": .text(block), "code": .text(code.rawValue), "text": .text(text)]
    }
}

internal import Engine
internal import Hummingbird
internal import OrderedCollections

extension Disposition: Resource {
    static var path: String { "dispositions" }
    static var subject: Refusal.Subject { .disposition }
    var key: String { id.description }
    var storing: Configuration { .disposition(self) }
    var removing: Configuration? { .remove(.disposition(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [Disposition] {
        Array(directory.dispositions.values)
    }

    static func read(_ configuration: Configuration) -> Disposition? {
        if case .disposition(let disposition) = configuration { disposition } else { nil }
    }

    static func make(_ body: DispositionBody, _ directory: Directory) throws -> Disposition {
        var disposition = Disposition(id: .new, name: try body.name.required("name"))
        try disposition.take(body, directory)
        return disposition
    }

    mutating func take(_ body: DispositionBody, _ directory: Directory) throws {
        if let name = body.name { self.name = name }
        try body.parent.apply(to: &parent, directory.dispositionID)
        if let teams = body.teams { self.teams = try teams.map(directory.teamID) }
        if let position = body.position { self.position = position }
        if let active = body.active { isActive = active }
    }

    /// Those that a session of a team can be given.
    func isWanted(by request: Request, _ directory: Directory) throws -> Bool {
        let wanted = try request.teams(directory)
        return wanted.isEmpty || teams.isEmpty || teams.contains(where: wanted.contains)
    }

    /// The disposition as the API shows it, with the names on the way to it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "name": .text(name),
            "parent": directory.reference(parent),
            "path": .list(directory.way(to: id)) { .text($0) },
            "teams": .list(teams) { directory.reference($0) }, "position": .count(position),
            "active": .bool(isActive),
        ]
    }
}

/// Is the body that makes or changes a disposition.
struct DispositionBody: Decodable, Sendable {
    var name: String?
    var parent: Patch<String>
    var teams: [String]?
    var position: Int?
    var active: Bool?
}

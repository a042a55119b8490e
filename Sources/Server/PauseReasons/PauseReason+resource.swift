internal import Engine
internal import OrderedCollections

extension PauseReason: Resource {
    static var path: String { "pause-reasons" }
    static var subject: Refusal.Subject { .pauseReason }
    var key: String { id.description }
    var storing: Configuration { .pauseReason(self) }
    var removing: Configuration? { .remove(.pauseReason(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [PauseReason] {
        Array(directory.pauseReasons.values)
    }

    static func read(_ configuration: Configuration) -> PauseReason? {
        if case .pauseReason(let reason) = configuration { reason } else { nil }
    }

    static func make(_ body: PauseReasonBody, _ directory: Directory) throws -> PauseReason {
        var reason = PauseReason(id: .new, name: try body.name.required("name"))
        try reason.take(body, directory)
        return reason
    }

    mutating func take(_ body: PauseReasonBody, _ directory: Directory) throws {
        if let name = body.name { self.name = name }
        if let seconds = body.limitSeconds { limitSeconds = seconds }
        if let active = body.active { isActive = active }
    }

    /// The reason as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "name": .text(name),
            "limitSeconds": .integer(limitSeconds), "active": .bool(isActive),
        ]
    }
}

/// Is the body that makes or changes a reason for pauses.
struct PauseReasonBody: Decodable, Sendable {
    var name: String?
    var limitSeconds: Int64?
    var active: Bool?
}

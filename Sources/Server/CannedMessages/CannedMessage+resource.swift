internal import Engine
internal import Hummingbird
internal import OrderedCollections

extension CannedMessage: Resource {
    static var path: String { "canned-messages" }
    static var subject: Refusal.Subject { .canned }
    var key: String { id.description }
    var address: String? { shortcut }
    var storing: Configuration { .canned(self) }
    var removing: Configuration? { .remove(.canned(id)) }

    /// Those of every team, and those of the teams that the person sees.
    static func all(in directory: Directory, for viewer: Viewer) -> [CannedMessage] {
        directory.canned.values.filter { message in
            message.teams.isEmpty || viewer.administers
                || message.teams.contains(where: viewer.teams.contains)
        }
    }

    static func read(_ configuration: Configuration) -> CannedMessage? {
        if case .canned(let message) = configuration { message } else { nil }
    }

    static func make(_ body: CannedMessageBody, _ directory: Directory) throws -> CannedMessage {
        let shortcut = try body.shortcut.required("shortcut")
        var message = CannedMessage(
            id: .new,
            shortcut: shortcut,
            title: shortcut,
            text: try body.text.required("text")
        )
        try message.take(body, directory)
        return message
    }

    mutating func take(_ body: CannedMessageBody, _ directory: Directory) throws {
        if let shortcut = body.shortcut { self.shortcut = shortcut }
        if let title = body.title { self.title = title }
        if let text = body.text { self.text = text }
        if let teams = body.teams { self.teams = try teams.map(directory.teamID) }
    }

    /// By the beginning of the shortcut, as the composer asks while somebody types it.
    func isWanted(by request: Request, _ directory: Directory) throws -> Bool {
        guard let beginning = request.query("shortcut") else { return true }
        let typed = beginning.hasPrefix("/") ? beginning.dropFirst() : beginning[...]
        return shortcut.hasPrefix(typed.lowercased())
    }

    /// The message as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "shortcut": .text(shortcut), "title": .text(title),
            "text": .text(text), "teams": .list(teams) { directory.reference($0) },
        ]
    }
}

/// Is the body that makes or changes a canned message.
struct CannedMessageBody: Decodable, Sendable {
    var shortcut: String?
    var title: String?
    var text: String?
    var teams: [String]?
}

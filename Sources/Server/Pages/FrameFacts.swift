internal import Engine
internal import Foundation
internal import Hummingbird
internal import Templates

extension Services {
    /// The facts of the frame around the pages of a person.
    func frame(of caller: Caller, _ context: ServerContext) async -> PageFact {
        let agent = caller.agent
        let presence = await state(of: agent.id).presence?.presence ?? .offline
        return .record([
            "csrf": .text(context.csrfToken),
            "zone": .text(context.timeZone.identifier),
            "supervises": .flag(caller.viewer.supervises),
            "administers": .flag(caller.viewer.administers),
            "me": .record([
                "id": .text(agent.id.description),
                "name": .text(agent.name),
                "initials": .text(Portrait.initials(of: agent.name)),
                "hue": .text(Portrait.hue(of: agent.id.description)),
                "presence": .text(presence.state),
                "reason": .text(presence.reason),
            ]),
        ])
    }
}

/// Says how somebody without a picture is shown: by letters on a colour.
enum Portrait {
    /// The first letters of the first and of the last word of a name.
    static func initials(of name: String) -> String {
        let words = name.split(whereSeparator: \.isWhitespace)
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
        guard let first = words.first else { return "?" }
        let chosen = words.count > 1 ? [first, words[words.count - 1]] : [first]
        return chosen.compactMap { $0.first { $0.isLetter || $0.isNumber } }
            .map { $0.uppercased() }
            .joined()
    }

    /// One of eight colours, always the same for an id; the console's script counts alike.
    static func hue(of id: String) -> String {
        String(id.unicodeScalars.reduce(0) { $0 + Int($1.value) } % 8)
    }

    /// The drawing of a channel's plugin.
    static func icon(of plugin: String) -> String {
        let drawn = ["whatsapp", "instagram", "webchat", "email", "telegram"]
        return drawn.first { plugin.contains($0) } ?? "channel"
    }
}

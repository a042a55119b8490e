import Foundation
import PluginKit

/// Says which sessions the list is about; it goes to the host as it came.
struct Filter: Codable {
    var from: String?
    var to: String?
    var basis: String?
    var phase: Choice?
    var channel: Choice?
    var team: Choice?
    var agent: Choice?
    var tag: Choice?
    var contact: String?
    var `protocol`: String?
    var text: String?

    /// Is one value or several.
    enum Choice: Codable {
        case one(String)
        case several([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let values = try? container.decode([String].self) {
                self = .several(values)
            } else {
                self = .one(try container.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .one(let value): try container.encode(value)
            case .several(let values): try container.encode(values)
            }
        }

        var text: String {
            switch self {
            case .one(let value): value
            case .several(let values): values.joined(separator: ", ")
            }
        }
    }

    static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "$defs": { "choice": { "oneOf": [ { "type": "string" }, { "type": "array", "items": { "type": "string" } } ] } },
          "properties": {
            "from": { "type": "string", "format": "date-time", "title": "De" },
            "to": { "type": "string", "format": "date-time", "title": "Até (exclusive)" },
            "basis": { "enum": ["started", "ended", "active"], "default": "started", "title": "Sessões" },
            "phase": { "$ref": "#/$defs/choice", "title": "Situação" },
            "channel": { "$ref": "#/$defs/choice", "title": "Canal" },
            "team": { "$ref": "#/$defs/choice", "title": "Equipe" },
            "agent": { "$ref": "#/$defs/choice", "title": "Agente" },
            "tag": { "$ref": "#/$defs/choice", "title": "Tag" },
            "contact": { "type": "string", "title": "Contato" },
            "protocol": { "type": "string", "title": "Protocolo" },
            "text": { "type": "string", "title": "Texto" }
          }
        }
        """

    /// The period in words.
    func period(_ words: Words) -> String {
        let basis = words("history.basis." + (basis ?? "started"))
        let from = from.map { Self.moment($0, words) }
        let to = to.map { Self.moment($0, words) }
        switch (from, to) {
        case (let from?, let to?):
            return words("history.period.both", ["basis": basis, "from": from, "to": to])
        case (let from?, nil): return words("history.period.from", ["basis": basis, "from": from])
        case (nil, let to?): return words("history.period.to", ["basis": basis, "to": to])
        case (nil, nil): return words("history.period.all")
        }
    }

    /// Writes a moment for people; what is not RFC 3339 stays as it came.
    private static func moment(_ text: String, _ words: Words) -> String {
        let parts = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let date = try? parts.parse(text) else { return text }
        return words.format(.moment(Int64(date.timeIntervalSince1970 * 1_000)))
    }

    /// What else was chosen, in words.
    func choices(_ words: Words) -> [(name: String, value: String)] {
        let pairs = [
            ("phase", phase?.text), ("channel", channel?.text), ("team", team?.text),
            ("agent", agent?.text), ("tag", tag?.text), ("contact", contact),
            ("protocol", self.protocol), ("text", text),
        ]
        return pairs.compactMap { name, value in
            guard let value, !value.isEmpty else { return nil }
            return (words("history.column." + name), value)
        }
    }
}

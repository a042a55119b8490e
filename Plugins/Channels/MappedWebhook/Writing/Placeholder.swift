/// Names what can stand in a template in the place of `{{…}}`.
enum Placeholder: String, Sendable, CaseIterable {
    case contactKey = "contact.key"
    case contactPhone = "contact.phone"
    case contactEmail = "contact.email"
    case text
    case messageID = "message.id"
    case replyTo = "message.replyTo"
    case authorName = "author.name"
    case authorKind = "author.kind"
    case session = "session.id"
    case protocolNumber = "session.protocol"
    case attachmentName = "attachment.name"
    case attachmentMIME = "attachment.mime"
    case attachmentKind = "attachment.kind"
    case attachmentURL = "attachment.url"
    case attachmentBase64 = "attachment.base64"
    case attachmentFile = "attachment.file"
    case optionID = "option.id"
    case optionTitle = "option.title"
    case optionDescription = "option.description"

    /// Whether it needs a file.
    var isOfFile: Bool { rawValue.hasPrefix("attachment.") }

    /// Whether it is of one option of a menu.
    var isOfOption: Bool { rawValue.hasPrefix("option.") }
}

/// Says how a value is written.
enum Filter: String, Sendable {
    /// As a JSON number.
    case number
    /// Not at all when it is empty: the member that holds it is left out.
    case optional
}

/// Says what is wrong with a template.
struct UnreadableTemplate: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Is a text with places for values.
struct TextTemplate: Sendable, Hashable {
    /// Is a part of it.
    enum Part: Sendable, Hashable {
        case letters(String)
        case secret(String)
        case value(Placeholder, Filter?)
    }

    /// The secrets that a template may name.
    static let knownSecrets: Set = ["apiToken", "apiSecret"]

    let parts: [Part]

    /// Reads a template.
    init(_ text: String) throws(UnreadableTemplate) {
        var parts: [Part] = []
        var rest = text[...]
        while let opening = rest.firstRange(of: "{{") {
            if opening.lowerBound > rest.startIndex {
                parts.append(.letters(String(rest[..<opening.lowerBound])))
            }
            let after = rest[opening.upperBound...]
            guard let closing = after.firstRange(of: "}}") else {
                throw UnreadableTemplate("{{ without }} after it")
            }
            parts.append(try Self.part(after[..<closing.lowerBound]))
            rest = after[closing.upperBound...]
        }
        if !rest.isEmpty { parts.append(.letters(String(rest))) }
        self.parts = parts
    }

    private static func part(_ inside: Substring) throws(UnreadableTemplate) -> Part {
        let words = inside.filter { $0 != " " }
        if words.hasPrefix("secret:") {
            let name = String(words.dropFirst(7))
            guard knownSecrets.contains(name) else {
                throw UnreadableTemplate("there is no secret \(name): apiToken, apiSecret")
            }
            return .secret(name)
        }
        let pieces = words.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard let placeholder = Placeholder(rawValue: pieces[0]) else {
            let known = Placeholder.allCases.map(\.rawValue).joined(separator: ", ")
            throw UnreadableTemplate("there is no {{\(pieces[0].prefix(64))}}: \(known)")
        }
        guard pieces.count > 1 else { return .value(placeholder, nil) }
        guard pieces.count == 2, let filter = Filter(rawValue: pieces[1]) else {
            throw UnreadableTemplate("after | can stand number or optional")
        }
        return .value(placeholder, filter)
    }

    /// The secrets it names.
    var secrets: [String] {
        parts.compactMap { part in
            guard case .secret(let name) = part else { return nil }
            return name
        }
    }

    /// The values it has places for.
    var placeholders: Set<Placeholder> {
        Set(
            parts.compactMap { part in
                guard case .value(let placeholder, _) = part else { return nil }
                return placeholder
            }
        )
    }

    /// Whether scheme, host and port stand in it in letters.
    var hasFixedOrigin: Bool {
        guard case .letters(let start)? = parts.first, let scheme = start.firstRange(of: "://")
        else { return false }
        let rest = start[scheme.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) }
        // Where letters end before the host does, a value would decide where requests go.
        guard end != nil || parts.count == 1 else { return false }
        return Origin(String(start)) != nil
    }
}

extension TextTemplate: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try TextTemplate(try container.decode(String.self))
        } catch let error as UnreadableTemplate {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: error.description
            )
        }
    }
}

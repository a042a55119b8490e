/// Is a name in double braces for which an automatic text has a value: `{{contact.name}}`.
public enum Placeholder: String, Sendable, Hashable, Codable, CaseIterable {
    /// The contact's name.
    case contactName = "contact.name"
    /// The first word of the contact's name.
    case contactFirstName = "contact.firstName"
    /// The session's protocol number.
    case protocolNumber = "protocol"
    /// Good morning, good afternoon or good evening, by the time in the company's zone.
    case greeting
    /// The name that contacts see of the agent.
    case agentNickname = "agent.nickname"
    /// The team's name.
    case teamName = "team.name"
    /// The company's name.
    case companyName = "company.name"
    /// The channel's name.
    case channelName = "channel.name"
    /// The place in the queue, from 1.
    case queuePosition = "queue.position"
    /// The day, as the company's language writes it.
    case date
    /// The time of the day, as `HH:mm`.
    case time
}

/// Fills placeholders in texts; one list of them holds for flows, automatic and canned messages.
public struct Placeholders: Sendable, Hashable {
    /// The values; a placeholder without one is left out of a text.
    public var values: [Placeholder: String]

    /// What `{{variable.…}}` stands for.
    public var variables: [String: String]

    /// What `{{contact.field.…}}` stands for, by the slugs of the company's fields.
    public var fields: [String: String]

    /// Creates values.
    public init(
        _ values: [Placeholder: String] = [:],
        variables: [String: String] = [:],
        fields: [String: String] = [:]
    ) {
        self.values = values
        self.variables = variables
        self.fields = fields
    }

    /// Writes a text with its placeholders filled in.
    ///
    /// A value is never read for placeholders itself, and a name that is none stays as it is.
    public func fill(_ text: String) -> String {
        var filled = ""
        Self.read(text) { part in
            switch part {
            case .words(let words): filled += words
            case .name(let name, let raw):
                if let placeholder = Placeholder(rawValue: name) {
                    filled += values[placeholder] ?? ""
                } else if let variable = Self.variable(name) {
                    filled += variables[variable] ?? ""
                } else if let field = Self.field(name) {
                    filled += fields[field] ?? ""
                } else {
                    filled += raw
                }
            }
        }
        return filled
    }

    /// The names in a text that are no placeholders, in order.
    public static func unknown(in text: String) -> [String] {
        var names: [String] = []
        read(text) { part in
            guard case .name(let name, _) = part, Placeholder(rawValue: name) == nil,
                variable(name) == nil, field(name) == nil
            else { return }
            names.append(name)
        }
        return names
    }

    /// The variables that a text reads, in order.
    public static func variables(in text: String) -> [String] {
        var names: [String] = []
        read(text) { part in
            guard case .name(let name, _) = part, let variable = variable(name) else { return }
            names.append(variable)
        }
        return names
    }

    /// The fields of contacts that a text reads, by their slugs, in order.
    public static func fields(in text: String) -> [String] {
        var names: [String] = []
        read(text) { part in
            guard case .name(let name, _) = part, let field = field(name) else { return }
            names.append(field)
        }
        return names
    }

    private enum Part {
        case words(Substring)
        case name(String, raw: Substring)
    }

    private static func read(_ text: String, _ take: (Part) -> Void) {
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            let inside = rest[open.upperBound...]
            guard let close = inside.firstRange(of: "}}") else { break }
            take(.words(rest[..<open.lowerBound]))
            let name = String(inside[..<close.lowerBound]).trimmed
            take(.name(name, raw: rest[open.lowerBound..<close.upperBound]))
            rest = inside[close.upperBound...]
        }
        take(.words(rest))
    }

    private static func variable(_ name: String) -> String? {
        rest(of: name, after: "variable.")
    }

    private static func field(_ name: String) -> String? {
        rest(of: name, after: "contact.field.")
    }

    private static func rest(of name: String, after prefix: String) -> String? {
        guard name.hasPrefix(prefix), name.utf8.count > prefix.utf8.count else { return nil }
        return String(name.dropFirst(prefix.count))
    }
}

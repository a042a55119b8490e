/// Is one field of something that was changed: what it had and what it has.
struct AuditChange: Encodable {
    /// The field's name, and those of the fields it is in, with dots between.
    let field: String
    /// What it had; `nil` for nothing.
    let old: String?
    /// What it has; `nil` for nothing.
    let new: String?

    init(field: String, old: String? = nil, new: String?) {
        self.field = field
        self.old = old
        self.new = new
    }

    /// The outermost field.
    var root: String { String(field.prefix { $0 != "." }) }

    // Long texts, such as those of automatic messages, are cut: an audit is no archive of them.
    private static let longest = 200

    /// The fields in which two JSON objects differ, by name.
    ///
    /// Without a first object they are all that the second has. `name` gives the names of what
    /// fields refer to by number.
    static func between(
        _ old: String?,
        _ new: String?,
        name: (_ id: Int64, _ field: String) -> String?
    ) throws -> [AuditChange] {
        let before = try old.map { try fields($0, name) } ?? [:]
        let after = try new.map { try fields($0, name) } ?? [:]
        return Set(before.keys).union(after.keys).sorted().compactMap { field in
            guard before[field] != after[field] else { return nil }
            return AuditChange(field: field, old: before[field], new: after[field])
        }
    }

    private static func fields(
        _ json: String,
        _ name: (Int64, String) -> String?
    ) throws -> [String: String] {
        var fields: [String: String] = [:]
        gather(try JSONText.decode(JSONValue.self, from: json), "", "", &fields, name)
        return fields
    }

    private static func gather(
        _ value: JSONValue,
        _ path: String,
        _ field: String,
        _ fields: inout [String: String],
        _ name: (Int64, String) -> String?
    ) {
        switch value {
        case .object(let object):
            for (key, value) in object where key != "id" {
                // How a case of an enumeration holds its value is nobody's business.
                let isInner = key == "_0"
                let inner = isInner ? path : path.isEmpty ? key : path + "." + key
                let isKnown = field == "scope" || isInner
                gather(value, inner, isKnown ? field : key, &fields, name)
            }
        case .list(let list):
            guard !list.isEmpty else { return }
            // Sets come in any order: one that is told again is no change.
            fields[path] = cut(list.map { text($0, field, name) }.sorted().joined(separator: ", "))
        case .nothing:
            return
        case .text, .whole, .number, .truth:
            let text = text(value, field, name)
            if !text.isEmpty { fields[path] = cut(text) }
        }
    }

    private static func text(
        _ value: JSONValue,
        _ field: String,
        _ name: (Int64, String) -> String?
    ) -> String {
        switch value {
        case .text(let text): text
        case .truth(let truth): truth ? "true" : "false"
        case .whole(let number): name(number, field) ?? "\(number)"
        case .number(let number): "\(number)"
        case .object(let object):
            object.sorted { $0.key < $1.key }
                .map { "\($0.key): \(text($0.value, field, name))" }.joined(separator: "; ")
        case .list(let list): list.map { text($0, field, name) }.joined(separator: ", ")
        case .nothing: ""
        }
    }

    private static func cut(_ text: String) -> String {
        text.count > longest ? text.prefix(longest) + "…" : text
    }
}

/// Is any JSON.
private indirect enum JSONValue: Decodable {
    case nothing
    case truth(Bool)
    case whole(Int64)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let whole = try? container.decode(Int64.self) {
            self = .whole(whole)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

import PluginKit

/// Is a JSON value whose texts have places for values.
///
/// It is filled as a value and written afterwards, so that no word of a contact can end a text.
indirect enum BodyTemplate: Sendable, Hashable {
    case fixed(JSON)
    case text(TextTemplate)
    case list([BodyTemplate])
    case object([String: BodyTemplate])

    /// The values it has places for.
    var placeholders: Set<Placeholder> {
        switch self {
        case .fixed: []
        case .text(let template): template.placeholders
        case .list(let elements): elements.reduce(into: []) { $0.formUnion($1.placeholders) }
        case .object(let members): members.values.reduce(into: []) { $0.formUnion($1.placeholders) }
        }
    }

    /// Whether it is an object without lists and objects in it, as forms are.
    var isFlat: Bool {
        guard case .object(let members) = self else { return false }
        return members.values.allSatisfy { member in
            switch member {
            case .fixed, .text: true
            case .list, .object: false
            }
        }
    }

    /// Puts values in their places.
    ///
    /// An element of a list that has places for an option is there once for each option; a list of
    /// nothing else, and a member whose value is `optional`, is left out when it would be empty.
    ///
    /// - Throws: `PluginError` when a value does not fit its place.
    func filled(_ values: Values) throws -> JSON? {
        switch self {
        case .fixed(let value): return value
        case .text(let template): return try template.filled(values)
        case .list(let elements):
            let repeated = elements.filter { $0.placeholders.contains(where: \.isOfOption) }
            guard repeated.count < elements.count || repeated.isEmpty || !values.options.isEmpty
            else { return nil }
            return .list(
                try elements.flatMap { element in
                    guard element.placeholders.contains(where: \.isOfOption) else {
                        return try [element.filled(values)].compactMap(\.self)
                    }
                    return try values.options.compactMap { try element.filled(values.of($0)) }
                }
            )
        case .object(let members):
            return .object(try members.compactMapValues { try $0.filled(values) })
        }
    }
}

extension TextTemplate {
    fileprivate func filled(_ values: Values) throws -> JSON? {
        if parts.count == 1, case .value(let placeholder, let filter?) = parts[0] {
            let value = try values[placeholder]
            switch filter {
            case .optional: return value.isEmpty ? nil : .text(value)
            case .number:
                guard case .number(let digits)? = try? JSONReader.read(Array(value.utf8)) else {
                    throw PluginError(.argument, "{{\(placeholder.rawValue)}} is not a number")
                }
                return .number(digits)
            }
        }
        return .text(
            try parts.map { part in
                switch part {
                case .letters(let letters): letters
                case .value(let placeholder, _): try values[placeholder]
                case .secret: ""
                }
            }
            .joined()
        )
    }
}

extension BodyTemplate: Decodable {
    init(from decoder: any Decoder) throws {
        if let texts = try? decoder.singleValueContainer(), (try? texts.decode(String.self)) != nil
        {
            let template = try TextTemplate(from: decoder)
            guard template.secrets.isEmpty else {
                throw DecodingError.dataCorruptedError(
                    in: texts,
                    debugDescription: "secrets can stand in addresses and headers, not in a body"
                )
            }
            let filtered = template.parts.contains { part in
                guard case .value(_, .some) = part else { return false }
                return true
            }
            guard !filtered || template.parts.count == 1 else {
                throw DecodingError.dataCorruptedError(
                    in: texts,
                    debugDescription: "a value with | must stand alone in its text"
                )
            }
            self = .text(template)
        } else if var elements = try? decoder.unkeyedContainer() {
            var list: [BodyTemplate] = []
            while !elements.isAtEnd { list.append(try elements.decode(BodyTemplate.self)) }
            self = .list(list)
        } else if let members = try? decoder.container(keyedBy: MemberName.self) {
            var object: [String: BodyTemplate] = [:]
            for name in members.allKeys {
                object[name.stringValue] = try members.decode(BodyTemplate.self, forKey: name)
            }
            self = .object(object)
        } else {
            self = .fixed(try JSON(from: decoder))
        }
    }
}

private struct MemberName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
}

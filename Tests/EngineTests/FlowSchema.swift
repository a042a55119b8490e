internal import Foundation

/// Checks JSON against the parts of JSON Schema that `flow.schema.json` uses.
struct FlowSchema {
    private let root: [String: Any]

    /// Reads the schema that the server gives out.
    init() throws {
        var folder = URL(filePath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let file = folder.appending(path: "templates/api/flow.schema.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        root = json as? [String: Any] ?? [:]
    }

    /// The keywords that the schema uses and this check does not know.
    var unknownKeywords: Set<String> { keywords(of: root) }

    /// Says what of a document does not fit, as paths with reasons.
    func faults(of document: Data) throws -> [String] {
        faults(of: try JSONSerialization.jsonObject(with: document), root, "")
    }

    private static let known: Set<String> = [
        "$schema", "$id", "$defs", "$ref", "title", "description", "default", "type", "properties",
        "required", "additionalProperties", "oneOf", "items", "enum", "const", "pattern",
        "maxLength", "minimum", "maximum", "maxItems", "maxProperties",
    ]

    private func keywords(of schema: [String: Any]) -> Set<String> {
        var unknown = Set(schema.keys).subtracting(Self.known)
        for key in ["properties", "$defs"] {
            for case let inner as [String: Any] in (schema[key] as? [String: Any] ?? [:]).values {
                unknown.formUnion(keywords(of: inner))
            }
        }
        for inner in schema["oneOf"] as? [[String: Any]] ?? [] {
            unknown.formUnion(keywords(of: inner))
        }
        for key in ["items", "additionalProperties"] {
            if let inner = schema[key] as? [String: Any] { unknown.formUnion(keywords(of: inner)) }
        }
        return unknown
    }

    private func faults(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var faults: [String] = []
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
            let target = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
            guard let target else { return ["\(path): no such definition: \(name)"] }
            faults += self.faults(of: value, target, path)
        }
        if let ways = schema["oneOf"] as? [[String: Any]] {
            let fitting = ways.filter { self.faults(of: value, $0, path).isEmpty }
            if fitting.count != 1 { faults.append("\(path): fits \(fitting.count) of its kinds") }
        }
        if let wanted = schema["const"] as? String, value as? String != wanted {
            faults.append("\(path): not \(wanted)")
        }
        if let wanted = schema["enum"] as? [String], !wanted.contains(value as? String ?? "") {
            faults.append("\(path): not one of \(wanted)")
        }
        switch schema["type"] as? String {
        case "object": faults += objectFaults(of: value, schema, path)
        case "array": faults += arrayFaults(of: value, schema, path)
        case "string": faults += stringFaults(of: value, schema, path)
        case "integer", "number": faults += numberFaults(of: value, schema, path)
        default: break
        }
        return faults
    }

    private func objectFaults(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let object = value as? [String: Any] else { return ["\(path): no object"] }
        let properties = schema["properties"] as? [String: Any] ?? [:]
        var faults = (schema["required"] as? [String] ?? [])
            .filter { object[$0] == nil }
            .map { "\(path): no \($0)" }
        if let most = schema["maxProperties"] as? Int, object.count > most {
            faults.append("\(path): too many")
        }
        for (key, inner) in object {
            if let known = properties[key] as? [String: Any] {
                faults += self.faults(of: inner, known, path + "/" + key)
            } else if let other = schema["additionalProperties"] as? [String: Any] {
                faults += self.faults(of: inner, other, path + "/" + key)
            } else {
                faults.append("\(path): unknown \(key)")
            }
        }
        return faults
    }

    private func arrayFaults(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let array = value as? [Any] else { return ["\(path): no array"] }
        var faults: [String] = []
        if let most = schema["maxItems"] as? Int, array.count > most {
            faults.append("\(path): too many")
        }
        guard let items = schema["items"] as? [String: Any] else { return faults }
        for (index, inner) in array.enumerated() {
            faults += self.faults(of: inner, items, path + "/\(index)")
        }
        return faults
    }

    private func stringFaults(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let text = value as? String else { return ["\(path): no string"] }
        var faults: [String] = []
        if let most = schema["maxLength"] as? Int, text.count > most {
            faults.append("\(path): too long")
        }
        if let pattern = schema["pattern"] as? String, let regex = try? Regex(pattern),
            text.firstMatch(of: regex) == nil
        {
            faults.append("\(path): not \(pattern)")
        }
        return faults
    }

    private func numberFaults(of value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let number = value as? Double, !(value is String) else {
            return ["\(path): no number"]
        }
        if schema["type"] as? String == "integer", number.rounded() != number {
            return ["\(path): not whole"]
        }
        if let least = schema["minimum"] as? Double, number < least {
            return ["\(path): too small"]
        }
        if let most = schema["maximum"] as? Double, number > most { return ["\(path): too great"] }
        return []
    }
}

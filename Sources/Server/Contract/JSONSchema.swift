internal import Foundation

/// Is a schema of the document that describes the interface, able to look at values.
///
/// It knows the keywords that the document uses; others say nothing.
struct JSONSchema: Sendable {
    /// Is where a value is other than its schema wants it.
    struct Finding: Error, Sendable, Equatable, CustomStringConvertible {
        /// The fields that lead there, with points between.
        var path: String

        /// What is wrong.
        var reason: String

        var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
    }

    let schema: JSON

    /// The document, in which references lead.
    let document: JSON

    /// Looks at a value.
    ///
    /// - Throws: the first thing that is wrong.
    func check(_ value: JSON, at path: String = "") throws(Finding) {
        try check(value, against: schema, at: path)
    }

    private func check(_ value: JSON, against schema: JSON, at path: String) throws(Finding) {
        if case .bool(let isOpen) = schema {
            guard isOpen else { throw Finding(path: path, reason: "not allowed") }
            return
        }
        if let target = schema["$ref"]?.text {
            return try check(value, against: resolve(target), at: path)
        }
        try checkType(value, schema, path)
        try checkChoice(value, schema, path)
        switch value {
        case .text(let text): try checkText(text, schema, path)
        case .integer(let number): try checkNumber(Double(number), schema, path)
        case .number(let number): try checkNumber(number, schema, path)
        case .array(let values): try checkList(values, schema, path)
        case .object(let fields): try checkObject(fields, schema, path)
        case .null, .bool: break
        }
    }

    /// The part of the document that a reference names.
    private func resolve(_ reference: String) -> JSON {
        reference.split(separator: "/").dropFirst().reduce(document as JSON?) { part, name in
            part?[String(name).replacing("~1", with: "/").replacing("~0", with: "~")]
        } ?? .bool(false)
    }

    private func checkType(_ value: JSON, _ schema: JSON, _ path: String) throws(Finding) {
        let names: [String]
        switch schema["type"] {
        case .text(let name): names = [name]
        case .array(let list): names = list.compactMap(\.text)
        default: return
        }
        guard names.contains(where: value.isOf(type:)) else {
            throw Finding(path: path, reason: names.joined(separator: " or "))
        }
    }

    private func checkChoice(_ value: JSON, _ schema: JSON, _ path: String) throws(Finding) {
        if case .array(let choices)? = schema["enum"], !choices.contains(value) {
            let words = choices.compactMap(\.text).joined(separator: ", ")
            throw Finding(path: path, reason: "one of " + words)
        }
        if let only = schema["const"], only != value {
            throw Finding(path: path, reason: "has another value")
        }
        if case .array(let all)? = schema["allOf"] {
            for part in all { try check(value, against: part, at: path) }
        }
        for name in ["anyOf", "oneOf"] {
            guard case .array(let options)? = schema[name] else { continue }
            try checkOptions(value, options, isOne: name == "oneOf", path)
        }
    }

    private func checkOptions(
        _ value: JSON,
        _ options: [JSON],
        isOne: Bool,
        _ path: String
    ) throws(Finding) {
        var fitting = 0
        // Of several reasons the one is told that is deepest: there the value was meant to fit.
        var closest: Finding?
        for option in options {
            do {
                try check(value, against: option, at: path)
                fitting += 1
            } catch {
                if error.path.utf8.count >= closest?.path.utf8.count ?? 0 { closest = error }
            }
        }
        guard fitting == 0 || (isOne && fitting > 1) else { return }
        throw closest ?? Finding(path: path, reason: "fits more than one form")
    }

    private func checkText(_ text: String, _ schema: JSON, _ path: String) throws(Finding) {
        if let least = schema["minLength"]?.whole, text.unicodeScalars.count < least {
            let reason = least == 1 ? "not empty" : "at least \(least) letters"
            throw Finding(path: path, reason: reason)
        }
        if let most = schema["maxLength"]?.whole, text.unicodeScalars.count > most {
            throw Finding(path: path, reason: "at most \(most) letters")
        }
        if let pattern = schema["pattern"]?.text, let expression = try? Regex(pattern),
            text.firstMatch(of: expression) == nil
        {
            throw Finding(path: path, reason: "of the form \(pattern)")
        }
        if let format = schema["format"]?.text, !TextFormat.fits(text, format) {
            throw Finding(path: path, reason: "a \(format)")
        }
    }

    private func checkNumber(_ number: Double, _ schema: JSON, _ path: String) throws(Finding) {
        if let least = schema["minimum"]?.double, number < least {
            throw Finding(path: path, reason: "at least \(least.brief)")
        }
        if let most = schema["maximum"]?.double, number > most {
            throw Finding(path: path, reason: "at most \(most.brief)")
        }
        if let floor = schema["exclusiveMinimum"]?.double, number <= floor {
            throw Finding(path: path, reason: "more than \(floor.brief)")
        }
    }

    private func checkList(_ values: [JSON], _ schema: JSON, _ path: String) throws(Finding) {
        if let least = schema["minItems"]?.whole, values.count < least {
            throw Finding(path: path, reason: "at least \(least) of them")
        }
        if let most = schema["maxItems"]?.whole, values.count > most {
            throw Finding(path: path, reason: "at most \(most) of them")
        }
        if schema["uniqueItems"] == true {
            for (index, value) in values.enumerated() where values[..<index].contains(value) {
                throw Finding(path: Self.join(path, String(index)), reason: "there twice")
            }
        }
        guard let items = schema["items"] else { return }
        for (index, value) in values.enumerated() {
            try check(value, against: items, at: Self.join(path, String(index)))
        }
    }

    private func checkObject(
        _ fields: [JSON.Field],
        _ schema: JSON,
        _ path: String
    ) throws(Finding) {
        if case .array(let required)? = schema["required"] {
            for name in required.compactMap(\.text)
            where !fields.contains(where: { $0.name == name }) {
                throw Finding(path: Self.join(path, name), reason: "missing")
            }
        }
        if let least = schema["minProperties"]?.whole, fields.count < least {
            throw Finding(path: path, reason: "at least \(least) fields")
        }
        if let most = schema["maxProperties"]?.whole, fields.count > most {
            throw Finding(path: path, reason: "at most \(most) fields")
        }
        let known = schema["properties"]
        let others = schema["additionalProperties"]
        for field in fields {
            let place = Self.join(path, field.name)
            if let names = schema["propertyNames"] {
                try check(.text(field.name), against: names, at: place)
            }
            if let own = known?[field.name] {
                try check(field.value, against: own, at: place)
            } else if let others {
                if others == false { throw Finding(path: place, reason: "no such field") }
                try check(field.value, against: others, at: place)
            }
        }
    }

    private static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : path + "." + name
    }
}

extension JSON {
    /// Tells whether the value is of a type that schemas name.
    fileprivate func isOf(type name: String) -> Bool {
        switch (self, name) {
        case (.null, "null"), (.bool, "boolean"), (.text, "string"), (.array, "array"),
            (.object, "object"), (.integer, "integer"), (.integer, "number"), (.number, "number"):
            true
        case (.number(let number), "integer"): number.rounded() == number
        default: false
        }
    }

    /// The text of it.
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The whole number of it.
    var whole: Int? { if case .integer(let number) = self { Int(number) } else { nil } }

    /// The number of it.
    var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}

extension Double {
    /// The number without a needless fraction.
    fileprivate var brief: String {
        self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self)
    }
}

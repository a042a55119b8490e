internal import Paper

extension Emitter {
    /// Finds the words of a key and puts the arguments in.
    mutating func resolve(_ words: Expression.Words, in scope: Scope) -> Value? {
        var arguments: [String: Value] = [:]
        for (name, expression) in words.arguments {
            guard let value = resolve(expression, in: scope) else { return nil }
            guard arguments.updateValue(value.forPeople, forKey: name) == nil else {
                report(words.offset, "the argument '\(name)' is given twice", in: scope)
                return nil
            }
        }
        guard let selector = words.selector else {
            return phrase(words.key, arguments, words.offset, in: scope)
        }
        return resolve(selector, in: scope).flatMap {
            choice(words, of: $0, arguments, in: scope)
        }
    }

    private mutating func choice(
        _ words: Expression.Words,
        of value: Value,
        _ arguments: [String: Value],
        in scope: Scope
    ) -> Value? {
        switch value {
        case .nothing:
            return .nothing
        case .literal(let text):
            return phrase("\(words.key).\(text)", arguments, words.offset, in: scope)
        case .fact(_, .choice(let values), _):
            let each = values.map {
                ($0, phrase("\(words.key).\($0)", arguments, words.offset, in: scope))
            }
            return .choice(value, each)
        default:
            report(
                words.offset,
                "'\(words.selector?.text ?? "")' is \(value.kind.phrase); only a choice selects words:"
                    + " declare it with type=\"choice\" and its values",
                in: scope
            )
            return nil
        }
    }

    /// The words of one key, in the form that fits the argument `count` when there is one.
    private mutating func phrase(
        _ key: String,
        _ arguments: [String: Value],
        _ offset: Int,
        in scope: Scope
    ) -> Value {
        guard let plural = plural(key, count: arguments["count"], offset, in: scope) else {
            return fill(key, offset, in: scope) { arguments[$0] }
        }
        return .conditional(
            plural,
            fill(key + ".one", offset, in: scope) { arguments[$0] },
            fill(key + ".other", offset, in: scope) { arguments[$0] }
        )
    }

    /// Tells when the singular of a key is meant, or `nil` when it has no forms.
    mutating func plural(
        _ key: String,
        count: Value?,
        _ offset: Int,
        in scope: Scope
    ) -> Condition? {
        guard let count else { return nil }
        // A text may take a count without having forms; two forms win over one text.
        if words.hasAnywhere(key), !words.hasAnywhere(key + ".other") { return nil }
        var value = count
        if case .formatted(let inner, _) = value { value = inner }
        switch value {
        case .literal(let text):
            return .constant(text == "1")
        case .fact(_, .integer, _), .count, .position:
            return .compare(value, .equal, 1)
        default:
            report(offset, "the argument 'count' must be an integer", in: scope)
            return .constant(false)
        }
    }

    /// The text of a key with its arguments in their places.
    private mutating func fill(
        _ key: String,
        _ offset: Int,
        in scope: Scope,
        _ argument: (String) -> Value?
    ) -> Value {
        var values: [Value] = []
        for part in parts(of: key, offset, in: scope) {
            switch part {
            case .literal(let text): values.append(.literal(text))
            case .argument(let name):
                if let value = argument(name) {
                    values.append(value)
                } else {
                    values.append(.literal("{\(name)}"))
                    complain(of: name, key, offset, in: scope)
                }
            }
        }
        return .joined(values)
    }

    /// The parts of a key's text; says so when this language lacks it.
    mutating func parts(of key: String, _ offset: Int, in scope: Scope) -> [Lexicon.Part] {
        if !words.has(key, in: language) {
            let hint = words.hasAnywhere(key) ? "" : Spelling.hint(key, among: words.allKeys)
            report(
                offset,
                "the words '\(key)' are missing in \(language.rawValue)\(hint);"
                    + " add them to locales/\(language.rawValue).json",
                in: scope,
                weight: .gap
            )
        }
        return Lexicon.parts(of: words.text(key, in: language))
    }

    mutating func complain(of name: String, _ key: String, _ offset: Int, in scope: Scope) {
        report(
            offset,
            "the words '\(key)' in \(language.rawValue) want {\(name)}:"
                + " give it as an argument, or take it out of the words",
            in: scope,
            weight: .gap
        )
    }
}

extension Value {
    /// The same, written for people whatever the place: words are for reading.
    var forPeople: Value {
        switch self {
        case .fact, .count, .position: Form.forPeople(kind).map { .formatted(self, $0) } ?? self
        case .conditional(let condition, let one, let other):
            .conditional(condition, one.forPeople, other.forPeople)
        default: self
        }
    }
}

internal import Paper

extension Emitter {
    /// Reads a text or an attribute's value, and finds its names.
    mutating func value(_ passage: Passage, in scope: Scope) -> Value? {
        let pieces = pieces(passage, in: scope)
        let values = pieces.compactMap { resolve($0, in: scope) }
        return values.count == pieces.count ? .joined(values) : nil
    }

    /// Cuts a text at its braces; what stands before a mistake is still looked at.
    mutating func pieces(_ passage: Passage, in scope: Scope) -> [Piece] {
        let (pieces, mistake) = ExpressionParser.pieces(passage, scope.source)
        if let mistake { findings.insert(mistake) }
        return pieces
    }

    mutating func resolve(_ piece: Piece, in scope: Scope) -> Value? {
        switch piece {
        case .text(let text): .literal(text)
        case .expression(let expression, _): resolve(expression, in: scope)
        }
    }

    mutating func resolve(_ expression: Expression, in scope: Scope) -> Value? {
        switch expression {
        case .literal(let text):
            return .literal(text)
        case .language:
            return .literal(language.rawValue)
        case .asset(let name, let offset):
            if let address = assets.address(of: name) { return .literal(address) }
            report(offset, "there is no file static/\(name)", in: scope)
            return nil
        case .path(let path, let format):
            guard let value = resolve(path, in: scope) else { return nil }
            guard let format else { return value }
            return formatted(value, format, in: scope)
        case .words(let words):
            return resolve(words, in: scope)
        case .conditional(let test, let then, let otherwise):
            let condition = resolve(test, in: scope)
            let first = resolve(then, in: condition.map { scope.under($0) } ?? scope)
            let second = otherwise.map { resolve($0, in: scope) } ?? .nothing
            guard let condition, let first, let second else { return nil }
            return .conditional(condition, first, second)
        }
    }

    /// Follows a path from a name through the fields of records.
    mutating func resolve(_ path: Expression.Path, in scope: Scope) -> Value? {
        guard var value = scope.names[path.names[0]] else {
            let known = scope.names.keys.sorted()
            report(
                path.offset,
                "there is no fact '\(path.names[0])' here"
                    + Spelling.hint(path.names[0], among: known)
                    + "; add it to c:facts, or use one of: \(known.joined(separator: ", "))",
                in: scope
            )
            return nil
        }
        value = value.known(scope.present)
        for name in path.names.dropFirst() {
            guard let next = field(name, of: value) else {
                report(path.offset, complaint(name, of: value, path), in: scope)
                return nil
            }
            value = next.known(scope.present)
        }
        return value
    }

    private func field(_ name: String, of value: Value) -> Value? {
        switch value {
        case .nothing:
            return .nothing
        case .fact(let place, .record(let shape), let isOptional):
            guard let field = shape.field(name) else { return nil }
            return .fact(
                place.field(name),
                field.kind,
                isOptional: isOptional || field.isOptional
            )
        case .fact(let place, .list, _) where name == "count",
            .fact(let place, .texts, _) where name == "count":
            return .count(place)
        default:
            return nil
        }
    }

    private func complaint(_ name: String, of value: Value, _ path: Expression.Path) -> String {
        guard case .fact(_, .record(let shape), _) = value else {
            return "in '\(path.text)': \(value.kind.phrase) has no field '\(name)'"
        }
        let known = shape.fields.map(\.name)
        return "in '\(path.text)': there is no field '\(name)'"
            + Spelling.hint(name, among: known)
            + "; the record has: \(known.joined(separator: ", "))"
    }

    // MARK: Formats

    private mutating func formatted(
        _ value: Value,
        _ format: Expression.Format,
        in scope: Scope
    ) -> Value? {
        if case .nothing = value { return value }
        guard let form = Form(format, for: value.kind) else {
            let names = Form.names(for: value.kind)
            let choice =
                names.isEmpty
                ? "it has no formats" : "its formats are: \(names.joined(separator: ", "))"
            report(
                format.offset,
                "'\(format.name)' is no format of \(value.kind.phrase); \(choice)",
                in: scope
            )
            return nil
        }
        return .formatted(value, form)
    }

    // MARK: Tests

    /// Reads the value of a `test` attribute.
    mutating func condition(_ passage: Passage, in scope: Scope) -> Condition? {
        let source = scope.source
        let test = attempt { () throws(Finding) in try ExpressionParser.test(passage, source) }
        return test.flatMap { resolve($0, in: scope) }
    }

    /// Reads a value that is wholly a test between braces.
    mutating func flag(_ passage: Passage, in scope: Scope) -> Condition? {
        let source = scope.source
        let test = attempt { () throws(Finding) in try ExpressionParser.flag(passage, source) }
        return test.flatMap { resolve($0, in: scope) }
    }

    mutating func resolve(_ test: Test, in scope: Scope) -> Condition? {
        switch test {
        case .truth(let path):
            return truth(path, in: scope)
        case .not(let inner):
            return resolve(inner, in: scope).map { .not($0) }
        case .and(let one, let other):
            let (first, second) = (resolve(one, in: scope), resolve(other, in: scope))
            return first.flatMap { first in second.map { .and(first, $0) } }
        case .or(let one, let other):
            let (first, second) = (resolve(one, in: scope), resolve(other, in: scope))
            return first.flatMap { first in second.map { .or(first, $0) } }
        case .compare(let path, let comparison, let operand, let offset):
            return compare(path, comparison, operand, offset, in: scope)
        }
    }

    private mutating func truth(_ path: Expression.Path, in scope: Scope) -> Condition? {
        guard let value = resolve(path, in: scope) else { return nil }
        if case .fact(_, let kind, isOptional: false) = value {
            switch kind {
            case .integer, .number, .duration:
                report(
                    path.offset,
                    "'\(path.text)' is always there: compare it, as in \(path.text) > 0",
                    in: scope
                )
                return nil
            case .moment, .record, .choice:
                report(path.offset, "'\(path.text)' is always there: nothing to test", in: scope)
                return nil
            default: break
            }
        }
        return value.truth
    }

    private mutating func compare(
        _ path: Expression.Path,
        _ comparison: Test.Comparison,
        _ operand: Test.Operand,
        _ offset: Int,
        in scope: Scope
    ) -> Condition? {
        guard let value = resolve(path, in: scope) else { return nil }
        let isEquality = comparison == .equal || comparison == .unequal
        var result: Condition?
        switch (value.kind, operand) {
        case (.integer, .integer(let number)), (.duration, .integer(let number)):
            if case .nothing = value { return .constant(false) }
            return .compare(value, comparison, number)
        case (.text, .text(let text)) where isEquality:
            result = equals(value, text)
        case (.choice(let values), .text(let text)) where isEquality:
            guard values.contains(text) else {
                report(
                    offset,
                    "'\(text)' is no value of '\(path.text)'"
                        + Spelling.hint(text, among: values)
                        + "; it is one of: \(values.joined(separator: ", "))",
                    in: scope
                )
                return nil
            }
            result = .equalsText(value, text)
        case (_, .path(let other)) where isEquality:
            guard let second = resolve(other, in: scope) else { return nil }
            result = equals(value, second)
        default:
            break
        }
        guard let result else {
            report(
                offset,
                "\(value.kind.phrase) cannot be compared so; texts and choices know == and !=,"
                    + " integers and durations also <, <=, > and >= with a number",
                in: scope
            )
            return nil
        }
        return comparison == .unequal ? .not(result) : result
    }

    private func equals(_ value: Value, _ text: String) -> Condition? {
        switch value {
        case .literal(let literal): .constant(literal == text)
        case .nothing: .constant(false)
        case .fact: .equalsText(value, text)
        case .conditional(let condition, let one, let other):
            equals(one, text).flatMap { first in
                equals(other, text).map {
                    .or(.and(condition, first), .and(.not(condition), $0))
                }
            }
        default: nil
        }
    }

    private func equals(_ one: Value, _ other: Value) -> Condition? {
        switch (one, other) {
        case (_, .literal(let text)): equals(one, text)
        case (.literal(let text), _): equals(other, text)
        case (.nothing, _), (_, .nothing): .constant(false)
        case (.fact(_, let mine, _), .fact(_, let theirs, _))
        where mine.isComparable && (mine.fits(theirs) || theirs.fits(mine)):
            .equals(one, other)
        default: nil
        }
    }
}

extension Kind {
    fileprivate var isComparable: Bool {
        switch self {
        case .text, .choice, .integer: true
        default: false
        }
    }
}

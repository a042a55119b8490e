extension Emitter {
    /// Writes an element of our own namespace.
    mutating func emitDirective(_ element: Element, in scope: Scope, edge: Edge) {
        let inner: Edge = edge == .preserved || element.keepsSpace ? .preserved : .block
        switch element.name {
        case "if": emitIf(element, in: scope, edge: inner)
        case "choose": emitChoose(element, in: scope, edge: inner)
        case "for": emitFor(element, in: scope, edge: inner)
        case "use": emitUse(element, in: scope, edge: edge)
        case "slot": emitSlot(element, in: scope, edge: inner)
        case "markup": emitMarkup(element, in: scope)
        case "message": emitMessage(element, in: scope, edge: inner)
        case "json":
            let hint = "<script type=\"application/json\">"
            report(element.offset, "c:json stands in \(hint) alone", in: scope)
        case "else", "when", "otherwise", "fill", "argument", "fact", "facts", "template":
            report(element.offset, "c:\(element.name) does not belong here", in: scope)
        default:
            let known = ["if", "choose", "for", "use", "slot", "markup", "message", "json"]
            let hint = Spelling.hint(element.name, among: known)
            report(element.offset, "there is no element c:\(element.name)\(hint)", in: scope)
        }
    }

    /// Allows only the named attributes, and finds one that must be there.
    mutating func required(
        _ name: String,
        of element: Element,
        allowing others: Set<String> = [],
        in scope: Scope
    ) -> Attribute? {
        for attribute in element.attributes
        where attribute.space == .none && attribute.name != name
            && !others.contains(attribute.name)
        {
            let message = "c:\(element.name) has no attribute '\(attribute.name)'"
            report(attribute.offset, message, in: scope)
        }
        guard let found = element.attribute(name) else {
            report(element.offset, "c:\(element.name) needs the attribute '\(name)'", in: scope)
            return nil
        }
        return found
    }

    // MARK: Conditions

    /// Writes an element under its `c:if`.
    mutating func emitGuarded(_ element: Element, in scope: Scope, edge: Edge) {
        guard let test = element.directive("if") else { return }
        // Under a mistaken test there may be more mistakes.
        let condition = condition(test.value, in: scope) ?? .truth(.nothing)
        let inside = scope.under(condition)
        emit(condition, test.offset, in: scope) { $0.emitInside(element, in: inside, edge: edge) }
    }

    private mutating func emitIf(_ element: Element, in scope: Scope, edge: Edge) {
        guard let test = required("test", of: element, in: scope) else { return }
        var nodes = element.children
        while case .text(let passage) = nodes.last, WhiteSpace.isBlank(passage.text) {
            nodes.removeLast()
        }
        var otherwise: Element?
        if case .element(let last) = nodes.last, last.space == .template, last.name == "else" {
            otherwise = last
            nodes.removeLast()
        }
        let condition = condition(test.value, in: scope) ?? .truth(.nothing)
        let body = otherwise == nil ? element.children : nodes
        emit(condition, test.offset, in: scope) { emitter in
            emitter.emit(body, in: scope.under(condition), edge: edge)
        } otherwise: { emitter in
            emitter.emit(otherwise?.children ?? [], in: scope, edge: edge)
        }
    }

    private mutating func emitChoose(_ element: Element, in scope: Scope, edge: Edge) {
        var ends: [Int] = []
        var hasOtherwise = false
        for (index, branch) in branches(element, in: scope).enumerated() {
            if branch.name == "otherwise" {
                if hasOtherwise || index + 1 < element.elements.count {
                    report(branch.offset, "c:otherwise comes once, at the end", in: scope)
                }
                hasOtherwise = true
                emit(branch.children, in: scope, edge: edge)
                continue
            }
            guard let test = required("test", of: branch, in: scope) else { continue }
            let condition = condition(test.value, in: scope) ?? .truth(.nothing)
            let misses = jumps(condition, when: false)
            emit(branch.children, in: scope.under(condition), edge: edge)
            ends.append(addJump(.jump(0)))
            land(misses)
        }
        land(ends)
    }

    private mutating func branches(_ element: Element, in scope: Scope) -> [Element] {
        for node in element.children {
            guard case .text(let passage) = node, !WhiteSpace.isBlank(passage.text) else {
                continue
            }
            let message = "c:choose holds c:when and c:otherwise, no text"
            report(passage.range.lowerBound, message, in: scope)
        }
        return element.elements.filter { branch in
            let isBranch = branch.space == .template && ["when", "otherwise"].contains(branch.name)
            if !isBranch {
                let message = "c:choose holds c:when and c:otherwise alone"
                report(branch.offset, message, in: scope)
            }
            return isBranch
        }
    }

    // MARK: Loops

    /// Writes an element once for each item of its `c:for`.
    mutating func emitLoop(_ element: Element, in scope: Scope, edge: Edge) {
        guard let attribute = element.directive("for") else { return }
        let text = attribute.value.text
        guard let middle = text.firstRange(of: " in ") else {
            let message = "c:for reads: c:for=\"row in rows\""
            return report(attribute.offset, message, in: scope)
        }
        let names = text[..<middle.lowerBound]
        let list = attribute.value.part(
            from: text.utf8.distance(
                from: text.startIndex,
                to: middle.upperBound
            ),
            in: scope.source
        )
        emitLoop(String(names), over: list, attribute.offset, in: scope) { emitter, scope in
            if element.directive("if") != nil {
                emitter.emitGuarded(element, in: scope, edge: edge)
            } else {
                emitter.emitInside(element, in: scope, edge: edge)
            }
        }
    }

    private mutating func emitFor(_ element: Element, in scope: Scope, edge: Edge) {
        guard let each = required("each", of: element, allowing: ["in"], in: scope),
            let list = required("in", of: element, allowing: ["each"], in: scope)
        else { return }
        emitLoop(each.value.text, over: list.value, each.offset, in: scope) { emitter, scope in
            emitter.emit(element.children, in: scope, edge: edge)
        }
    }

    private mutating func emitLoop(
        _ names: String,
        over list: Passage,
        _ offset: Int,
        in scope: Scope,
        _ body: (inout Emitter, Scope) -> Void
    ) {
        let source = scope.source
        let path = attempt { () throws(Finding) in try ExpressionParser.path(list, source) }
        guard let path, let value = resolve(path, in: scope) else { return }
        if case .nothing = value { return }
        guard let item = item(of: value) else {
            let message = "'\(path.text)' is \(value.kind.phrase); only a list can be looped over"
            return report(path.offset, message, in: scope)
        }
        guard let bound = bind(names, item, offset, in: scope) else { return }
        guard depth < Int(UInt8.max), let reference = reference(value) else {
            return report(offset, "loops are nested too deeply", in: scope)
        }
        let loop = addJump(.loop(reference, frame: UInt8(clamping: depth), end: 0))
        separate()
        depth += 1
        parts.frames = max(parts.frames, depth)
        body(&self, scope.adding(bound))
        depth -= 1
        land([loop])
    }

    private func item(of value: Value) -> Value? {
        let place = Place(frame: depth, names: [])
        switch value {
        case .fact(_, .list(let shape), _):
            return .fact(place, .record(shape), isOptional: false)
        case .fact(_, .texts, _):
            return .fact(place, .text, isOptional: false)
        default:
            return nil
        }
    }

    private mutating func bind(
        _ names: String,
        _ item: Value,
        _ offset: Int,
        in scope: Scope
    ) -> [String: Value]? {
        let all = names.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.filter { !$0.isWhitespace } }
        guard (1...2).contains(all.count), all.allSatisfy(Declarations.isName),
            all.first != all.dropFirst().first
        else {
            let message = "a loop names its item, and its number if wanted: 'row' or 'row, number'"
            report(offset, message, in: scope)
            return nil
        }
        for name in all where scope.names[name] != nil {
            report(offset, "'\(name)' is the name of something else here: take another", in: scope)
            return nil
        }
        var bound = [all[0]: item]
        if all.count == 2 { bound[all[1]] = .position(frame: depth) }
        return bound
    }

    // MARK: Single values

    private mutating func emitMarkup(_ element: Element, in scope: Scope) {
        guard let value = single(element, in: scope) else { return }
        switch value.resolved {
        case .nothing:
            break
        case .fact(let place, .markup, _):
            add(.markup(reference(place)))
        default:
            let kind = value.resolved.kind.phrase
            let message =
                "c:markup writes values of type markup; this is \(kind): use {\(value.name)}"
            report(element.offset, message, in: scope)
        }
    }

    /// Writes a fact as the content of a data script.
    mutating func emitJSON(_ element: Element, in scope: Scope) {
        guard let value = single(element, in: scope) else { return }
        switch value.resolved {
        case .nothing:
            literal("null")
        case .literal(let text):
            var output = Output(capacity: text.utf8.count * 6 + 2)
            JSONWriting.write(text, into: &output)
            literal(output.withBytes { Array($0) })
        case .fact(_, .markup, _), .compound, .conditional, .choice, .condition, .formatted:
            report(
                element.offset,
                "'\(value.name)' cannot be written as JSON: name a fact",
                in: scope
            )
        case .fact, .count, .position:
            guard let reference = reference(value.resolved) else { return }
            parts.kinds.append(value.resolved.kind)
            add(.json(reference, kind: Int32(parts.kinds.count - 1)))
        }
    }

    private mutating func single(
        _ element: Element,
        in scope: Scope
    ) -> (name: String, resolved: Value)? {
        guard let attribute = required("value", of: element, in: scope) else { return nil }
        if !element.children.isEmpty {
            report(element.offset, "c:\(element.name) has no content", in: scope)
        }
        let source = scope.source
        let path = attempt { () throws(Finding) in
            try ExpressionParser.path(attribute.value, source)
        }
        guard let path, let value = resolve(path, in: scope) else { return nil }
        return (path.text, value)
    }
}

extension Passage {
    /// The rest of a text from a byte on, with its place in the file.
    fileprivate func part(from byte: Int, in source: Source) -> Passage {
        Passage(
            text: String(decoding: text.utf8.dropFirst(byte), as: UTF8.self),
            range: offset(of: byte, in: source.bytes)..<range.upperBound,
            isVerbatim: isVerbatim
        )
    }
}

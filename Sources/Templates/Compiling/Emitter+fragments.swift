extension Emitter {
    /// Writes a fragment in the place of `c:use`.
    mutating func emitUse(_ element: Element, in scope: Scope, edge: Edge) {
        guard let name = element.attribute("fragment") else {
            return report(element.offset, "c:use needs the attribute 'fragment'", in: scope)
        }
        guard let fragment = templates["fragments/" + name.value.text] else {
            let known = templates.keys.filter { $0.hasPrefix("fragments/") }.map {
                $0.dropFirst(10)
            }
            let hint = Spelling.hint(name.value.text, among: known.map(String.init))
            let message = "there is no usable fragments/\(name.value.text).xml\(hint)"
            return report(name.value.range.lowerBound, message, in: scope)
        }
        guard !scope.chain.contains(fragment.name) else {
            let way = (scope.chain + [fragment.name]).joined(separator: " → ")
            return report(element.offset, "a fragment cannot use itself: \(way)", in: scope)
        }
        guard scope.chain.count < Self.deepestUse else {
            let message = "fragments are nested deeper than \(Self.deepestUse)"
            return report(element.offset, message, in: scope)
        }
        uses += 1
        guard uses <= Self.mostUses, parts.steps.count <= Self.mostSteps else {
            let message = "the template grows too large with its fragments: split it"
            return report(element.offset, message, in: scope)
        }
        let names = arguments(element, of: fragment, in: scope)
        let slots = contents(element, of: fragment, in: scope)
        let inner = Scope(
            template: fragment,
            names: names,
            slots: slots,
            present: scope.present,
            chain: scope.chain + [fragment.name]
        )
        emit(fragment.nodes, in: inner, edge: edge == .preserved ? .preserved : .block)
    }

    /// Writes what the user of the fragment gives for a slot, or what stands in it.
    mutating func emitSlot(_ element: Element, in scope: Scope, edge: Edge) {
        let name = element.attribute("name")?.value.text ?? ""
        for attribute in element.attributes where attribute.name != "name" {
            let message = "c:slot has no attribute '\(attribute.name)'"
            report(attribute.offset, message, in: scope)
        }
        guard let content = scope.slots[name] else {
            return emit(element.children, in: scope, edge: edge)
        }
        emit(content.nodes, in: content.scope, edge: edge)
    }

    // MARK: Arguments

    private mutating func arguments(
        _ element: Element,
        of fragment: Template,
        in scope: Scope
    ) -> [String: Value] {
        var names: [String: Value] = [:]
        for attribute in element.attributes
        where attribute.space == .none && !["fragment", "with"].contains(attribute.name) {
            guard let field = fragment.shape.field(attribute.name) else {
                let known = fragment.shape.fields.map(\.name)
                let message =
                    "\(fragment.name) has no fact '\(attribute.name)'"
                    + Spelling.hint(attribute.name, among: known)
                report(attribute.offset, message, in: scope)
                continue
            }
            names[field.name] = argument(attribute, field, in: scope) ?? Self.standIn(for: field)
        }
        let record = record(element, in: scope)
        for field in fragment.shape.fields where names[field.name] == nil {
            names[field.name] = field.isOptional ? .nothing : Self.standIn(for: field)
            if case .invalid = record { continue }
            if case .fields(let given) = record, let value = given[field.name] {
                if let complaint = complaint(value, field, allowsConversion: false) {
                    report(element.offset, "'\(field.name)' of 'with' \(complaint)", in: scope)
                } else {
                    names[field.name] = value
                }
            } else if !field.isOptional {
                let message =
                    "\(fragment.name) needs the fact '\(field.name)' (\(field.kind.word)):"
                    + " give it as an attribute or in 'with'"
                report(element.offset, message, in: scope)
            }
        }
        return names
    }

    /// A value for a fact whose own is at fault, so that one mistake does not look like many.
    private static func standIn(for field: Shape.Field) -> Value {
        .fact(Place(frame: 0, names: [field.name]), field.kind, isOptional: false)
    }

    private enum Given {
        case absent
        case invalid
        case fields([String: Value])
    }

    private mutating func record(_ element: Element, in scope: Scope) -> Given {
        guard let attribute = element.attribute("with") else { return .absent }
        let source = scope.source
        let path = attempt { () throws(Finding) in
            try ExpressionParser.path(attribute.value, source)
        }
        guard let path, let value = resolve(path, in: scope) else { return .invalid }
        guard case .fact(let place, .record(let shape), let isOptional) = value else {
            let message = "'\(path.text)' is \(value.kind.phrase); 'with' takes a record"
            report(path.offset, message, in: scope)
            return .invalid
        }
        guard !isOptional else {
            let message = "'\(path.text)' may be missing here: test it around this, by c:if"
            report(path.offset, message, in: scope)
            return .invalid
        }
        let fields = Self.names(of: shape, at: place)
        return .fields(fields.mapValues { $0.known(scope.present) })
    }

    private mutating func argument(
        _ attribute: Attribute,
        _ field: Shape.Field,
        in scope: Scope
    ) -> Value? {
        if case .flag = field.kind {
            switch attribute.value.text {
            case "true": return .condition(.constant(true))
            case "false": return .condition(.constant(false))
            default: return flag(attribute.value, in: scope).map { .condition($0) }
            }
        }
        guard let value = value(attribute.value, in: scope) else { return nil }
        guard let complaint = complaint(value, field) else { return value }
        let text = attribute.value.text
        let hint = scope.names[text] == nil ? "" : "; for the value write {\(text)}"
        report(attribute.value.range.lowerBound, "'\(field.name)' \(complaint)\(hint)", in: scope)
        return nil
    }

    /// Says why a value cannot be a fact of a fragment.
    ///
    /// An attribute may write a number or a moment into a text; a record must fit as it is.
    private func complaint(
        _ value: Value,
        _ field: Shape.Field,
        allowsConversion: Bool = true
    ) -> String? {
        switch value {
        case .nothing:
            return field.isOptional ? nil : "may not be missing"
        case .literal(let text):
            guard case .choice(let values) = field.kind else { break }
            return values.contains(text) ? nil : "is one of: \(values.joined(separator: ", "))"
        case .fact(_, let kind, let isOptional):
            guard kind.fits(field.kind) else { break }
            let mayBeMissing = "may be missing here, but the fragment needs it"
            return isOptional && !field.isOptional ? mayBeMissing : nil
        default: break
        }
        if case .text = field.kind, allowsConversion {
            switch value.kind {
            case .text, .choice, .integer, .number, .moment, .duration: return nil
            default: break
            }
        }
        let fits = value.kind.fits(field.kind)
        return fits ? nil : "is \(field.kind.phrase) of the fragment; this is \(value.kind.phrase)"
    }

    // MARK: Slots

    private mutating func contents(
        _ element: Element,
        of fragment: Template,
        in scope: Scope
    ) -> [String: Scope.Content] {
        var slots: [String: Scope.Content] = [:]
        var rest: [Node] = []
        for node in element.children {
            guard case .element(let fill) = node, fill.space == .template, fill.name == "fill"
            else {
                rest.append(node)
                continue
            }
            guard let slot = required("slot", of: fill, in: scope) else { continue }
            let name = slot.value.text
            guard fragment.slots.contains(name), !name.isEmpty else {
                let known = fragment.slots.filter { !$0.isEmpty }.sorted()
                let list = known.isEmpty ? "none" : known.joined(separator: ", ")
                let message = "\(fragment.name) has no slot '\(name)'; its slots are: \(list)"
                report(slot.offset, message, in: scope)
                continue
            }
            if slots[name] != nil { report(fill.offset, "'\(name)' is filled twice", in: scope) }
            slots[name] = Scope.Content(nodes: fill.children, scope: scope)
        }
        let isBlank = rest.allSatisfy {
            if case .text(let passage) = $0 { WhiteSpace.isBlank(passage.text) } else { false }
        }
        guard !isBlank else { return slots }
        guard fragment.slots.contains("") else {
            let message = "\(fragment.name) has no <c:slot/> for this content"
            report(element.offset, message, in: scope)
            return slots
        }
        slots[""] = Scope.Content(nodes: rest, scope: scope)
        return slots
    }
}

extension Emitter {
    /// Writes one attribute as its name demands: address, boolean or text.
    mutating func emit(_ attribute: Attribute, of element: Element, in scope: Scope) {
        let isMail = scope.template.isMail
        if let refusal = Vocabulary.refusal(of: attribute, on: element, inMail: isMail) {
            return report(attribute.offset, refusal, in: scope)
        }
        if Vocabulary.isBoolean(attribute.name, on: element) {
            return emitBoolean(attribute, in: scope)
        }
        guard let value = value(attribute.value, in: scope) else { return }
        let isLiteral = if case .literal = value { true } else { false }
        let isEmpty = attribute.value.text.isEmpty
        if Vocabulary.isFixed(attribute.name, on: element), !isLiteral, !isEmpty {
            let message = "'\(attribute.name)' takes no values here: write it out"
            return report(attribute.value.range.lowerBound, message, in: scope)
        }
        guard let presence = value.presence else { return emit(value, of: attribute, in: scope) }
        emit(presence, attribute.offset, in: scope) { emitter in
            emitter.emit(value.whenPresent, of: attribute, in: scope)
        }
    }

    private mutating func emit(_ value: Value, of attribute: Attribute, in scope: Scope) {
        let offset = attribute.value.range.lowerBound
        literal(" " + attribute.name + "=\"")
        if Vocabulary.isAddress(attribute.name) {
            var state = AddressState()
            emitAddress(value, &state, offset, in: scope)
        } else {
            emit(value, as: .attribute, offset, in: scope)
        }
        literal("\"")
    }

    private mutating func emitBoolean(_ attribute: Attribute, in scope: Scope) {
        let name = " " + attribute.name
        guard attribute.value.text.contains("{") else {
            let text = attribute.value.text.lowercased()
            if text.isEmpty || text == attribute.name || text == "true" { return literal(name) }
            let message =
                "'\(attribute.name)' is there or not, whatever its value:"
                + " write \(attribute.name)=\"{test}\" or \(attribute.name)=\"\(attribute.name)\""
            return report(attribute.offset, message, in: scope)
        }
        guard let condition = flag(attribute.value, in: scope) else { return }
        emit(condition, attribute.offset, in: scope) { $0.literal(name) }
    }
}

extension Value {
    /// The same, after its presence has been tested.
    fileprivate var whenPresent: Value {
        if case .conditional(_, let value, .nothing) = self { value } else { self }
    }
}

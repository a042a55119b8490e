extension Emitter {
    /// Writes the words of a key whose arguments carry elements.
    mutating func emitMessage(_ element: Element, in scope: Scope, edge: Edge) {
        guard let key = required("key", of: element, allowing: ["count"], in: scope) else { return }
        var arguments: [String: [Node]] = [:]
        for child in element.elements {
            guard child.space == .template, child.name == "argument" else {
                let message = "c:message holds c:argument elements alone"
                report(child.offset, message, in: scope)
                continue
            }
            if let name = required("name", of: child, in: scope) {
                arguments[name.value.text] = child.children
            }
        }
        var count: Value?
        if let attribute = element.attribute("count") {
            let source = scope.source
            let path = attempt { () throws(Finding) in
                try ExpressionParser.path(attribute.value, source)
            }
            guard let value = path.flatMap({ resolve($0, in: scope) }) else { return }
            count = value
        }
        let name = key.value.text
        let offset = key.value.range.lowerBound
        let message = Message(count: count?.forPeople, arguments: arguments, edge: edge)
        guard let plural = plural(name, count: count, offset, in: scope) else {
            return emit(message, name, offset, in: scope)
        }
        emit(plural, offset, in: scope) { emitter in
            emitter.emit(message, name + ".one", offset, in: scope)
        } otherwise: { emitter in
            emitter.emit(message, name + ".other", offset, in: scope)
        }
    }

    private struct Message {
        let count: Value?
        let arguments: [String: [Node]]
        let edge: Edge
    }

    private mutating func emit(
        _ message: Message,
        _ key: String,
        _ offset: Int,
        in scope: Scope
    ) {
        for part in parts(of: key, offset, in: scope) {
            switch part {
            case .literal(let text):
                emit(.literal(text), as: .text, offset, in: scope)
            case .argument(let name):
                if let nodes = message.arguments[name] {
                    emit(nodes, in: scope, edge: message.edge)
                } else if name == "count", let count = message.count {
                    emit(count, as: .text, offset, in: scope)
                } else {
                    emit(.literal("{\(name)}"), as: .text, offset, in: scope)
                    complain(of: name, key, offset, in: scope)
                }
            }
        }
    }
}

/// What a text without neighbour touches: the tag of its parent.
enum Edge {
    case block
    case inline
    case preserved
}

extension Emitter {
    /// Writes nodes one after the other.
    mutating func emit(_ nodes: [Node], in scope: Scope, edge: Edge) {
        for (index, node) in nodes.enumerated() {
            switch node {
            case .element(let element):
                emit(element, in: scope, edge: edge)
            case .text(let passage):
                let before = index > 0 ? nodes[index - 1] : nil
                let after = index + 1 < nodes.count ? nodes[index + 1] : nil
                emit(passage, before, after, in: scope, edge: edge)
            }
        }
    }

    private mutating func emit(
        _ passage: Passage,
        _ before: Node?,
        _ after: Node?,
        in scope: Scope,
        edge: Edge
    ) {
        let trimmed = WhiteSpace.trim(pieces(passage, in: scope), before, after, edge: edge)
        for piece in trimmed {
            guard let value = resolve(piece, in: scope) else { continue }
            var place = passage.range.lowerBound
            if case .expression(_, let offset) = piece { place = offset }
            emit(value, as: .text, place, in: scope)
        }
    }

    private mutating func emit(_ element: Element, in scope: Scope, edge: Edge) {
        if element.directive("for") != nil { return emitLoop(element, in: scope, edge: edge) }
        if element.directive("if") != nil { return emitGuarded(element, in: scope, edge: edge) }
        emitInside(element, in: scope, edge: edge)
    }

    /// Writes an element whose `c:for` and `c:if` have been seen to.
    mutating func emitInside(_ element: Element, in scope: Scope, edge: Edge) {
        for attribute in element.attributes
        where attribute.space == .template && !["for", "if"].contains(attribute.name) {
            let hint = "the attributes of templates are c:for and c:if"
            report(attribute.offset, "there is no c:\(attribute.name); \(hint)", in: scope)
        }
        guard element.space != .template else {
            return emitDirective(element, in: scope, edge: edge)
        }
        if let refusal = Vocabulary.refusal(of: element) {
            return report(element.offset, refusal, in: scope)
        }
        let name = element.name
        if name == "html", element.space == .html { literal("<!DOCTYPE html>") }
        literal("<" + name)
        for attribute in element.attributes where attribute.space != .template {
            emit(attribute, of: element, in: scope)
        }
        literal(">")
        if Vocabulary.voids.contains(name), element.space == .html {
            if !isEmpty(element) {
                report(element.offset, "'\(name)' has no content in HTML", in: scope)
            }
            return
        }
        emitContent(of: element, in: scope, edge: edge)
        literal("</" + name + ">")
    }

    private func isEmpty(_ element: Element) -> Bool {
        element.children.allSatisfy {
            if case .text(let passage) = $0 { WhiteSpace.isBlank(passage.text) } else { false }
        }
    }

    private mutating func emitContent(of element: Element, in scope: Scope, edge: Edge) {
        switch element.space == .html ? element.name : "" {
        case "script":
            emitScript(element, in: scope)
        case "style":
            emitStyle(element, in: scope)
        case "iframe":
            if !isEmpty(element) {
                report(element.offset, "'iframe' has no content in HTML", in: scope)
            }
        case "pre", "textarea":
            // A browser drops the first line break after these tags: this one, not the author's.
            if !element.children.isEmpty { literal("\n") }
            emit(element.children, in: scope, edge: .preserved)
        default:
            let inner: Edge = Vocabulary.isBlock(element) ? .block : .inline
            let keeps = element.keepsSpace || edge == .preserved
            emit(element.children, in: scope, edge: keeps ? .preserved : inner)
        }
    }

    // MARK: Script and style

    private mutating func emitScript(_ element: Element, in scope: Scope) {
        if scope.template.isMail {
            return report(element.offset, "a mail has no script", in: scope)
        }
        if element.attribute("src") != nil {
            if !isEmpty(element) {
                report(element.offset, "a script with 'src' has no content", in: scope)
            }
            return
        }
        guard element.attribute("type")?.value.text == "application/json" else {
            let hint = "put it into a file of static/ and name it by src=\"{asset('x.js')}\""
            return report(
                element.offset,
                "script in a page is refused by the content security policy: \(hint);"
                    + " data goes into <script type=\"application/json\">",
                in: scope
            )
        }
        let data = element.elements
        guard data.count == 1, let json = data.first, json.space == .template, json.name == "json",
            json.directive("for") == nil, json.directive("if") == nil, hasOnlyElements(element)
        else {
            return report(
                element.offset,
                "a data script holds one <c:json value=\"…\"/> and nothing else",
                in: scope
            )
        }
        emitJSON(json, in: scope)
    }

    private func hasOnlyElements(_ element: Element) -> Bool {
        element.children.allSatisfy {
            if case .text(let passage) = $0 { WhiteSpace.isBlank(passage.text) } else { true }
        }
    }

    private mutating func emitStyle(_ element: Element, in scope: Scope) {
        guard scope.template.isMail else {
            let hint = "the content security policy forbids it; use a file of static/"
            return report(element.offset, "'style' is refused: \(hint)", in: scope)
        }
        for node in element.children {
            guard case .text(let passage) = node, !passage.text.contains("<") else {
                return report(element.offset, "a style holds literal rules without '<'", in: scope)
            }
            literal(passage.text)
        }
    }
}

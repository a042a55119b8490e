extension MessageTemplate {
    /// How many parameters the body takes.
    public var parameterCount: Int { parameterNames.count }

    /// The parameters of the body in the order in which they are given.
    public var parameterNames: [String] { Self.parameterNames(in: body) }

    /// The parameters of the header's line; none where the header is no line.
    public var headerParameterNames: [String] {
        if case .text(let line) = header { Self.parameterNames(in: line) } else { [] }
    }

    /// Writes what the contact reads: header, body with its parameters, footer, a line each.
    public func text(_ parameters: [String], header given: [String] = []) -> String {
        var lines: [String] = []
        if case .text(let line) = header { lines.append(Self.fill(line, given)) }
        lines.append(Self.fill(body, parameters))
        if !footer.isEmpty { lines.append(footer) }
        return lines.joined(separator: "\n")
    }

    /// What each parameter of the body is to be unless an agent writes another, first to last; an
    /// empty one has to be written.
    ///
    /// A template without suggestions takes the contact's first name for the first of them.
    public func suggestedParameters(_ placeholders: Placeholders) -> [String] {
        let count = parameterCount
        var texts = Array(suggestions.prefix(count))
        if suggestions.isEmpty, count > 0 {
            texts = ["{{\(Placeholder.contactFirstName.rawValue)}}"]
        }
        texts += Array(repeating: "", count: count - texts.count)
        return texts.map { Self.onOneLine(placeholders.fill($0)) }
    }

    /// The parameters of a text, first to last.
    ///
    /// A provider's text has numbers, `{{1}}` up to the greatest, or names, `{{order_id}}`, each
    /// where it first stands. Where there is a number, a name is a slip and stays as it is written.
    public static func parameterNames(in text: String) -> [String] {
        let pieces = pieces(of: text)
        if let greatest = pieces.compactMap(\.number).max() {
            return (1...greatest).map(String.init)
        }
        var names: [String] = []
        for name in pieces.compactMap(\.name) where !names.contains(name) { names.append(name) }
        return names
    }

    /// Whether parameters are told apart by names, which a provider wants to have with each.
    public static func hasNames(_ parameters: [String]) -> Bool {
        parameters.contains { Int($0) == nil }
    }

    /// Writes a text with its parameters filled in; missing ones stay as they are.
    ///
    /// A parameter is never read for parameters itself.
    static func fill(_ text: String, _ parameters: [String]) -> String {
        let names = parameterNames(in: text)
        return pieces(of: text).map { piece in
            guard let name = piece.number.map(String.init) ?? piece.name,
                let place = names.firstIndex(of: name), parameters.indices.contains(place)
            else { return String(piece.text) }
            return parameters[place]
        }.joined()
    }

    private struct Piece {
        var text: Substring
        /// The number of the parameter that it stands for, from 1.
        var number: Int?
        /// The name of the parameter that it stands for.
        var name: String?
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            let inside = rest[open.upperBound...]
            guard let close = inside.firstRange(of: "}}") else { break }
            let name = String(inside[..<close.lowerBound]).trimmed
            // More than the provider ever allows is no number but a slip.
            let number = Int(name).flatMap { (1...100).contains($0) ? $0 : nil }
            pieces.append(Piece(text: rest[..<open.lowerBound]))
            pieces.append(
                Piece(
                    text: rest[open.lowerBound..<close.upperBound],
                    number: number,
                    name: name.isParameterName ? name : nil
                )
            )
            rest = inside[close.upperBound...]
        }
        return pieces + [Piece(text: rest)]
    }

    /// A text as a parameter may be: on one line, without runs of white space.
    private static func onOneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension String {
    /// Whether a provider takes it as a parameter's name: small letters, digits and `_`.
    fileprivate var isParameterName: Bool {
        guard let first = utf8.first, !(48...57 ~= first) else { return false }
        return utf8.count <= 100 && utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 95 }
    }
}

extension Topic {
    /// What a contact says who was asked something that is in no topic.
    static let anything = Topic(
        team: "",
        [
            .contact("Oi"),
            .agent("Olá!"),
            .contact("Isso mesmo", "Sim, por favor", "Certo", "Pode ser", "Ainda não, aguardo"),
            .agent("Certo."),
            .contact("Ok, entendi", "Combinado!", "Tá bom, fico no aguardo", "Perfeito"),
            .agent("Certo."),
            .contact("Muito obrigada!", "Obrigado pela ajuda 🙏", "Valeu!"),
        ]
    )

    /// Is a place in what is talked about.
    struct Place: Sendable, Hashable {
        var topic: Int
        var line: Int
    }

    /// Finds which line of which topic somebody said; `nil` for words that are in none.
    ///
    /// Several topics share lines: the one that is being talked about comes first. What agents say
    /// in all of them, such as greetings, tells nothing.
    static func place(of text: String, by side: Side = .contact, after known: Place?) -> Place? {
        var best: (place: Place, score: Double)?
        for (index, topic) in library.enumerated() {
            for (number, line) in topic.lines.enumerated() where line.side == side {
                guard side == .contact || !isShared(line) else { continue }
                var score = line.wordings.map { likeness(of: text, to: $0) }.max() ?? 0
                guard score > 0.5 else { continue }
                if known?.topic == index { score += 1 }
                if best.map({ score > $0.score }) ?? true {
                    best = (Place(topic: index, line: number), score)
                }
            }
        }
        return best?.place
    }

    /// What an agent says next: the lines up to the next of the contact.
    static func answers(at place: Place) -> [Line] {
        let rest = library[place.topic].lines.dropFirst(place.line + 1)
        return Array(rest.prefix { $0.side == .agent })
    }

    /// Whether the contact says nothing more after a place.
    static func isLast(_ place: Place) -> Bool {
        !library[place.topic].lines.dropFirst(place.line + 1).contains { $0.side == .contact }
    }

    private static func isShared(_ line: Line) -> Bool {
        library.count { topic in topic.lines.contains { $0.wordings == line.wordings } } > 1
    }

    /// How much of a wording is in a text, 0 to 1; what fills its gaps does not count.
    private static func likeness(of text: String, to wording: String) -> Double {
        var (total, found) = (0, 0)
        for piece in wording.split(separator: "{") {
            let fixed = piece.split(separator: "}", omittingEmptySubsequences: false).last ?? piece
            guard fixed.count > 2 else { continue }
            total += fixed.count
            if text.contains(fixed) { found += fixed.count }
        }
        return total == 0 ? 0 : Double(found) / Double(total)
    }
}

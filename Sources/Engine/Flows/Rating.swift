/// Is a contact's rating: one star to five.
struct Rating: Hashable {
    let value: Int

    /// Reads a rating; `nil` when the answer is none.
    ///
    /// It is a digit, a count of stars, or a digit with the word: `5`, `⭐⭐⭐⭐`, `4 estrelas`.
    init?(_ answer: FlowAnswer) {
        if let value = Int(answer.payload), (1...5).contains(value) {
            self.value = value
            return
        }
        let text = answer.text.trimmed
        let stars = text.filter { $0.unicodeScalars.first.map { Self.stars.contains($0) } ?? false }
        let words = text.answerForm.split(separator: " ")
        if !stars.isEmpty, stars.count == text.count(where: { !$0.isWhitespace }) {
            guard stars.count <= 5 else { return nil }
            value = stars.count
        } else if let first = words.first, let value = Int(first), (1...5).contains(value),
            words.dropFirst().allSatisfy({ Self.names.contains(String($0)) })
        {
            guard text.first != "-" else { return nil }
            self.value = value
        } else {
            return nil
        }
    }

    /// Reads what a contact wrote.
    init?(_ content: Content) {
        guard content.attachments.isEmpty, content.kind == .text || content.kind == .choice else {
            return nil
        }
        let sentAt = Timestamp(milliseconds: 0)
        self.init(FlowAnswer(text: content.text, payload: content.payload, sentAt: sentAt))
    }

    /// The question as a channel can show it: with five options, or with words alone.
    static func question(_ text: String, on capabilities: ChannelCapabilities) -> Content {
        let options = (1...5).map { Content.Option(id: String($0), title: String($0)) }
        guard capabilities.shows(options) else { return Content(kind: .text, text: text) }
        return Content(kind: .menu, text: text, options: options)
    }

    private static let stars: Set<Unicode.Scalar> = ["⭐", "★", "🌟"]
    private static let names: Set<String> = ["estrela", "estrelas", "star", "stars"]
}

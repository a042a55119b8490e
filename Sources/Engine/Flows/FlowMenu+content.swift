extension FlowMenu {
    /// The menu as a channel can show it: with buttons or a list, or with numbers in the words.
    func content(_ text: String, on capabilities: ChannelCapabilities) -> Content {
        let choices = options.map { Content.Option(id: $0.id, title: $0.label, detail: $0.detail) }
        guard style == .auto, capabilities.shows(choices) else {
            let lines = options.enumerated().map { index, option in
                "\(index + 1). " + option.label
                    + (option.detail.isEmpty ? "" : " – " + option.detail)
            }
            return Content(
                kind: .text,
                text: text + "\n\n" + lines.joined(separator: "\n")
            )
        }
        return Content(kind: .menu, text: text, options: choices)
    }

    /// The index of the option that an answer means; `nil` when it means none.
    ///
    /// A button says the id. Who writes may write the label, a synonym, the id or the number.
    func choice(_ answer: FlowAnswer) -> Int? {
        if !answer.payload.isEmpty,
            let index = options.firstIndex(where: { $0.id == answer.payload })
        {
            return index
        }
        let form = answer.text.answerForm
        guard !form.isEmpty else { return nil }
        if let index = options.firstIndex(where: { $0.forms.contains(form) }) { return index }
        guard let number = Int(form), options.indices.contains(number - 1) else { return nil }
        return number - 1
    }
}

extension FlowMenu.Option {
    /// What a contact may write to choose it, as it is compared.
    var forms: [String] {
        ([label] + synonyms + [id]).map(\.answerForm).filter { !$0.isEmpty }
    }
}

extension ChannelCapabilities {
    /// Whether options fit on buttons or in a list of the channel.
    func shows(_ options: [Content.Option]) -> Bool {
        guard options.count <= max(maximumButtons, maximumListOptions) else { return false }
        return options.allSatisfy { $0.title.unicodeScalars.count <= maximumButtonTitle }
    }
}

extension String {
    /// The words as an answer is compared: no case, accents or punctuation, one space between.
    ///
    /// A text without letters and digits stays what it is. The frame of a keycap sign falls off.
    var answerForm: String {
        let isFramed = unicodeScalars.contains { $0.value == 0x20E3 }
        let plain =
            isFramed
            ? String(String.UnicodeScalarView(unicodeScalars.filter(\.isPlain))) : self
        let words = plain.foldedWords
        return words.isEmpty ? plain.trimmed : words.joined(separator: " ")
    }
}

extension Unicode.Scalar {
    /// Whether it is no frame of a keycap and chooses no form of the sign before it.
    fileprivate var isPlain: Bool { value != 0x20E3 && value != 0xFE0F }
}

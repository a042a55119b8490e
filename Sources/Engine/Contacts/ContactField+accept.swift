internal import OrderedCollections

extension ContactField {
    /// A value as it is kept; `nil` when the field does not take it.
    ///
    /// The same rules hold for what contacts answer in a flow.
    public func accept(_ value: String) -> String? {
        let rule: AnswerRule
        switch kind {
        case .text: rule = .text(minimum: 1, maximum: Self.maximumText)
        case .number: rule = .number()
        case .email: rule = .email
        case .phone: rule = .phone
        case .cpf: rule = .cpf
        case .date: rule = .date
        case .choice:
            let wanted = value.trimmed.folded
            return options.first { $0.trimmed.folded == wanted }
        }
        return rule.accept(value)
    }

    /// The longest text, in characters.
    public static let maximumText = 1_000
}

extension Floor {
    /// Passes when a field asks for something that can be given.
    func check(_ field: ContactField) throws(Refusal) {
        try checkSlug(field.slug, of: field.id, among: fields.values.map { ($0.id, $0.slug) })
        try checkName(field.name)
        let options = field.options.map(\.trimmed.folded)
        let isChoice = field.kind == .choice
        guard options.isEmpty != isChoice, !options.contains(""),
            Set(options).count == options.count
        else { throw .invalid("options") }
    }
}

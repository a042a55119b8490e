extension SessionFilter {
    /// Says the period and what it is about: `22/11/2026 · sessions started in it`.
    public func periodText(_ job: ReportJob, _ words: Words) -> String {
        let period = period.text(job, words)
        guard from != nil || to != nil else { return period }
        return period + " · " + words("report.basis." + (basis ?? "started"))
    }

    /// Says what else was chosen; names come from the dataset `choices`, for what the viewer may
    /// see, and are otherwise as they were given.
    public func facts(_ call: Call) throws -> [Fact] {
        let words = call.words
        var texts: [Part: String] = [:]
        texts[.phase] = phase?.values.map { words("phase." + $0) }.joined(separator: ", ")
        texts[.outcome] = outcome?.values.map { words("report.outcome." + $0) }
            .joined(separator: ", ")
        texts[.protocol] = self.protocol
        texts[.text] = text
        let references: [Part: [String]] = [
            .channel: channel?.values ?? [], .team: team?.values ?? [],
            .agent: agent?.values ?? [], .tag: tag?.values ?? [],
            .disposition: disposition?.values ?? [], .contact: contact.map { [$0] } ?? [],
        ]
        if references.values.contains(where: { $0 != [] }) {
            var names: [Part: [String]] = [:]
            let rows = try call.query("choices", self)
            while try rows.next() {
                guard let part = Part(rawValue: rows.text("parameter")) else { continue }
                names[part, default: []].append(rows.text("name"))
            }
            for (part, values) in references where values != [] {
                texts[part] = (names[part] ?? values).joined(separator: ", ")
            }
        }
        return Part.allCases.compactMap { part in
            guard let text = texts[part], !text.isEmpty else { return nil }
            return Fact(words("report.filter." + part.rawValue), .text(text))
        }
    }
}

internal import Paper

/// Says the parameters of a report and their values as reports themselves say them.
struct FilterWords: Sendable {
    let words: Catalogue
    let language: Language
    let choices: [String: [ReportSchema.Choice]]

    /// The name of a parameter; one that only its plugin knows has the title that the plugin gives.
    func label(of name: String, title: String) -> String {
        // The form of reports and the history call it so.
        let key = name == "basis" ? "history.basis" : "report.filter.\(name)"
        return words.has(key) ? words.text(key, in: language) : title
    }

    /// The values that a parameter has, one after the other.
    func value(of name: String, _ text: String) -> String {
        let known = choices[name]
        guard known != nil || ["basis", "phase", "outcome"].contains(name) else {
            let key = "filter.\(text)"
            return words.has(key) ? words.text(key, in: language) : text
        }
        return text.split(separator: ",").map { part in
            let part = String(part)
            if let known { return known.first { $0.value == part }?.name ?? part }
            let key = "\(name).\(part)"
            return words.has(key) ? words.text(key, in: language) : part
        }.joined(separator: ", ")
    }
}

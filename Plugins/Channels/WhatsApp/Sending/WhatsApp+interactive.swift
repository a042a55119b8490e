import PluginKit

extension WhatsApp {
    /// The most characters of the words above buttons or a list.
    private static let maximumBody = 1_024

    /// The most characters of what stands below an option of a list.
    private static let maximumDescription = 72

    /// Whether the provider takes options with these words; it wants every label only once.
    static func fits(_ interactive: Interactive, text: String) -> Bool {
        let titles = interactive.options.map(\.title)
        return !text.isEmpty && text.unicodeScalars.count <= maximumBody
            && Set(titles).count == titles.count && !titles.contains("")
    }

    /// Writes options as numbered lines; the contact answers with a number.
    static func numbered(_ interactive: Interactive, text: String) -> String {
        let lines = interactive.options.enumerated().map { index, option in
            let words = option.url.isEmpty ? option.title : "\(option.title): \(option.url)"
            return "\(index + 1). \(words)"
        }
        return ([text, ""] + lines).joined(separator: "\n")
    }

    /// Writes options as the provider wants them.
    static func content(of interactive: Interactive, text: String, call: Call) -> JSON {
        var content: [String: JSON] = ["body": .object(["text": .text(text)])]
        if !interactive.header.isEmpty {
            content["header"] = .object([
                "type": .text("text"), "text": .text(interactive.header),
            ])
        }
        if !interactive.footer.isEmpty {
            content["footer"] = .object(["text": .text(interactive.footer)])
        }
        switch interactive.kind {
        case .buttons:
            content["type"] = .text("button")
            content["action"] = .object(["buttons": .list(interactive.options.map(button))])
        case .list:
            let title = interactive.listTitle
            content["type"] = .text("list")
            content["action"] = .object([
                "button": .text(title.isEmpty ? call.words("channel.options") : title),
                "sections": .list(sections(of: interactive.options)),
            ])
        case .link:
            content["type"] = .text("cta_url")
            let option = interactive.options.first
            content["action"] = .object([
                "name": .text("cta_url"),
                "parameters": .object([
                    "display_text": .text(option?.title ?? ""), "url": .text(option?.url ?? ""),
                ]),
            ])
        }
        return .object(content)
    }

    private static func button(_ option: Interactive.Option) -> JSON {
        .object([
            "type": .text("reply"),
            "reply": .object(["id": .text(option.id), "title": .text(option.title)]),
        ])
    }

    /// Groups options under their sections, in the order in which those first appear.
    private static func sections(of options: [Interactive.Option]) -> [JSON] {
        var titles: [String] = []
        var rows: [String: [JSON]] = [:]
        for option in options {
            if rows[option.section] == nil { titles.append(option.section) }
            var row: [String: JSON] = ["id": .text(option.id), "title": .text(option.title)]
            if !option.description.isEmpty {
                row["description"] = .text(shortened(option.description))
            }
            rows[option.section, default: []].append(.object(row))
        }
        return titles.map { title in
            var section: [String: JSON] = ["rows": .list(rows[title, default: []])]
            if !title.isEmpty { section["title"] = .text(title) }
            return .object(section)
        }
    }

    private static func shortened(_ description: String) -> String {
        guard description.unicodeScalars.count > maximumDescription else { return description }
        let start = description.unicodeScalars.prefix(maximumDescription - 1)
        return String(String.UnicodeScalarView(start)) + "…"
    }
}

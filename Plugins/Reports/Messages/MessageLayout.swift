import PluginKit

/// Says which columns the list has: all of them for machines, those that fit a page for people.
struct MessageLayout {
    let columns: [Column]

    private let hasWords: Bool
    private let isForMachines: Bool

    /// The columns of the dataset that machines get, in order.
    private static let raw = [
        "id", "protocol", "moment", "direction", "author_kind", "author", "contact", "identity",
        "channel", "team", "content", "template", "files", "delivery", "attempts", "sent",
        "accepted", "delivered", "read", "failed", "error_code", "error", "deleted", "text",
    ]

    /// The most letters of a message on paper; machines get all.
    private static let longest = 280

    init(_ job: ReportJob, hasWords: Bool, _ words: Words) {
        self.hasWords = hasWords
        isForMachines = job.format == .csv
        if isForMachines {
            columns = Self.raw.map { Column(id: $0, title: $0) }
            return
        }
        let own: [(id: String, weight: Double)] = [
            ("moment", 1.5), ("protocol", 1.8), ("direction", 1), ("author", 1.7), ("channel", 1.6),
            ("content", 1.1), ("delivery", 1.3), ("until", 1.5),
        ]
        let shown = hasWords ? own + [("text", 4)] : own
        columns = shown.map { column in
            Column(
                id: column.id,
                title: words("messages.column." + column.id),
                weight: column.weight
            )
        }
    }

    /// The cells of a message.
    func cells(_ rows: Rows, _ words: Words) -> [Cell] {
        if isForMachines { return Self.raw.map { Cell(rows[$0]) } }
        let isInbound = rows.text("direction") == "inbound"
        let author = rows.text("author")
        let kind = rows.text("template").isEmpty ? rows.text("content") : "template"
        var cells = [
            Cell(rows["moment"]),
            Cell(rows.text("protocol").isEmpty ? .nothing : rows["protocol"]),
            Cell(.text(words("messages.direction." + rows.text("direction")))),
            Cell(
                .text(
                    author.isEmpty ? words("messages.author." + rows.text("author_kind")) : author
                )
            ),
            Cell(rows["channel"]), Cell(.text(words("messages.content." + kind))),
        ]
        cells += isInbound ? [Cell(.nothing), Cell(.nothing)] : delivery(rows, words)
        if hasWords { cells.append(Cell(text(rows, words))) }
        return cells
    }

    /// How far a message of ours got, and when; what the provider said where it failed.
    private func delivery(_ rows: Rows, _ words: Words) -> [Cell] {
        let state = rows.text("delivery")
        let isProblem = state == "failed" || state == "unknown"
        let column = isProblem ? "failed" : state
        let moment = rows[column]
        let word = words("messages.delivery." + state)
        let code = rows.text("error_code")
        return [
            Cell(
                .text(isProblem && !code.isEmpty ? "\(word) (\(code))" : word),
                tone: state == "failed" ? .critical : state == "unknown" ? .warning : .neutral
            ),
            Cell(moment),
        ]
    }

    private func text(_ rows: Rows, _ words: Words) -> Value {
        if rows.truth("erased") == true { return .text(words("messages.erased")) }
        if rows.truth("deleted") == true { return .text(words("messages.deleted")) }
        let text = rows.text("text")
        guard !text.isEmpty else { return .nothing }
        return .text(text.count > Self.longest ? text.prefix(Self.longest) + "…" : text)
    }
}

import PluginKit

/// Says which columns the list has: all of them for machines, those that fit a page for people.
struct Layout {
    /// How a field of the dataset becomes a cell.
    private enum Field {
        case plain
        case duration
        /// One of a few words: the catalogue's key begins with the column's name.
        case word
    }

    private let fields: [(id: String, field: Field)]
    let columns: [Column]

    init(isComplete: Bool, _ words: Words) {
        let all: [(id: String, field: Field, weight: Double, isOnPaper: Bool)] = [
            ("protocol", .plain, 2.3, true),
            ("started", .plain, 1.9, true),
            ("closed", .plain, 1.9, true),
            ("contact", .plain, 2.6, true),
            ("identity", .plain, 1.5, false),
            ("channel", .plain, 2, true),
            ("origin", .word, 1, false),
            ("team", .plain, 1.6, true),
            ("teams", .plain, 2, false),
            ("agent", .plain, 1.6, true),
            ("agents", .plain, 2, false),
            ("phase", .word, 1.2, false),
            ("wait", .duration, 1.1, true),
            ("handle", .duration, 1.1, true),
            ("first_response", .duration, 1.1, true),
            ("messages_in", .plain, 0.9, true),
            ("messages_out", .plain, 0.9, true),
            ("outcome", .word, 1.2, true),
            ("tags", .plain, 1.7, true),
        ]
        let chosen = all.filter { isComplete || $0.isOnPaper }
        fields = chosen.map { ($0.id, $0.field) }
        columns = chosen.map { column in
            let isNumber = column.field == .duration || column.id.hasPrefix("messages")
            return Column(
                id: column.id,
                title: words("history.column." + column.id),
                weight: column.weight,
                alignment: isNumber ? .end : .start
            )
        }
        isForMachines = isComplete
    }

    private let isForMachines: Bool

    /// The cells of a session.
    func cells(_ rows: Rows, _ words: Words) -> [Cell] {
        fields.map { id, field in
            switch field {
            case .plain:
                return Cell(rows[id])
            case .duration:
                return Cell(rows.integer(id).map(Value.duration) ?? .nothing)
            case .word:
                let value = rows.text(id)
                if value.isEmpty { return Cell(.nothing) }
                if isForMachines { return Cell(.text(value)) }
                return Cell(
                    .text(words("history.\(id).\(value)")),
                    tone: value == "lost" ? .warning : .neutral
                )
            }
        }
    }

    /// The cells of the last row: counts and means of all sessions.
    func totals(_ rows: Rows, _ words: Words) -> [Cell] {
        let sessions = words("history.sessions", count: Int(rows.integer("sessions") ?? 0))
        return fields.map { id, _ in
            switch id {
            case "protocol": Cell(.text(sessions))
            case "wait", "handle", "first_response":
                Cell(rows.integer(id + "_mean").map(Value.duration) ?? .nothing)
            case "messages_in", "messages_out": Cell(rows[id])
            default: Cell(.text(""))
            }
        }
    }
}

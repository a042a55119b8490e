import Foundation
import PluginKit

/// Says which columns the list has: all of them for machines, those that fit a page for people.
struct Layout {
    /// How a field of the dataset becomes a cell.
    private enum Field {
        case plain
        case duration
        /// One of a few words: the catalogue's key begins with the column's name.
        case word
        /// Those who took part, and at the end of a way the one who had it last.
        case way(to: String)
    }

    private let fields: [(id: String, field: Field)]
    let columns: [Column]

    init(isComplete: Bool, _ words: Words) {
        let all: [(id: String, field: Field, weight: Double, isOnPaper: Bool)] = [
            ("protocol", .plain, 2.2, true),
            ("started", .plain, 1.6, true),
            ("closed", .plain, 1.6, true),
            ("contact", .plain, 2.6, true),
            ("identity", .plain, 1.5, false),
            ("channel", .plain, 2.2, true),
            ("origin", .word, 1, false),
            ("teams", isComplete ? .plain : .way(to: "team"), 1.8, true),
            ("team", .plain, 1.4, false),
            ("agents", isComplete ? .plain : .way(to: "agent"), 2, true),
            ("agent", .plain, 1.4, false),
            ("phase", .word, 1.2, false),
            ("wait", .duration, 1, true),
            ("handle", .duration, 1, true),
            ("first_response", .duration, 1, true),
            ("messages_in", .plain, 0.9, false),
            ("messages_out", .plain, 0.9, false),
            ("outcome", .word, 1.1, true),
            ("closed_by", .plain, 1.2, false),
            ("disposition", .plain, 1.5, true),
            ("rating", .plain, 0.7, false),
            ("transfers", .plain, 0.7, false),
            ("reopenings", .plain, 0.7, false),
            ("overflow_from", .plain, 1.2, false),
            ("overflow_cause", .plain, 1.2, false),
            ("tags", .plain, 1.4, true),
        ]
        let chosen = all.filter { isComplete || $0.isOnPaper }
        fields = chosen.map { ($0.id, $0.field) }
        columns = chosen.map { column in
            var isNumber = column.id.hasPrefix("messages")
            if case .duration = column.field { isNumber = true }
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

    /// The names in a list before the last of all, then that one: `Vendas → Suporte`.
    private static func way(_ names: String, to last: String) -> Value {
        guard !last.isEmpty else { return names.isEmpty ? .nothing : .text(names) }
        let others = names.components(separatedBy: ", ").filter { $0 != last && !$0.isEmpty }
        return .text(others.isEmpty ? last : others.joined(separator: ", ") + " → " + last)
    }

    /// The cells of a session.
    func cells(_ rows: Rows, _ words: Words) -> [Cell] {
        fields.map { id, field in
            switch field {
            case .plain:
                // An empty list, such as of labels, is nothing.
                return Cell(rows[id] == .text("") ? .nothing : rows[id])
            case .way(let last):
                return Cell(Self.way(rows.text(id), to: rows.text(last)))
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

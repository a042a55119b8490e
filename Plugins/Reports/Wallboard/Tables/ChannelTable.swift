import PluginKit

extension RoomyColumn<Record> {
    /// The columns of the table of channels.
    static func channels(_ words: Words) -> [RoomyColumn] {
        func count(_ id: String, _ title: String, _ rank: Int) -> RoomyColumn {
            RoomyColumn(id, words(title), rank: rank) { Cell($0.count(id)) }
        }
        return [
            RoomyColumn(
                "name",
                words("wallboard.channel"),
                rank: 0,
                width: 110,
                weight: 3,
                alignment: .start
            ) { Cell($0["name"]) },
            RoomyColumn(
                "state",
                words("wallboard.state"),
                rank: 1,
                width: 110,
                weight: 1.2,
                alignment: .start
            ) { row in
                guard row.truth("is_active") else {
                    return Cell(.text(words("wallboard.channel.off")), tone: .muted)
                }
                guard row["problem"] == .nothing else {
                    return Cell(.text(words("wallboard.channel.broken")), tone: .critical)
                }
                return (row.integer("messages_failed_now") ?? 0) > 0
                    ? Cell(.text(words("wallboard.channel.failing")), tone: .warning)
                    : Cell(.text(words("wallboard.channel.works")), tone: .good)
            },
            count("navigating_now", "wallboard.navigating.short", 7),
            count("waiting_now", "wallboard.waiting.short", 2),
            RoomyColumn("longest_wait_now", words("wallboard.longest.short"), rank: 5) {
                Cell($0.duration("longest_wait_now"))
            },
            count("in_service_now", "wallboard.in_service.short", 3),
            RoomyColumn("service_level", words("wallboard.service_level.short"), rank: 6) {
                Cell($0.share("service_level"))
            },
            count("sessions_started", "wallboard.started.short", 8),
            count("messages_in", "wallboard.messages_in.short", 9),
            count("messages_out", "wallboard.messages_out.short", 10),
            RoomyColumn("messages_failed_now", words("wallboard.failed.short"), rank: 4) { row in
                let isBad = (row.integer("messages_failed_now") ?? 0) > 0
                return Cell(row.count("messages_failed_now"), tone: isBad ? .critical : .neutral)
            },
            count("windows_ending_now", "wallboard.windows.short", 11),
        ]
    }

    /// Those that do not work first, then those with most to do.
    static func ranked(channels rows: [Record]) -> [Record] {
        func order(_ row: Record) -> (Int, Int64, Int64) {
            let isBroken = row["problem"] != .nothing
            return (
                isBroken ? 2 : row.truth("is_active") ? 1 : 0, row.integer("waiting_now") ?? 0,
                row.integer("sessions_started") ?? 0
            )
        }
        return rows.sorted { first, second in
            let (a, b) = (order(first), order(second))
            return a == b ? first.text("name") < second.text("name") : a > b
        }
    }
}

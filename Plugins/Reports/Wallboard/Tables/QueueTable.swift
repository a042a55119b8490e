import PluginKit

extension RoomyColumn<Record> {
    /// The columns of who waits.
    static func queue(_ words: Words, names: Bool) -> [RoomyColumn] {
        func text(
            _ id: String,
            _ title: String,
            _ rank: Int,
            _ weight: Double
        ) -> RoomyColumn {
            RoomyColumn(
                id,
                words(title),
                rank: rank,
                width: 110,
                weight: weight,
                alignment: .start
            ) { Cell($0[id]) }
        }
        let protocolNumber = text("protocol", "wallboard.protocol", names ? 5 : 2, 1.4)
        let contact = text("contact", "wallboard.contact", 2, 2)
        let wait = RoomyColumn("wait", words("wallboard.wait"), rank: 0, width: 130) { row in
            let severity = Severity(wait: row.integer("wait"), target: row.integer("target"))
            return Cell(row.duration("wait"), tone: severity.tone)
        }
        let team = RoomyColumn(
            "team",
            words("wallboard.team"),
            rank: 1,
            width: 110,
            weight: 2,
            alignment: .start
        ) { row in
            let origin = row.text("overflow_from")
            let team = row.text("team")
            let moved = words("wallboard.overflow", ["team": team, "origin": origin])
            return Cell(.text(origin.isEmpty ? team : moved))
        }
        let state = RoomyColumn(
            "state",
            words("wallboard.state"),
            rank: 3,
            width: 110,
            alignment: .start
        ) { row in
            let severity = Severity(wait: row.integer("wait"), target: row.integer("target"))
            return Cell(.text(severity.word(words)), tone: severity.tone)
        }
        let channel = text("channel", "wallboard.channel", 4, 2)
        return names
            ? [wait, contact, team, state, channel, protocolNumber]
            : [wait, protocolNumber, team, state, channel]
    }
}

import PluginKit

extension RoomyColumn<Record> {
    /// The columns of what is out of the ordinary.
    static func exceptions(_ words: Words) -> [RoomyColumn] {
        [
            RoomyColumn(
                "kind",
                words("wallboard.exception"),
                rank: 0,
                width: 110,
                alignment: .start
            ) { row in
                let isWorst = ["channel-degraded", "ghost"].contains(row.text("kind"))
                return Cell(
                    .text(words("wallboard.exception." + row.text("kind"))),
                    tone: isWorst ? .critical : .warning
                )
            },
            RoomyColumn(
                "what",
                words("wallboard.exception.what"),
                rank: 1,
                width: 110,
                weight: 3,
                alignment: .start
            ) { Cell(.text(subject(of: $0, words))) },
            RoomyColumn("lasts", words("wallboard.exception.for"), rank: 2, width: 130) {
                Cell($0.duration("lasts"))
            },
            RoomyColumn(
                "team",
                words("wallboard.team"),
                rank: 3,
                width: 110,
                weight: 1.5,
                alignment: .start
            ) { Cell($0["team"]) },
        ]
    }

    /// What it is about: a person, a channel, or a session by its contact or protocol number.
    private static func subject(of row: Record, _ words: Words) -> String {
        switch row.text("kind") {
        case "ghost", "pause-over-limit": return row.text("agent")
        case "channel-degraded": return row.text("channel")
        default:
            let contact = row.text("contact")
            let name = contact.isEmpty ? row.text("protocol") : contact
            let agent = row.text("agent")
            return agent.isEmpty
                ? name : words("wallboard.exception.with", ["what": name, "agent": agent])
        }
    }
}

import PluginKit

/// Writes how many messages went which way on each channel, what went wrong first.
struct MessageCounts {
    /// How far messages get, what went wrong first; the ids of the dataset's columns.
    private static let states = [
        "failed", "unknown", "held", "queued", "sending", "accepted", "delivered", "read",
    ]

    private struct Line {
        var channel: String
        var isInbound: Bool
        var messages: Int64
        var states: [Int64]
    }

    private let lines: [Line]
    private let words: Words

    init(_ parameters: MessageList.Parameters, _ call: Call) throws {
        words = call.words
        let rows = try call.query("message_counts", parameters)
        var lines: [Line] = []
        while try rows.next() {
            lines.append(
                Line(
                    channel: rows.text("channel"),
                    isInbound: rows.text("direction") == "inbound",
                    messages: rows.integer("messages") ?? 0,
                    states: Self.states.map { rows.integer($0) ?? 0 }
                )
            )
        }
        self.lines = lines
    }

    func write(on paper: Paper) throws {
        let sent = lines.filter { !$0.isInbound }
        let failed = sent.reduce(0) { $0 + $1.states[0] }
        let unknown = sent.reduce(0) { $0 + $1.states[1] }
        let waiting = sent.reduce(0) { $0 + $1.states[2] + $1.states[3] + $1.states[4] }
        try paper.tiles([
            problem("messages_failed", failed, .critical),
            problem("messages_unknown", unknown, .warning),
            Tile(
                id: "messages_waiting",
                title: words("messages.tile.waiting"),
                value: .integer(waiting)
            ),
            Tile(
                id: "messages_in",
                title: words("messages.tile.messages_in"),
                value: .integer(lines.filter(\.isInbound).reduce(0) { $0 + $1.messages })
            ),
            Tile(
                id: "messages_out",
                title: words("messages.tile.messages_out"),
                value: .integer(sent.reduce(0) { $0 + $1.messages })
            ),
        ])
        guard !lines.isEmpty else { return }
        try paper.heading(words("messages.counts"), level: 2, anchor: "counts")
        try paper.table(columns) {
            for line in lines { try paper.row(cells(line)) }
            let total = Self.states.indices.map { place in sent.reduce(0) { $0 + $1.states[place] }
            }
            let all = lines.reduce(0) { $0 + $1.messages }
            try paper.row(
                [.text(words("messages.sum")), .text(""), .integer(all)]
                    + total.map { .integer($0) },
                kind: .total
            )
        }
    }

    private var columns: [Column] {
        [
            Column(id: "channel", title: words("messages.column.channel"), weight: 2.2),
            Column(id: "direction", title: words("messages.column.direction"), weight: 1.1),
            Column(id: "messages", title: words("messages.column.messages"), alignment: .end),
        ]
            + Self.states.map { state in
                Column(
                    id: state,
                    title: words("messages.delivery." + state),
                    alignment: .end,
                    group: words("messages.column.delivery")
                )
            }
    }

    // What came in has no way to go: its states say nothing.
    private func cells(_ line: Line) -> [Cell] {
        [
            Cell(.text(line.channel)),
            Cell(.text(words("messages.direction." + (line.isInbound ? "inbound" : "outbound")))),
            Cell(.integer(line.messages)),
        ]
            + line.states.enumerated().map { place, count in
                if line.isInbound { return Cell(.nothing) }
                let isProblem = place < 2 && count > 0
                return Cell(.integer(count), tone: isProblem ? .critical : .neutral)
            }
    }

    private func problem(_ id: String, _ count: Int64, _ tone: Tone) -> Tile {
        Tile(
            id: id,
            title: words("messages.tile." + id),
            value: .integer(count),
            tone: count > 0 ? tone : .good,
            status: words(count > 0 ? "messages.status.some" : "messages.status.none")
        )
    }
}

import PluginKit

extension SessionProtocol {
    /// What the session was, in names beside values.
    func summary(
        _ session: Rows,
        _ record: Rows,
        _ edition: Edition,
        _ paper: Paper,
        _ words: Words
    ) throws {
        try paper.heading(words("protocol.summary"), level: 2, anchor: "summary")
        func word(_ column: String) -> Value {
            let value = session.text(column)
            return value.isEmpty ? .nothing : .text(words("protocol.\(column).\(value)"))
        }
        func fact(_ name: String, _ value: Value, tone: Tone = .neutral) -> Fact {
            Fact(words("protocol." + name), value, tone: tone)
        }
        func duration(_ column: String) -> Value {
            session.integer(column).map(Value.duration) ?? .nothing
        }
        let agent = edition == .internal ? session.known("agent") : record.known("agent_nickname")
        let agents =
            edition == .internal ? session.known("agents") : record.known("agents_nicknames")
        var facts = [
            fact("number", session["protocol"]),
            fact("contact", session.known("contact")),
            fact("identity", session.known("identity")),
            fact("channel", session["channel"]),
            fact("account", record.known("channel_account")),
            fact("phase", word("phase")),
            fact("started", session["started"]),
            fact("closed", session["closed"]),
            fact("reopenings", record["reopenings"]),
            fact("teams", session.known("teams")),
            fact("agents", agents),
            fact("last", .text(Self.last(session.text("team"), agent))),
            fact("wait", duration("wait")),
            fact("first_response", duration("first_response")),
            fact("handle", duration("handle")),
            fact(
                "outcome",
                word("outcome"),
                tone: session.text("outcome") == "lost" ? .warning : .neutral
            ),
            fact("closed_by", word("closed_by")),
            fact("closer", closer(record, edition, words)),
            fact("disposition", record.known("disposition_path")),
            fact("rating", rating(record, words)),
        ]
        if edition == .internal { facts.append(fact("tags", session.known("tags"))) }
        try paper.facts(facts, columns: 3)
    }

    /// The team and the person who had the session last.
    private static func last(_ team: String, _ agent: Value) -> String {
        guard case .text(let agent) = agent else { return team.isEmpty ? "—" : team }
        return team.isEmpty ? agent : "\(team) · \(agent)"
    }

    private func closer(_ record: Rows, _ edition: Edition, _ words: Words) -> Value {
        let kind = record.text("closer_kind")
        guard !kind.isEmpty else { return .nothing }
        let name = record.text(edition.column("closer"))
        return .text(name.isEmpty ? words("protocol.author." + kind) : name)
    }

    private func rating(_ record: Rows, _ words: Words) -> Value {
        guard let stars = record.integer("rating") else {
            return record.integer("rating_asked") == nil
                ? .nothing : .text(words("protocol.rating.asked"))
        }
        return .text(words("protocol.rating.given", ["stars": String(stars)]))
    }

    /// The legs of the session with their causes; for machines raw, so that every figure can be
    /// recomputed.
    func legs(
        _ query: [String: String],
        _ edition: Edition,
        _ job: ReportJob,
        _ paper: Paper,
        _ call: Call
    ) throws {
        let words = call.words
        let isForMachines = job.format == .csv
        func word(_ prefix: String, _ value: String) -> Value {
            guard !value.isEmpty else { return .nothing }
            return .text(isForMachines ? value : words("protocol.\(prefix).\(value)"))
        }
        let ids = ["phase", "team", "agent", "started", "ended", "duration", "start", "end"]
        let weights = [1.4, 1.5, 1.5, 1.6, 1.6, 1, 1.6, 1.6]
        let rows = try call.query("legs", query)
        if !isForMachines { try paper.heading(words("protocol.legs"), level: 2, anchor: "legs") }
        try paper.table(
            zip(ids, weights).map { id, weight in
                Column(
                    id: id,
                    title: words("protocol.leg." + id),
                    weight: weight,
                    alignment: id == "duration" ? .end : .start
                )
            },
            emptyText: words("protocol.legs.empty")
        ) {
            while try rows.next() {
                try paper.row([
                    word("phase", rows.text("phase")), rows["team"], rows[edition.column("agent")],
                    rows["started"], rows["ended"],
                    rows.integer("duration").map(Value.duration) ?? .nothing,
                    word("start", rows.text("start")), word("end", rows.text("end")),
                ])
            }
        }
    }
}

extension Rows {
    /// The value of a column; nothing where its words are empty.
    func known(_ column: String) -> Value {
        text(column).isEmpty ? .nothing : self[column]
    }
}

/// Writes what the contact told the flow of a session, where it was asked anything.
enum Answers {
    static func write(_ query: [String: String], on paper: Paper, call: Call) throws {
        let words = call.words
        let rows = try call.query("variables", query)
        var facts: [Fact] = []
        while try rows.next() { facts.append(Fact(rows.text("name"), rows.known("value"))) }
        guard !facts.isEmpty else { return }
        try paper.heading(words("protocol.variables"), level: 2)
        try paper.facts(facts, columns: 3)
    }
}

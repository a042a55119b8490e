import Engine

/// Keeps sums and counts per quarter of an hour in UTC, by team, channel and agent.
///
/// What a transaction adds is gathered and written once, at its end: a hundred messages of one team
/// are one row. A sum that is taken back whole leaves no row, so that a rebuild makes the same rows
/// however the journal's transactions were cut.
final class Rollup {
    /// A quarter of an hour, in milliseconds.
    static let slot: Int64 = 900_000

    /// Says whose figures something counts for; `nil` for nobody's.
    struct Owner: Hashable {
        var team: ID<Team>?
        var channel: ID<Channel>
        var agent: ID<Agent>?
    }

    private struct Key: Hashable {
        let slot: Int64
        let owner: Owner
        let measure: Measure
    }

    private let scribe: Scribe
    private var gathered: [Key: Amount] = [:]

    init(scribe: Scribe) {
        self.scribe = scribe
    }

    /// Counts something that happened at a moment, or takes it back.
    func add(
        _ measure: Measure,
        at moment: Timestamp,
        for owner: Owner,
        count: Int = 1,
        sum: Int64 = 0
    ) {
        let slot = moment.milliseconds.slot
        let key = Key(slot: slot, owner: owner, measure: measure)
        gathered[key, default: Amount()] += Amount(count: count, sum: sum)
    }

    /// Writes what was gathered.
    func flush() throws {
        for (key, amount) in gathered where amount != Amount() {
            try scribe.run(
                """
                INSERT INTO rollup (slot, team, channel, agent, measure, count, sum)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (slot, team, channel, agent, measure)
                DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum
                """,
                key.slot,
                key.owner.team?.value ?? 0,
                key.owner.channel,
                key.owner.agent?.value ?? 0,
                key.measure.rawValue,
                amount.count,
                amount.sum
            )
            if amount.count < 0 { try removeIfEmpty(key) }
        }
        gathered.removeAll(keepingCapacity: true)
    }

    /// Forgets what was not written, when a transaction was undone.
    func forget() {
        gathered.removeAll()
    }

    private func removeIfEmpty(_ key: Key) throws {
        try scribe.run(
            """
            DELETE FROM rollup WHERE slot = ? AND team = ? AND channel = ? AND agent = ?
                AND measure = ? AND count = 0 AND sum = 0
            """,
            key.slot,
            key.owner.team?.value ?? 0,
            key.owner.channel,
            key.owner.agent?.value ?? 0,
            key.measure.rawValue
        )
    }
}

extension Int64 {
    /// The number of the quarter of an hour that a moment in milliseconds belongs to.
    var slot: Int64 {
        self >= 0 ? self / Rollup.slot : (self - Rollup.slot + 1) / Rollup.slot
    }
}

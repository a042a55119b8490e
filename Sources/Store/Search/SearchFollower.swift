import Engine
import GRDB

/// Keeps the full-text index in step with the journal, on a thread and a connection of its own.
///
/// It remembers its place in the journal, so it goes on where it was after a restart. New events
/// come first; a long backlog, as after a rebuild, is worked off behind them, newest first.
public actor SearchFollower {
    // Small enough that the writer, who waits for its turn meanwhile, hardly notices.
    private static let batch = 16

    private let queue: DatabaseQueue
    private let turn: WriterTurn
    private let executor = QueueExecutor(label: "search")

    init(queue: DatabaseQueue, turn: WriterTurn) {
        self.queue = queue
        self.turn = turn
    }

    /// The thread that it blocks.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Indexes what is new, and then a part of the backlog; true when nothing is left.
    ///
    /// To be called after commits, and again at once while it answers false.
    public func catchUp() throws -> Bool {
        guard try !isUpToDate() else { return true }
        try makeGapOfBacklog()
        while try followHead() {}
        return try !fillGap()
    }

    /// Indexes everything there is.
    public func catchUpWithAll() throws {
        while try !catchUp() {}
    }

    // Asked often, so it must not take the writer's lock.
    private func isUpToDate() throws -> Bool {
        try queue.inDatabase { db in
            let place = try SearchProgress.read(db)
            let last = try SearchProgress.lastEvent(db)
            return place.gapHigh <= place.gapLow && last <= place.head
        }
    }

    // Far behind: what is new must not wait for what is old.
    private func makeGapOfBacklog() throws {
        try write { db in
            let place = try SearchProgress.read(db)
            let last = try SearchProgress.lastEvent(db)
            guard place.gapHigh <= place.gapLow, last - place.head > 2_000 else { return }
            try SearchProgress(head: last, gapLow: place.head, gapHigh: last).write(db)
        }
    }

    // Indexes the next events; false when there were none.
    private func followHead() throws -> Bool {
        try write { db in
            var place = try SearchProgress.read(db)
            let steps = try SearchStep.fetch(
                db,
                where: "seq > ? ORDER BY seq",
                [place.head],
                limit: Self.batch
            )
            guard let last = steps.last else { return false }
            try SearchIndex(db: db).take(steps)
            place.head = last.sequence
            try place.write(db)
            return true
        }
    }

    // Indexes the newest events of the gap; false when there is no gap.
    private func fillGap() throws -> Bool {
        try write { db in
            var place = try SearchProgress.read(db)
            guard place.gapHigh > place.gapLow else { return false }
            let steps = try SearchStep.fetch(
                db,
                where: "seq > ? AND seq <= ? ORDER BY seq DESC",
                [place.gapLow, place.gapHigh],
                limit: Self.batch
            )
            try SearchIndex(db: db).take(steps)
            place.gapHigh = steps.last.map { $0.sequence - 1 } ?? place.gapLow
            try place.write(db)
            return place.gapHigh > place.gapLow
        }
    }

    private func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try queue.inDatabase { db in
            var value: Value?
            try turn.follower {
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
            }
            guard let value else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
            return value
        }
    }
}

/// Is the follower's place in the journal.
private struct SearchProgress {
    var head: Int64
    var gapLow: Int64
    var gapHigh: Int64

    static func read(_ db: Database) throws -> SearchProgress {
        let row = try Row.fetchOne(db, sql: "SELECT head, gap_low, gap_high FROM search_progress")
        guard let row else { return SearchProgress(head: 0, gapLow: 0, gapHigh: 0) }
        return SearchProgress(head: row[0], gapLow: row[1], gapHigh: row[2])
    }

    static func lastEvent(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT max(seq) FROM event") ?? 0
    }

    func write(_ db: Database) throws {
        try db.execute(
            sql:
                "INSERT OR REPLACE INTO search_progress (id, head, gap_low, gap_high) VALUES (1, ?, ?, ?)",
            arguments: [head, gapLow, gapHigh]
        )
    }
}

/// Is an event as far as the index minds.
struct SearchStep {
    var sequence: Int64
    var kind: StoredEvent.Kind?
    var session: Int64?
    var subject: Int64?

    static func fetch(
        _ db: Database,
        where condition: String,
        _ arguments: StatementArguments,
        limit: Int
    ) throws -> [SearchStep] {
        let select = try db.cachedStatement(
            sql: "SELECT seq, type, session, subject FROM event WHERE \(condition) LIMIT \(limit)"
        )
        return try Row.fetchAll(select, arguments: arguments).map { row in
            SearchStep(
                sequence: row[0],
                kind: StoredEvent.Kind(rawValue: row[1]),
                session: row[2],
                subject: row[3]
            )
        }
    }
}

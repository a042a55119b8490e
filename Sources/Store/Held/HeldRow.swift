import Engine
import Foundation
import GRDB

/// Reads and writes rows of what waits and of the quarantine.
enum HeldRow {
    /// The columns of a list, which leave out what came.
    static let listed = """
        number, kind, state, channel, received_at, quarantined_at, size, message, place, failures,
            problem, deaths, is_erased
        """

    /// All columns.
    static let whole = listed + ", method, path, query, remote_address, headers, body"

    /// Forgets a request whose events are in the books, within the journal's transaction.
    static func remove(_ scribe: Scribe, _ number: Int64) throws {
        try scribe.run("DELETE FROM held WHERE number = ?", number)
    }

    /// Reads one row.
    static func fetch(_ db: Database, _ number: Int64) throws -> HeldInput? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(whole) FROM held WHERE number = ?",
            arguments: [number]
        ).map { try HeldInput(whole: $0) }
    }

    /// Writes down what was done with an input, and by whom.
    static func log(
        _ db: Database,
        _ input: HeldInput,
        _ action: QuarantineAction,
        by actor: Actor,
        at now: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO quarantine_log (at, actor, action, number, kind, channel)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                now.milliseconds, actor.number, action.rawValue, input.id.value,
                input.kind.rawValue, input.channel.value,
            ]
        )
    }
}

/// Says what was done with an input in quarantine.
enum QuarantineAction: String {
    case retried
    case dropped
    case erased
}

extension HeldInput {
    /// Reads a row of a list.
    init(listed row: Row) throws {
        let received = Timestamp(milliseconds: row[4])
        self.init(
            id: ID(row[0]),
            kind: Kind(rawValue: row[1]) ?? .webhook,
            state: State(rawValue: row[2]) ?? .quarantined,
            channel: ID(row[3]),
            receivedAt: received,
            quarantinedAt: Timestamp(row[5] as Int64?),
            size: row[6],
            request: RawRequest(method: "", receivedAt: received),
            message: ID(column: row[7]),
            place: row[8],
            failures: row[9],
            problem: row[10],
            deaths: try JSONText.decode([PluginDeath].self, from: row[11]),
            isErased: row[12]
        )
    }

    /// Reads a whole row.
    init(whole row: Row) throws {
        try self.init(listed: row)
        request = RawRequest(
            method: row[13],
            path: row[14],
            query: row[15],
            remoteAddress: row[16],
            headers: try JSONText.decode([RawRequest.Header].self, from: row[17]),
            body: Array(row[18] as Data),
            receivedAt: receivedAt
        )
    }
}

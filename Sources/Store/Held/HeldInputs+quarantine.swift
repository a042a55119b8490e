public import Engine
import Foundation
import GRDB

extension HeldInputs {
    /// Reads what is in quarantine, newest first, from before one of them, without what came.
    public func quarantined(
        of channel: ID<Channel>? = nil,
        before id: ID<HeldRequest>? = nil,
        limit: Int
    ) async throws -> [HeldInput] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(HeldRow.listed) FROM held
                    WHERE state = 'quarantined' AND number < ? AND (? IS NULL OR channel = ?)
                    ORDER BY number DESC LIMIT ?
                    """,
                arguments: [id?.value ?? .max, channel?.value, channel?.value, limit]
            ).map { try HeldInput(listed: $0) }
        }
    }

    /// Counts what is in quarantine, by channel.
    public func quarantinedCounts() async throws -> [ID<Channel>: Int] {
        try await readers.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT channel, count(*) FROM held WHERE state = 'quarantined' GROUP BY channel
                    """
            )
            return Dictionary(
                rows.map { (ID<Channel>($0[0] as Int64), $0[1] as Int) },
                uniquingKeysWith: { _, last in last }
            )
        }
    }

    /// Reads an input in quarantine, with what came; `nil` when there is none.
    public func quarantined(_ id: ID<HeldRequest>) async throws -> HeldInput? {
        try await readers.read { try Self.quarantined($0, id) }
    }

    /// Puts an input back where it was, ahead of what came after it; its evidence stays with it.
    ///
    /// One that ends the plugin once more is back in quarantine at once. Returns it as it was;
    /// `nil` when it is not in quarantine, or its words are erased.
    public func retry(
        _ id: ID<HeldRequest>,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> HeldInput? {
        try await side.write { db in
            guard let input = try Self.quarantined(db, id), !input.isErased else { return nil }
            try db.execute(
                sql: """
                    UPDATE held SET state = ?, quarantined_at = NULL, failures = 0
                    WHERE number = ?
                    """,
                arguments: [input.kind == .webhook ? "waiting" : "watched", id.value]
            )
            try HeldRow.log(db, input, .retried, by: actor, at: now)
            return input
        }
    }

    /// Throws an input away for good.
    ///
    /// Returns it as it was; `nil` when it is not in quarantine.
    public func drop(
        _ id: ID<HeldRequest>,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> HeldInput? {
        try await side.write { db in
            guard let input = try Self.quarantined(db, id) else { return nil }
            try db.execute(sql: "DELETE FROM held WHERE number = ?", arguments: [id.value])
            try HeldRow.log(db, input, .dropped, by: actor, at: now)
            return input
        }
    }

    /// Erases the words of what has been in quarantine since before a moment; the evidence stays.
    ///
    /// Returns how many were erased.
    @discardableResult
    public func eraseWords(before moment: Timestamp, at now: Timestamp) async throws -> Int {
        try await erase(at: now, where: "quarantined_at < ?", [moment.milliseconds.databaseValue])
    }

    /// Erases the words of what names one of a contact's identities, such as a phone: what waits is
    /// removed, of what is in quarantine the evidence stays.
    ///
    /// A phone is found with and without its plus. Returns how many were erased.
    @discardableResult
    public func eraseWords(
        of identities: [ContactIdentity],
        at now: Timestamp
    ) async throws -> Int {
        var count = 0
        for identity in identities {
            let value =
                identity.value.hasPrefix("+")
                ? String(identity.value.dropFirst()) : identity.value
            guard value.utf8.count >= 4 else { continue }
            let needle = Array(value.utf8).blob
            count += try await erase(
                at: now,
                where: "(instr(body, ?) > 0 OR instr(CAST(query AS BLOB), ?) > 0)",
                [needle.databaseValue, needle.databaseValue]
            )
            try await side.write { db in
                try db.execute(
                    sql: "DELETE FROM held WHERE is_erased = 1 AND state <> 'quarantined'"
                )
            }
        }
        return count
    }

    private func erase(
        at now: Timestamp,
        where condition: String,
        _ arguments: [DatabaseValue]
    ) async throws -> Int {
        try await side.write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(HeldRow.listed) FROM held
                    WHERE is_erased = 0 AND kind = 'webhook' AND \(condition)
                    """,
                arguments: StatementArguments(arguments)
            )
            for row in rows {
                let input = try HeldInput(listed: row)
                // What the plugin printed may hold words of the contact too.
                let deaths = input.deaths.map { death in
                    var death = death
                    death.output = ""
                    return death
                }
                try db.execute(
                    sql: """
                        UPDATE held SET is_erased = 1, query = '', headers = '[]', body = x'',
                            path = '', remote_address = '', deaths = ? WHERE number = ?
                        """,
                    arguments: [try JSONText.encode(deaths), input.id.value]
                )
                try HeldRow.log(db, input, .erased, by: .system, at: now)
            }
            return rows.count
        }
    }

    private static func quarantined(_ db: Database, _ id: ID<HeldRequest>) throws -> HeldInput? {
        guard let input = try HeldRow.fetch(db, id.value), input.state == .quarantined else {
            return nil
        }
        return input
    }
}

import Engine
import GRDB

/// Reads timelines from the journal; messages as they stand now.
struct TimelineRows {
    let db: Database

    /// Reads what happened in a session, newest first, from before a place in the journal.
    func fetch(
        of session: ID<Session>,
        before sequence: Int64?,
        limit: Int
    ) throws -> [TimelineItem] {
        try fetch(
            "session = ? AND seq < ? ORDER BY seq DESC",
            [session.value, sequence ?? .max],
            limit: limit
        )
    }

    /// Reads what happened in a session, oldest first, from after a place in the journal.
    func fetch(
        of session: ID<Session>,
        after sequence: Int64,
        limit: Int
    ) throws -> [TimelineItem] {
        try fetch("session = ? AND seq > ? ORDER BY seq", [session.value, sequence], limit: limit)
    }

    private func fetch(
        _ condition: String,
        _ arguments: StatementArguments,
        limit: Int
    ) throws -> [TimelineItem] {
        let select = try db.cachedStatement(
            sql: """
                SELECT seq, at, actor, session, subject, type, version, data FROM event
                WHERE \(condition) LIMIT \(limit)
                """
        )
        return try Row.fetchAll(select, arguments: arguments).compactMap { row in
            let at = Timestamp(milliseconds: row[1])
            guard let stored = StoredEvent(row: row), let entry = try entry(stored, at) else {
                return nil
            }
            let actor = Actor(number: row[2])
            return TimelineItem(sequence: row[0], at: at, actor: actor, entry: entry)
        }
    }

    private func entry(_ stored: StoredEvent, _ at: Timestamp) throws -> TimelineItem.Entry? {
        if stored.kind == .messageAdded || stored.kind == .messageAdopted {
            return try MessageRow.fetch(db, stored.subject ?? 0).map(TimelineItem.Entry.message)
        }
        switch try EventReader(db: db).event(stored, at: at) {
        case .sessionOpened(let session): return .opened(session)
        case .legChanged(_, let ended, let began): return .legChanged(ended: ended, began: began)
        case .sessionClosed(_, let ended, let outcome):
            return .closed(ended: ended, outcome: outcome)
        case .noteAdded(let note): return .note(note)
        case .tagAdded(_, let tag): return .tagAdded(tag)
        case .tagRemoved(_, let tag): return .tagRemoved(tag)
        case .sessionReopened(let session): return .reopened(session)
        case .sessionWarned: return .warned
        case .flowMoved(_, let move): return .flowMoved(move.position)
        case .automationCut: return .automationCut
        case .dispositionSet(_, let chosen): return .classified(chosen)
        case .ratingAsked: return .ratingAsked
        case .rated(_, let stars): return .rated(stars)
        default: return nil
        }
    }
}

extension StoredEvent {
    /// Reads an event from its row: session, subject, type, version and data from the fourth
    /// column on; `nil` for a kind that this program does not know.
    init?(row: Row) {
        guard let kind = Kind(rawValue: row[5]) else { return nil }
        self.init(kind: kind, session: row[3], subject: row[4], version: row[6], data: row[7])
    }
}

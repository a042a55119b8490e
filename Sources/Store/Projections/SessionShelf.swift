import Engine
import GRDB

/// Keeps the open sessions that a journal has touched, and writes each once a transaction.
final class SessionShelf {
    private var rows: [ID<Session>: SessionRow] = [:]
    private var changed: Set<ID<Session>> = []

    /// Puts a new session on the shelf; its row is written at once.
    func add(_ row: SessionRow, _ db: Database) throws {
        try row.insert(db)
        rows[row.session.id] = row
        changed.insert(row.session.id)
    }

    /// Changes a session, if there is one.
    func change(
        _ id: ID<Session>,
        _ db: Database,
        by body: (inout SessionRow) throws -> Void
    ) throws {
        guard var row = try rows.removeValue(forKey: id) ?? SessionRow.fetch(db, id) else { return }
        try body(&row)
        rows[id] = row
        changed.insert(id)
    }

    /// Writes what changed; closed sessions leave the shelf.
    func flush(_ db: Database) throws {
        for id in changed {
            guard let row = rows[id] else { continue }
            try row.update(db)
            if row.session.phase == .closed { rows[id] = nil }
        }
        changed.removeAll(keepingCapacity: true)
    }

    /// Forgets everything, when a transaction was undone.
    func forget() {
        rows.removeAll()
        changed.removeAll()
    }
}

import Engine
import GRDB

/// Reads and writes the words of a session that can be erased: its thread and its variables.
enum SessionWords {
    /// Writes the words of a session that began.
    static func put(_ scribe: Scribe, _ session: Session) throws {
        if !session.thread.isEmpty {
            try scribe.run(
                "INSERT OR REPLACE INTO session_thread (session, name) VALUES (?, ?)",
                session.id,
                session.thread
            )
        }
        try put(scribe, session.id.value, session.variables)
    }

    /// Writes variables; one that is there is changed.
    static func put(_ scribe: Scribe, _ session: Int64, _ variables: [String: String]) throws {
        for (name, value) in variables {
            try scribe.run(
                "INSERT OR REPLACE INTO session_variable (session, name, value) VALUES (?, ?, ?)",
                session,
                name,
                value
            )
        }
    }

    /// Reads a session's thread; empty for none.
    static func thread(_ db: Database, _ session: Int64) throws -> String {
        let select = try db.cachedStatement(
            sql: "SELECT name FROM session_thread WHERE session = ?"
        )
        return try String.fetchOne(select, arguments: [session]) ?? ""
    }

    /// Reads a session's variables.
    static func variables(_ db: Database, _ session: Int64) throws -> [String: String] {
        let select = try db.cachedStatement(
            sql: "SELECT name, value FROM session_variable WHERE session = ?"
        )
        var variables: [String: String] = [:]
        for row in try Row.fetchAll(select, arguments: [session]) { variables[row[0]] = row[1] }
        return variables
    }
}

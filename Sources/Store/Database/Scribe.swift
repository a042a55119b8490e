import GRDB
import GRDBSQLite

/// Runs the statements of one writing connection: each prepared once, its values bound by place.
///
/// The journal writes half a dozen rows a message, thousands of times a second. GRDB's own way boxes
/// each value and finds each statement by its text; here a statement is found by the place of its
/// literal in the program. Everything else about the connection is GRDB's.
///
/// It is used where the connection may be: on its queue.
final class Scribe {
    /// The connection, for what is not hot.
    let db: Database

    private var statements: [UnsafePointer<UInt8>: Statement] = [:]

    /// Creates a scribe for a connection.
    init(db: Database) {
        self.db = db
    }

    /// Runs a statement that gives no rows.
    func run<each Value: Bindable>(_ sql: StaticString, _ values: repeat each Value) throws {
        let statement = try prepared(sql)
        defer { reset(statement) }
        var place: Int32 = 0
        for value in repeat each values {
            place += 1
            try check(value.bind(to: statement, at: place))
        }
        try check(sqlite3_step(statement))
    }

    /// Reads the first row that a query gives.
    func first<Result, each Value: Bindable>(
        _ sql: StaticString,
        _ values: repeat each Value,
        read: (Columns) throws -> Result
    ) throws -> Result? {
        let statement = try prepared(sql)
        defer { reset(statement) }
        var place: Int32 = 0
        for value in repeat each values {
            place += 1
            try check(value.bind(to: statement, at: place))
        }
        let code = sqlite3_step(statement)
        guard code == SQLITE_ROW else {
            try check(code)
            return nil
        }
        return try read(Columns(statement: statement))
    }

    /// Reads every row that a query gives.
    func all<Result, each Value: Bindable>(
        _ sql: StaticString,
        _ values: repeat each Value,
        read: (Columns) throws -> Result
    ) throws -> [Result] {
        let statement = try prepared(sql)
        defer { reset(statement) }
        var place: Int32 = 0
        for value in repeat each values {
            place += 1
            try check(value.bind(to: statement, at: place))
        }
        var results: [Result] = []
        while true {
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                try check(code)
                return results
            }
            results.append(try read(Columns(statement: statement)))
        }
    }

    /// The key of the row that was added last.
    var lastRow: Int64 { sqlite3_last_insert_rowid(db.sqliteConnection) }

    private func prepared(_ sql: StaticString) throws -> OpaquePointer {
        if let known = statements[sql.utf8Start] { return known.sqliteStatement }
        let statement = try db.makeStatement(sql: sql.description)
        statements[sql.utf8Start] = statement
        return statement.sqliteStatement
    }

    // Bound texts are the statement's own copies; a statement left in its row would hold a lock.
    private func reset(_ statement: OpaquePointer) {
        sqlite3_reset(statement)
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK, code != SQLITE_DONE, code != SQLITE_ROW else { return }
        let words = db.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: words)
    }
}

import Engine
import GRDBSQLite

/// Is a row of the scribe's, to be read at once: it is gone with the next step.
struct Columns {
    fileprivate let statement: OpaquePointer

    init(statement: OpaquePointer) {
        self.statement = statement
    }

    /// Reads a number; 0 for NULL.
    subscript(place: Int32) -> Int64 { sqlite3_column_int64(statement, place) }

    /// Reads a truth; false for NULL.
    subscript(place: Int32) -> Bool { sqlite3_column_int64(statement, place) != 0 }

    /// Reads a text; empty for NULL.
    subscript(place: Int32) -> String {
        guard let start = sqlite3_column_text(statement, place) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, place))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Reads a number that may be missing.
    subscript(place: Int32) -> Int64? {
        isNull(place) ? nil : sqlite3_column_int64(statement, place)
    }

    /// Reads a text that may be missing.
    subscript(place: Int32) -> String? {
        isNull(place) ? nil : self[place] as String
    }

    private func isNull(_ place: Int32) -> Bool {
        sqlite3_column_type(statement, place) == SQLITE_NULL
    }
}

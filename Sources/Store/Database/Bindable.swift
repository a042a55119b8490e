import Engine
import GRDBSQLite

/// Is what a statement of the scribe's can take as a value.
protocol Bindable {
    /// Binds the value at a place, from 1 on; returns SQLite's code.
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32
}

extension Int64: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, self)
    }
}

extension Int32: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, Int64(self))
    }
}

extension Int: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, Int64(self))
    }
}

extension Bool: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, self ? 1 : 0)
    }
}

extension Double: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_double(statement, place, self)
    }
}

extension String: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // An empty buffer may have no address, which SQLite would take for NULL.
            guard let start = bytes.baseAddress else {
                return sqlite3_bind_text(statement, place, "", 0, copied)
            }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                sqlite3_bind_text(statement, place, start, Int32(bytes.count), copied)
            }
        }
    }
}

extension [UInt8]: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else {
                return sqlite3_bind_zeroblob(statement, place, 0)
            }
            return sqlite3_bind_blob(statement, place, start, Int32(bytes.count), copied)
        }
    }
}

extension ID: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, value)
    }
}

extension Timestamp: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, milliseconds)
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    @inline(__always)
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        guard let self else { return sqlite3_bind_null(statement, place) }
        return self.bind(to: statement, at: place)
    }
}

/// Makes SQLite copy what is bound: its macro SQLITE_TRANSIENT, a cast of -1, is not imported.
var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

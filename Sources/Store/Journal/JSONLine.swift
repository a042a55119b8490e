import GRDBSQLite

/// Writes the small JSON objects of the journal's busiest events, many times as fast as an encoder.
///
/// For numbers and words of our own alone: nothing is escaped.
struct JSONLine {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    init() {
        bytes.reserveCapacity(256)
    }

    /// Adds a number, where there is one.
    mutating func add(_ name: StaticString, _ value: Int64?) {
        guard let value else { return }
        begin(name)
        append(value)
    }

    /// Adds a truth.
    mutating func add(_ name: StaticString, _ value: Bool) {
        begin(name)
        append(value ? "true" : "false")
    }

    /// Adds a word that needs no escaping, such as a case's name.
    mutating func add(_ name: StaticString, plain value: String?) {
        guard let value else { return }
        begin(name)
        bytes.append(quote)
        bytes.append(contentsOf: value.utf8)
        bytes.append(quote)
    }

    /// Adds a list of numbers.
    mutating func add(_ name: StaticString, _ values: some Collection<Int64>) {
        begin(name)
        bytes.append(UInt8(ascii: "["))
        for value in values {
            if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
            append(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Adds an object.
    mutating func add(_ name: StaticString, object body: (inout JSONLine) -> Void) {
        begin(name)
        bytes.append(UInt8(ascii: "{"))
        body(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// The object.
    var json: JSONBytes { JSONBytes(bytes: bytes + [UInt8(ascii: "}")]) }

    private mutating func begin(_ name: StaticString) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        bytes.append(quote)
        append(name)
        bytes.append(quote)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    // No number of ours is the least of all, which has no counterpart above zero.
    private mutating func append(_ value: Int64) {
        guard value >= 0 else {
            bytes.append(UInt8(ascii: "-"))
            return append(-max(value, -.max))
        }
        let start = bytes.count
        var rest = value
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}

private let quote = UInt8(ascii: "\"")

/// Is JSON as a column takes it.
struct JSONBytes: Bindable, Equatable {
    var bytes: [UInt8]

    /// An object without members.
    static let empty = JSONBytes(bytes: Array("{}".utf8))

    /// Creates it from a text.
    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    fileprivate init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return SQLITE_MISUSE }
            return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start in
                sqlite3_bind_text(statement, place, start, Int32(buffer.count), copied)
            }
        }
    }
}

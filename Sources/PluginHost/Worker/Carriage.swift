/// Carries values across the border between two processes.
///
/// One function of each type names its fields, and serves for both directions: it writes them or reads
/// them, in the same order. Numbers are little-endian, texts are UTF-8 with their length before them.
/// What is read comes from a process that may say anything: every length is checked against what is
/// there before memory is taken for it.
struct Carriage {
    /// What is written, or is being read.
    private(set) var bytes: [UInt8]
    private(set) var place = 0
    /// Whether fields are read; they are written otherwise.
    let isReading: Bool

    /// Begins to write.
    init() {
        bytes = []
        isReading = false
    }

    /// Begins to read.
    init(reading bytes: [UInt8]) {
        self.bytes = bytes
        isReading = true
    }

    /// How many bytes are left to read.
    var remaining: Int { bytes.count - place }

    /// Checks that everything was read.
    func end() throws(CarriageError) {
        guard remaining == 0 else { throw CarriageError("\(remaining) bytes too many") }
    }

    // MARK: Numbers

    mutating func carry<Number: FixedWidthInteger & BitwiseCopyable>(
        _ value: inout Number
    ) throws(CarriageError) {
        if isReading {
            value = Number(littleEndian: try load(Number.self))
        } else {
            store(value.littleEndian)
        }
    }

    mutating func carry(_ value: inout Double) throws(CarriageError) {
        var bits = value.bitPattern
        try carry(&bits)
        if isReading { value = Double(bitPattern: bits) }
    }

    mutating func carry(_ value: inout Bool) throws(CarriageError) {
        var byte: UInt8 = value ? 1 : 0
        try carry(&byte)
        guard byte <= 1 else { throw CarriageError("\(byte) is no truth") }
        if isReading { value = byte == 1 }
    }

    /// Carries a value of a closed set.
    mutating func carry<Choice: RawRepresentable>(_ value: inout Choice) throws(CarriageError)
    where Choice.RawValue: FixedWidthInteger & BitwiseCopyable {
        var raw = value.rawValue
        try carry(&raw)
        guard isReading else { return }
        guard let choice = Choice(rawValue: raw) else {
            throw CarriageError("\(raw) is no \(Choice.self)")
        }
        value = choice
    }

    // MARK: Texts and bytes

    mutating func carry(_ value: inout String) throws(CarriageError) {
        if isReading {
            let count = try count(of: 1)
            let text = bytes.withUnsafeBufferPointer { buffer in
                String(decoding: buffer[place..<place + count], as: UTF8.self)
            }
            value = text
            place += count
        } else {
            value.makeContiguousUTF8()
            store(UInt32(clamping: value.utf8.count).littleEndian)
            bytes.append(contentsOf: value.utf8)
        }
    }

    mutating func carry(_ value: inout [UInt8]) throws(CarriageError) {
        if isReading {
            let count = try count(of: 1)
            value = Array(bytes[place..<place + count])
            place += count
        } else {
            store(UInt32(clamping: value.count).littleEndian)
            bytes.append(contentsOf: value)
        }
    }

    /// Carries plain numbers at once.
    mutating func carry<Number: FixedWidthInteger & BitwiseCopyable>(
        plain values: inout [Number]
    ) throws(CarriageError) {
        if isReading {
            let size = MemoryLayout<Number>.size
            let count = try count(of: size)
            let start = place
            let read = [Number](unsafeUninitializedCapacity: count) { room, used in
                bytes.withUnsafeBytes { source in
                    UnsafeMutableRawBufferPointer(room)
                        .copyMemory(
                            from: UnsafeRawBufferPointer(
                                rebasing: source[start..<start + count * size]
                            )
                        )
                }
                used = count
            }
            values = read
            place += count * size
        } else {
            store(UInt32(clamping: values.count).littleEndian)
            values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
    }

    // MARK: Values

    mutating func carry<Value: Carried>(_ value: inout Value) throws {
        try value.carry(in: &self)
    }

    mutating func carry<Value: Carried>(_ values: inout [Value]) throws {
        if isReading {
            let count = try count(of: 1)
            var read: [Value] = []
            read.reserveCapacity(min(count, 4_096))
            for _ in 0..<count {
                var value = Value.blank
                try value.carry(in: &self)
                read.append(value)
            }
            values = read
        } else {
            store(UInt32(clamping: values.count).littleEndian)
            for index in values.indices { try values[index].carry(in: &self) }
        }
    }

    mutating func carry<Value: Carried>(_ value: inout Value?) throws {
        var isThere = value != nil
        try carry(&isThere)
        guard isThere else {
            value = nil
            return
        }
        var some = value ?? .blank
        try some.carry(in: &self)
        if isReading { value = some }
    }

    mutating func carry(_ value: inout String?) throws {
        var isThere = value != nil
        try carry(&isThere)
        guard isThere else {
            value = nil
            return
        }
        var some = value ?? ""
        try carry(&some)
        if isReading { value = some }
    }

    mutating func carry(_ value: inout [UInt8]?) throws {
        var isThere = value != nil
        try carry(&isThere)
        guard isThere else {
            value = nil
            return
        }
        var some = value ?? []
        try carry(&some)
        if isReading { value = some }
    }

    mutating func carry<Number: FixedWidthInteger & BitwiseCopyable>(
        _ value: inout Number?
    ) throws {
        var isThere = value != nil
        try carry(&isThere)
        guard isThere else {
            value = nil
            return
        }
        var some = value ?? 0
        try carry(&some)
        if isReading { value = some }
    }

    mutating func carry(_ values: inout [String]) throws {
        if isReading {
            let count = try count(of: 4)
            var read: [String] = []
            read.reserveCapacity(count)
            for _ in 0..<count {
                var text = ""
                try carry(&text)
                read.append(text)
            }
            values = read
        } else {
            store(UInt32(clamping: values.count).littleEndian)
            for index in values.indices { try carry(&values[index]) }
        }
    }

    /// Writes a value.
    mutating func write<Value: Carried>(_ value: Value) throws {
        var value = value
        try value.carry(in: &self)
    }

    /// Reads a value.
    mutating func read<Value: Carried>(_ type: Value.Type = Value.self) throws -> Value {
        var value = Value.blank
        try value.carry(in: &self)
        return value
    }

    // MARK: Bytes as they are

    /// Carries which case of a value follows.
    mutating func tag(_ tag: UInt8) throws(CarriageError) -> UInt8 {
        var tag = tag
        try carry(&tag)
        return tag
    }

    private mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    private mutating func load<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(CarriageError) -> Number {
        let size = MemoryLayout<Number>.size
        guard remaining >= size else { throw .short }
        let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: type) }
        place += size
        return number
    }

    /// Reads a count of elements of at least `size` bytes each.
    private mutating func count(of size: Int) throws(CarriageError) -> Int {
        let count = Int(UInt32(littleEndian: try load(UInt32.self)))
        guard count <= remaining / size else { throw .short }
        return count
    }
}

/// Is a value that can cross the border between two processes.
protocol Carried {
    /// A value whose fields are about to be read.
    static var blank: Self { get }

    /// Writes the fields, or reads them.
    mutating func carry(in carriage: inout Carriage) throws
}

/// Says that what the other process sent is not what it should be.
struct CarriageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static let short = CarriageError("it ends too early")
}

import CPluginABI
import Foundation

/// Reads what a plugin passes, and trusts none of it.
enum Limit {
    static let key = 1_024
    static let label = 4 << 10
    static let text = 1 << 20
    static let inline = 16 << 20
    static let attachments = 64
    static let identities = 32
    static let options = 64
    static let events = 10_000
    static let eventBytes = 64 << 20
    static let cells = 256
    static let operations = 100_000
    static let points = 4_096
    static let headers = 128
}

extension cnx_str {
    /// Copies a text; throws when it is too long, no UTF-8 or contains U+0000.
    func text(
        _ field: @autoclosure () -> String,
        _ maximum: Int = Limit.label
    ) throws(Unfit) -> String {
        guard len != 0 else { return "" }
        guard UInt(bitPattern: len) <= UInt(maximum) else {
            throw .limit("\(field()) is longer than \(maximum) bytes")
        }
        guard let ptr else { throw .argument("\(field()) has a length but no text") }
        let bytes = UnsafeRawBufferPointer(start: ptr, count: len)
        guard let text = String(twoByte: bytes) ?? String(validating: bytes, as: UTF8.self) else {
            throw .argument("\(field()) is not valid UTF-8")
        }
        guard memchr(ptr, 0, len) == nil else { throw .argument("\(field()) contains U+0000") }
        return text
    }

    /// Copies a text that is a key or an id.
    func key(_ field: @autoclosure () -> String) throws(Unfit) -> String {
        try text(field(), Limit.key)
    }

    /// Copies a text that must be there.
    func required(_ field: @autoclosure () -> String) throws(Unfit) -> String {
        let value = try key(field())
        guard !value.isEmpty else { throw .argument("\(field()) is missing") }
        return value
    }

    /// Copies a JSON text, which must be an object (or an array, if allowed) when it is there.
    func json(
        _ field: @autoclosure () -> String,
        array: Bool = false
    ) throws(Unfit) -> String {
        let value = try text(field(), Limit.text)
        guard !value.isEmpty else { return "" }
        let parsed = try? JSONSerialization.jsonObject(with: Data(value.utf8))
        guard parsed is [String: Any] || (array && parsed is [Any]) else {
            throw .argument("\(field()) is not a JSON \(array ? "value" : "object")")
        }
        return value
    }
}

extension cnx_bytes {
    /// Copies bytes.
    func copy(
        _ field: @autoclosure () -> String,
        _ maximum: Int = Limit.inline
    ) throws(Unfit) -> [UInt8] {
        guard len != 0 else { return [] }
        guard UInt(bitPattern: len) <= UInt(maximum) else {
            throw .limit("\(field()) is longer than \(maximum) bytes")
        }
        guard let ptr else { throw .argument("\(field()) has a length but no bytes") }
        return [UInt8](UnsafeBufferPointer(start: ptr, count: len))
    }
}

extension Double {
    /// A length in points, greater than zero and at most 200 inches.
    func length(_ field: @autoclosure () -> String) throws(Unfit) -> Double {
        guard self > 0, self <= 14_400 else { throw .argument("\(field()) is \(self)") }
        return self
    }

    /// A finite number.
    func finite(_ field: @autoclosure () -> String) throws(Unfit) -> Double {
        guard isFinite else { throw .argument("\(field()) is not a number") }
        return self
    }
}

/// Copies the parts of an array.
func read<Part, Value>(
    _ start: UnsafePointer<Part>?,
    _ count: Int,
    _ field: String,
    _ maximum: Int,
    _ part: (Part, Int) throws -> Value
) throws -> [Value] {
    guard count != 0 else { return [] }
    guard count > 0, count <= maximum else {
        throw Unfit.limit("\(field) has \(UInt(bitPattern: count)) parts, at most \(maximum)")
    }
    guard let start else { throw Unfit.argument("\(field) has a count but no parts") }
    guard UInt(bitPattern: start) % UInt(MemoryLayout<Part>.alignment) == 0 else {
        throw Unfit.argument("\(field) is not aligned")
    }
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(try part(start[index], index)) }
    return values
}

/// Copies a struct that was passed by pointer, after a look at its size.
func read<Struct>(
    _ pointer: UnsafePointer<Struct>?,
    _ name: String
) throws(Unfit) -> Struct {
    guard let pointer else { throw .argument("\(name) is NULL") }
    guard UInt(bitPattern: pointer) % UInt(MemoryLayout<Struct>.alignment) == 0 else {
        throw .argument("\(name) is not aligned")
    }
    let told = UnsafeRawPointer(pointer).load(as: UInt32.self)
    guard told >= MemoryLayout<Struct>.size else {
        throw .argument("\(name).size is \(told), not \(MemoryLayout<Struct>.size)")
    }
    return pointer.pointee
}

/// Copies names with their values.
func read(_ start: UnsafePointer<cnx_pair>?, _ count: Int, _ field: String) throws
    -> [(name: String, value: String)]
{
    try read(start, count, field, Limit.headers) { pair, index in
        (
            name: try pair.name.key("\(field)[\(index)].name"),
            value: try pair.value.text("\(field)[\(index)].value", 64 << 10)
        )
    }
}

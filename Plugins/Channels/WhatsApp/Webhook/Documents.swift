import Foundation

/// Splits a body into the JSON documents that stand one after the other in it.
///
/// A body has one. Bodies with two have been seen: what is readable in them is read.
struct Documents {
    /// The documents that could be read, in order.
    private(set) var values: [JSON] = []

    /// How many pieces of the body could not be read.
    private(set) var unreadable = 0

    init(_ body: [UInt8]) {
        if let whole = try? JSONDecoder().decode(JSON.self, from: Data(body)) {
            values = [whole]
            return
        }
        var start: Int?
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in body.enumerated() {
            if isQuoted {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 0 { start = index }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else {
                    unreadable += 1
                    continue
                }
                depth -= 1
                if depth == 0, let first = start {
                    read(body[first...index])
                    start = nil
                }
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                continue
            default:
                if depth == 0 { unreadable += 1 }
            }
        }
        if depth > 0 || isQuoted { unreadable += 1 }
    }

    private mutating func read(_ piece: ArraySlice<UInt8>) {
        if let value = try? JSONDecoder().decode(JSON.self, from: Data(piece)) {
            values.append(value)
        } else {
            unreadable += 1
        }
    }
}

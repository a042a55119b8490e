import CPluginABI
@_spi(Reflection) import Swift

/// Makes structs of the ABI out of bytes: as hostile as memory that is there can be.
///
/// Numbers are whatever the bytes say. A text may lie about its length only where the length alone is
/// enough to refuse it; arrays are exactly as long as they say, so that reading past one is found.
final class HostileBytes {
    private let bytes: [UInt8]
    private var place = 0
    private var memory: [UnsafeMutableRawPointer] = []

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

    deinit {
        for piece in memory { piece.deallocate() }
    }

    func next() -> UInt8 {
        guard place < bytes.count else { return 0 }
        defer { place += 1 }
        return bytes[place]
    }

    /// Takes memory that is as large as it has to be.
    func take(_ count: Int, alignment: Int = 8) -> UnsafeMutableRawPointer {
        let piece = UnsafeMutableRawPointer.allocate(byteCount: max(1, count), alignment: alignment)
        memory.append(piece)
        return piece
    }

    /// Makes a struct.
    func make<Struct>(_ type: Struct.Type, depth: Int = 0) -> Struct {
        let piece = take(MemoryLayout<Struct>.stride, alignment: MemoryLayout<Struct>.alignment)
        fill(piece, type, depth: depth)
        return piece.load(as: Struct.self)
    }

    /// Fills the memory of a struct, field by field.
    func fill<Struct>(_ piece: UnsafeMutableRawPointer, _ type: Struct.Type, depth: Int) {
        for offset in 0..<MemoryLayout<Struct>.stride {
            piece.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self)
        }
        let fields = Fields.of(type)
        for field in fields.list {
            let target = piece + field.offset
            if field.type == cnx_str.self || field.type == cnx_bytes.self {
                text(target)
            } else if let pointer = field.type as? any Pointing.Type {
                guard let count = fields.count(of: field.name), depth < 3 else { continue }
                array(pointer, target, piece + count, depth)
            } else if !field.name.hasPrefix("n_") {
                // A number, or a struct within the struct.
                func fill<Part>(_ type: Part.Type) { part(target, type, depth) }
                _openExistential(field.type, do: fill)
            }
        }
    }

    /// A number: small ones often, since most limits are small.
    private func number(_ target: UnsafeMutableRawPointer, _ size: Int) {
        let kind = next()
        guard kind % 4 != 0 else { return }
        let count = kind % 4 == 1 ? 1 : size
        for offset in 0..<count {
            target.storeBytes(of: next(), toByteOffset: offset, as: UInt8.self)
        }
    }

    private func text(_ target: UnsafeMutableRawPointer) {
        let kind = next()
        var start: UnsafeMutableRawPointer?
        var count = 0
        switch kind % 8 {
        case 0: break
        case 1: count = 5
        case 2:
            start = take(1)
            count = -1 - Int(next())
        case 3:
            start = take(1)
            count = .max
        default:
            count = Int(next())
            let piece = take(count, alignment: 1)
            for offset in 0..<count {
                piece.storeBytes(of: next(), toByteOffset: offset, as: UInt8.self)
            }
            start = piece
        }
        target.storeBytes(of: start, as: UnsafeMutableRawPointer?.self)
        (target + 8).storeBytes(of: count, as: Int.self)
    }

    private func array(
        _ pointer: any Pointing.Type,
        _ target: UnsafeMutableRawPointer,
        _ countTarget: UnsafeMutableRawPointer,
        _ depth: Int
    ) {
        let kind = next()
        var start: UnsafeMutableRawPointer?
        var count = 0
        switch kind % 8 {
        case 0, 1: break
        case 2: count = 3
        case 3:
            start = take(1)
            count = -1 - Int(next())
        case 4:
            start = take(1)
            count = .max
        case 5:
            start = take(16, alignment: 16) + 1
            count = 1
        default:
            count = Int(next() % 5)
            start = pointer.fill(count, self, depth + 1)
        }
        target.storeBytes(of: start, as: UnsafeMutableRawPointer?.self)
        countTarget.storeBytes(of: count, as: Int.self)
    }
}

/// Is a pointer to parts.
protocol Pointing {
    static func fill(_ count: Int, _ bytes: HostileBytes, _ depth: Int) -> UnsafeMutableRawPointer
}

extension Optional: Pointing where Wrapped: Pointing {
    static func fill(_ count: Int, _ bytes: HostileBytes, _ depth: Int) -> UnsafeMutableRawPointer {
        Wrapped.fill(count, bytes, depth)
    }
}

extension UnsafePointer: Pointing {
    static func fill(_ count: Int, _ bytes: HostileBytes, _ depth: Int) -> UnsafeMutableRawPointer {
        let stride = MemoryLayout<Pointee>.stride
        let start = bytes.take(count * stride, alignment: MemoryLayout<Pointee>.alignment)
        for index in 0..<count { bytes.part(start + index * stride, Pointee.self, depth) }
        return start
    }
}

extension HostileBytes {
    /// Fills one part of an array: a struct, a text or a number.
    fileprivate func part<Part>(_ piece: UnsafeMutableRawPointer, _ type: Part.Type, _ depth: Int) {
        if type == cnx_str.self || type == cnx_bytes.self {
            text(piece)
        } else if Fields.of(type).list.isEmpty {
            piece.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<Part>.stride)
            number(piece, MemoryLayout<Part>.size)
        } else {
            fill(piece, type, depth: depth)
        }
    }
}

/// Is the list of a struct's fields, found once.
final class Fields {
    struct Field {
        let name: String
        let offset: Int
        let type: Any.Type
    }

    private(set) var list: [Field] = []
    private var counts: [String: Int] = [:]

    // The fuzzer calls from one thread.
    nonisolated(unsafe) private static var known: [ObjectIdentifier: Fields] = [:]

    static func of<Struct>(_ type: Struct.Type) -> Fields {
        if let fields = known[ObjectIdentifier(type)] { return fields }
        let fields = Fields(type)
        known[ObjectIdentifier(type)] = fields
        return fields
    }

    private init<Struct>(_ type: Struct.Type) {
        guard Struct.self != Double.self, !(type is any FixedWidthInteger.Type) else { return }
        var list: [Field] = []
        _ = _forEachField(of: type, options: []) { name, offset, type, _ in
            list.append(Field(name: String(cString: name), offset: offset, type: type))
            return true
        }
        self.list = list
        for field in list where field.name.hasPrefix("n_") {
            counts[String(field.name.dropFirst(2))] = field.offset
        }
    }

    /// Where the count of an array stands.
    func count(of name: String) -> Int? { counts[name] }
}

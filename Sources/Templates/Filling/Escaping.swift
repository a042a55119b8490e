/// Writes text so that HTML reads it as text, in elements and in quoted attributes alike.
enum Escaping {
    private typealias Wide = SIMD16<UInt8>

    /// The longest that one byte can become.
    private static let longest = 6

    /// How far beyond its end a writer may write, in whole words.
    private static let slack = 8

    static func escaped(_ text: String) -> [UInt8] {
        var output = Output(capacity: text.utf8.count + 16)
        write(text, into: &output)
        return output.withBytes { Array($0) }
    }

    @inline(__always)
    static func write(_ text: String, into output: inout Output) {
        text.withBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            output.extend(atMost: bytes.count * longest + slack) {
                escape(start, bytes.count, to: $0)
            }
        }
    }

    /// Copies sixteen bytes at once and looks whether one of them needs care; nearly none does.
    @inline(__always)
    private static func escape(
        _ start: UnsafePointer<UInt8>,
        _ count: Int,
        to first: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var source = UnsafeRawPointer(start)
        var left = count
        var target = UnsafeMutableRawPointer(first)
        while left >= 16 {
            let wide = source.loadUnaligned(as: Wide.self)
            if needsCare(wide) {
                target = carefully(source, 16, to: target)
            } else {
                target.storeBytes(of: wide, as: Wide.self)
                target += 16
            }
            source += 16
            left -= 16
        }
        if left >= 8 {
            let low = source.loadUnaligned(as: UInt64.self)
            let high = source.loadUnaligned(fromByteOffset: left - 8, as: UInt64.self)
            guard !needsCare(unsafeBitCast(SIMD2(low, high), to: Wide.self)) else {
                return done(carefully(source, left, to: target))
            }
            target.storeBytes(of: low, as: UInt64.self)
            target.storeBytes(of: high, toByteOffset: left - 8, as: UInt64.self)
            return done(target + left)
        }
        if left >= 4 {
            let low = source.loadUnaligned(as: UInt32.self)
            let high = source.loadUnaligned(fromByteOffset: left - 4, as: UInt32.self)
            guard !needsCare(unsafeBitCast(SIMD4(low, low, high, high), to: Wide.self)) else {
                return done(carefully(source, left, to: target))
            }
            target.storeBytes(of: low, as: UInt32.self)
            target.storeBytes(of: high, toByteOffset: left - 4, as: UInt32.self)
            return done(target + left)
        }
        return done(carefully(source, left, to: target))
    }

    @inline(__always)
    private static func done(_ end: UnsafeMutableRawPointer) -> UnsafeMutablePointer<UInt8> {
        end.assumingMemoryBound(to: UInt8.self)
    }

    /// Tells whether one of sixteen bytes may need escaping; it errs for tabs and line breaks.
    @inline(__always)
    private static func needsCare(_ bytes: Wide) -> Bool {
        let brackets = bytes & Wide(repeating: 0xFD) .== Wide(repeating: 0x3C)
        let others = bytes & Wide(repeating: 0xFE) .== Wide(repeating: 0x26)
        let quotes = bytes .== Wide(repeating: 0x22)
        let controls = bytes .< Wide(repeating: 0x0E)
        let all = unsafeBitCast(brackets .| others .| quotes .| controls, to: SIMD2<UInt64>.self)
        return all.x | all.y != 0
    }

    /// Writes eight bytes for each and goes on by as many as count: nothing depends on what a byte is.
    @inline(never)
    private static func carefully(
        _ source: UnsafeRawPointer,
        _ count: Int,
        to first: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        var target = first
        spellings.withUnsafeBufferPointer { spellings in
            for index in 0..<count {
                let byte = source.load(fromByteOffset: index, as: UInt8.self)
                let spelling = spellings[Int(byte)]
                target.storeBytes(of: spelling, as: UInt64.self)
                target += Int(spelling &>> 56)
            }
        }
        return target
    }

    /// What each byte becomes: the bytes from the lowest on, and in the highest how many they are.
    private static let spellings: [UInt64] = (UInt8.min...UInt8.max).map { byte in
        let name = name(of: byte).map { $0.description.utf8.map { UInt64($0) } }
        let bytes = name ?? [UInt64(byte)]
        return bytes.reversed().reduce(0) { $0 << 8 | $1 } | UInt64(bytes.count) << 56
    }

    private static func name(of byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // A browser would make a line break of it.
        case 0x0D: "&#13;"
        // No document may hold it.
        case 0x00: "\u{FFFD}"
        default: nil
        }
    }
}

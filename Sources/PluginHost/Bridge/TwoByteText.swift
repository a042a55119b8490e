extension String {
    /// Copies UTF-8 whose letters take at most two bytes, as those of most alphabets do.
    ///
    /// `nil` says only that this could not tell: the library's own, slower check decides then, which looks at every
    /// byte for itself and took half of the time of a long webhook.
    init?(twoByte bytes: UnsafeRawBufferPointer) {
        guard bytes.isTwoByteUTF8 else { return nil }
        self.init(copying: UTF8Span(unchecked: Span(_unsafeBytes: bytes)))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var isTwoByteUTF8: Bool {
        let width = MemoryLayout<UInt64>.size
        guard count > width, let start = baseAddress else { return allSatisfy { $0 < 0x80 } }
        // A word is compared with the word that starts a byte before it: none waits for another, so the compiler can
        // take several at once, as long as nothing in the loop can trap.
        var faults = start.word(0).faults(after: start.word(0) << 8)
        let last = count - width
        var offset = width
        while offset <= last {
            faults |= start.word(offset).faults(after: start.word(offset &- 1))
            offset &+= width
        }
        faults |= start.word(last).faults(after: start.word(last - 1))
        return faults == 0 && !self[count - 1].isLead
    }
}

extension UnsafeRawPointer {
    fileprivate func word(_ offset: Int) -> UInt64 {
        loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}

extension UInt8 {
    /// Whether the byte opens a letter of several.
    fileprivate var isLead: Bool { self & 0xC0 == 0xC0 }
}

extension UInt64 {
    private static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// The top bits of those of eight bytes that open a letter of several.
    private var leads: UInt64 { self & (self << 1) & Self.tops }

    /// The top bits of those of eight bytes that no letter of one or two bytes has there; `before` has the bytes in
    /// front of each.
    fileprivate func faults(after before: UInt64) -> UInt64 {
        let continuing = self & ~(self << 1) & Self.tops
        let misplaced = continuing ^ before.leads
        let longer = leads & (self << 2)
        // C0 and C1 would open a letter that one byte can tell.
        let overlong = leads & ~((self & 0x1E1E_1E1E_1E1E_1E1E) &+ 0x7E7E_7E7E_7E7E_7E7E)
        return misplaced | longer | overlong
    }
}

/// Lends memory to a plugin until its call ends.
final class Scratch {
    private static let maximum = 16 << 20

    private var chunks: [UnsafeMutableRawPointer] = []
    private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var total = 0

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    /// Lends zeroed bytes; `nil` past 16 MiB in all or for an alignment that is none.
    func take(_ count: Int, alignment: Int) -> UnsafeMutableRawPointer? {
        guard count >= 0, count <= Self.maximum, (1...64).contains(alignment),
            alignment & (alignment - 1) == 0, total + count <= Self.maximum
        else { return nil }
        return lend(count, alignment)
    }

    /// Lends a copy of a text that the host passes to the plugin.
    func text(_ text: String) -> (start: UnsafePointer<CChar>?, count: Int) {
        var text = text
        return text.withUTF8 { bytes in
            guard let source = bytes.baseAddress, !bytes.isEmpty else { return (nil, 0) }
            let copy = lend(bytes.count, 1)
            copy.copyMemory(from: source, byteCount: bytes.count)
            return (UnsafePointer(copy.assumingMemoryBound(to: CChar.self)), bytes.count)
        }
    }

    /// Lends a copy of plain values; `nil` when there are none.
    func array<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element>? {
        guard !elements.isEmpty else { return nil }
        let memory = lend(elements.count * MemoryLayout<Element>.stride, 16)
        let start = memory.bindMemory(to: Element.self, capacity: elements.count)
        start.initialize(from: elements, count: elements.count)
        return UnsafePointer(start)
    }

    private func lend(_ count: Int, _ alignment: Int) -> UnsafeMutableRawPointer {
        let start = UInt(bitPattern: free.baseAddress)
        let padding = Int((~start &+ 1) & UInt(alignment - 1))
        if let base = free.baseAddress, free.count >= count + padding {
            total += count
            free = UnsafeMutableRawBufferPointer(
                start: base + padding + count,
                count: free.count - padding - count
            )
            return base + padding
        }
        let capacity = max(16 << 10, count + alignment)
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
        chunk.initializeMemory(as: UInt8.self, repeating: 0, count: capacity)
        chunks.append(chunk)
        free = UnsafeMutableRawBufferPointer(start: chunk, count: capacity)
        return lend(count, alignment)
    }
}

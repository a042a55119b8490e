import CPluginABI

/// Lends memory to one call of the host: everything is given back at once.
final class Arena {
    private var chunks: [UnsafeMutableRawPointer] = []
    private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    deinit {
        reset()
    }

    /// Takes back everything that was lent.
    func reset() {
        for chunk in chunks { chunk.deallocate() }
        chunks.removeAll(keepingCapacity: true)
        free = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    /// Lends uninitialised bytes, aligned to 16.
    private func take(_ count: Int) -> UnsafeMutableRawPointer {
        let rounded = (count + 15) & ~15
        if free.count < rounded {
            let capacity = Swift.max(4_096, rounded)
            let chunk = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
            chunks.append(chunk)
            free = UnsafeMutableRawBufferPointer(start: chunk, count: capacity)
        }
        guard let start = free.baseAddress else { return take(count) }
        free = UnsafeMutableRawBufferPointer(start: start + rounded, count: free.count - rounded)
        return start
    }

    /// Lends a copy of a text.
    func text(_ text: String) -> cnx_str {
        var text = text
        return text.withUTF8 { bytes in
            guard let source = bytes.baseAddress, !bytes.isEmpty else { return cnx_str() }
            let copy = take(bytes.count)
            copy.copyMemory(from: source, byteCount: bytes.count)
            return cnx_str(ptr: copy.assumingMemoryBound(to: CChar.self), len: bytes.count)
        }
    }

    /// Lends a copy of bytes.
    func bytes(_ bytes: [UInt8]) -> cnx_bytes {
        cnx_bytes(ptr: array(bytes), len: bytes.count)
    }

    /// Lends a copy of an array of plain values; `nil` for an empty one.
    func array<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element>? {
        guard !elements.isEmpty else { return nil }
        let memory = take(elements.count * MemoryLayout<Element>.stride)
        let start = memory.bindMemory(to: Element.self, capacity: elements.count)
        start.initialize(from: elements, count: elements.count)
        return UnsafePointer(start)
    }

    /// Lends a copy of one plain value.
    func one<Element: BitwiseCopyable>(_ element: Element) -> UnsafePointer<Element>? {
        array([element])
    }

    /// Lends names with their values.
    func pairs(_ pairs: some Sequence<(key: String, value: String)>) -> [cnx_pair] {
        pairs.map { cnx_pair(name: text($0.key), value: text($0.value)) }
    }
}

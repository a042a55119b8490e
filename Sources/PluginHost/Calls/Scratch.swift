import Glibc
import Synchronization

/// Lends memory to a plugin until its call ends.
final class Scratch {
    private static let maximum = 16 << 20

    /// Whether nobody can read the memory once the call is over: a plugin that tries is ended by that.
    private let isForbiddenAfterwards: Bool
    private var chunks: [UnsafeMutableRawBufferPointer] = []
    private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var total = 0

    init(isForbiddenAfterwards: Bool = false) {
        self.isForbiddenAfterwards = isForbiddenAfterwards
    }

    deinit {
        for chunk in chunks {
            isForbiddenAfterwards ? ForbiddenMemory.add(chunk) : chunk.deallocate()
        }
    }

    /// Lends zeroed bytes; `nil` past 16 MiB in all or for an alignment that is none.
    func take(_ count: Int, alignment: Int) -> UnsafeMutableRawPointer? {
        guard count >= 0, count <= Self.maximum, (1...64).contains(alignment),
            alignment & (alignment - 1) == 0, total + count <= Self.maximum
        else { return nil }
        let memory = lend(count, alignment)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        return memory
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

    /// Gives bytes with whatever stood in them: who asked writes them all.
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
        let chunk =
            isForbiddenAfterwards
            ? ForbiddenMemory.allocate(capacity)
            : UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
        chunks.append(chunk)
        free = chunk
        return lend(count, alignment)
    }
}

/// Keeps memory that was lent and must not be read any more, the last of it.
private enum ForbiddenMemory {
    /// How much of it is kept before the oldest is given back, in bytes.
    private static let most = 64 << 20

    private static let kept = Mutex<(chunks: [UInt], lengths: [Int], total: Int)>(([], [], 0))

    /// Gives whole pages.
    static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        return .allocate(byteCount: (count + page - 1) / page * page, alignment: page)
    }

    /// Takes away whatever right there was to the memory.
    static func add(_ chunk: UnsafeMutableRawBufferPointer) {
        guard mprotect(chunk.baseAddress, chunk.count, PROT_NONE) == 0 else {
            return chunk.deallocate()
        }
        let old = kept.withLock { kept in
            kept.chunks.append(UInt(bitPattern: chunk.baseAddress))
            kept.lengths.append(chunk.count)
            kept.total += chunk.count
            var old: [UnsafeMutableRawBufferPointer] = []
            while kept.total > most, let first = kept.chunks.first {
                let length = kept.lengths.removeFirst()
                kept.chunks.removeFirst()
                kept.total -= length
                old.append(.init(start: .init(bitPattern: first), count: length))
            }
            return old
        }
        for chunk in old {
            _ = mprotect(chunk.baseAddress, chunk.count, PROT_READ | PROT_WRITE)
            chunk.deallocate()
        }
    }
}

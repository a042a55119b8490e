/// Is one range of bytes that a player asks for.
struct ByteRange: Sendable, Hashable {
    let lower: Int64
    let upper: Int64

    /// Reads `bytes=0-99`, `bytes=100-` or `bytes=-100`; `nil` for anything else, which is answered
    /// with the whole.
    init?(_ header: String, size: Int64) {
        guard header.hasPrefix("bytes="), !header.contains(",") else { return nil }
        let parts = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        if parts[0].isEmpty {
            guard let last = Int64(parts[1]), last > 0 else { return nil }
            lower = max(0, size - last)
            upper = size
        } else {
            guard let first = Int64(parts[0]), first >= 0 else { return nil }
            lower = first
            // Compared before one is added: the greatest number there is may be asked for.
            let last = parts[1].isEmpty ? size : Int64(parts[1]) ?? -1
            upper = last < size ? last + 1 : size
        }
        guard lower < upper else { return nil }
    }
}

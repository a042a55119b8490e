extension WordStore {
    /// Cuts a segment between characters so that its head fits a width, both in sizes.
    ///
    /// The head is `nil` when not even one character fits; `force` takes one nevertheless, so
    /// that breaking always ends. The tail is `nil` when all of it fits.
    mutating func split(
        _ place: Int32,
        width: Float,
        force: Bool
    ) -> (head: Int32?, tail: Int32?) {
        let whole = segments[Int(place)]
        if whole.width <= width { return (place, nil) }
        var taken = 0
        var reach: Float = 0
        var bytes = 0
        var glyphCount = 0
        while taken < Int(whole.clusterCount) {
            let cluster = clusters[Int(whole.firstCluster) + taken]
            guard reach + cluster.width <= width || (force && taken == 0) else { break }
            reach += cluster.width
            bytes += Int(cluster.bytes)
            glyphCount += Int(cluster.glyphs)
            taken += 1
        }
        if taken == 0 { return (nil, place) }
        if taken == Int(whole.clusterCount) { return (place, nil) }
        var head = whole
        var tail = whole
        head.clusterCount = Int32(taken)
        head.byteCount = Int32(bytes)
        head.glyphCount = Int32(glyphCount)
        head.width = reach
        head.mayBreakAfter = false
        tail.firstCluster += Int32(taken)
        tail.clusterCount -= Int32(taken)
        tail.firstByte += Int32(bytes)
        tail.byteCount -= Int32(bytes)
        tail.glyphCount -= Int32(glyphCount)
        tail.width -= reach
        if whole.isRightToLeft {
            // The first characters of the text are the last glyphs.
            head.firstGlyph += whole.glyphCount - Int32(glyphCount)
            head.origin = whole.origin + whole.width - reach
        } else {
            tail.firstGlyph += Int32(glyphCount)
            tail.origin = whole.origin + reach
        }
        segments.append(head)
        segments.append(tail)
        return (Int32(segments.count - 2), Int32(segments.count - 1))
    }
}

/// Keeps shaped words in flat arrays, found by their bytes and typeface.
///
/// Indices stay valid until `removeAll`, which the typesetter calls between blocks when the store
/// has grown past its bound.
struct WordStore {
    /// A shaped stretch of text: one or more segments.
    struct Word {
        var hash: UInt64
        var typeface: UInt8
        var firstByte: Int32
        var byteCount: Int32
        var firstSegment: Int32
        var segmentCount: Int32
    }

    /// A stretch of glyphs of one face in one direction; lengths are in sizes.
    struct Segment {
        var face: Int32
        var firstGlyph: Int32
        var glyphCount: Int32
        var firstCluster: Int32
        var clusterCount: Int32
        var firstByte: Int32
        var byteCount: Int32
        var width: Float
        /// Where the first glyph's coordinates count from, for parts of a split segment.
        var origin: Float
        /// The embedding level: odd runs from right to left.
        var level: UInt8
        /// A line may end after it.
        var mayBreakAfter: Bool
        /// It is white space, which vanishes at the end of a line.
        var isSpace: Bool

        var isRightToLeft: Bool { level & 1 != 0 }
    }

    /// A glyph and its place from the start of its segment, in sizes; y grows downwards.
    struct Glyph {
        var id: UInt32
        var x: Float
        var y: Float
    }

    /// How many bytes of text stand for how many glyphs, in the order of the text.
    struct Cluster {
        var bytes: Int32
        var glyphs: Int32
        var width: Float
    }

    private(set) var words: [Word] = []
    var segments: [Segment] = []
    var glyphs: [Glyph] = []
    var clusters: [Cluster] = []
    var bytes: [UInt8] = []
    private var index = HashIndex(minimumCapacity: 8192)

    /// Tells whether so much is kept that it is time to start again.
    var isFull: Bool { glyphs.count > 300_000 || words.count > 40_000 }

    /// Forgets every word.
    mutating func removeAll() {
        words.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
        glyphs.removeAll(keepingCapacity: true)
        clusters.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        index.removeAll()
    }

    /// Finds a word.
    @inline(__always)
    func find(
        _ text: UnsafeBufferPointer<UInt8>,
        _ typeface: Typeface,
        _ hash: UInt64
    ) -> Int32? {
        index.find(hash) { candidate in
            let word = words[Int(candidate)]
            guard word.typeface == typeface.code, word.byteCount == text.count else {
                return false
            }
            let first = Int(word.firstByte)
            for offset in 0..<text.count where bytes[first + offset] != text[offset] {
                return false
            }
            return true
        }
    }

    /// Adds a word whose segments were appended since a mark, and gives its index.
    mutating func insert(
        firstByte: Int,
        byteCount: Int,
        _ typeface: Typeface,
        _ hash: UInt64,
        firstSegment: Int
    ) -> Int32 {
        let place = Int32(words.count)
        words.append(
            Word(
                hash: hash,
                typeface: typeface.code,
                firstByte: Int32(firstByte),
                byteCount: Int32(byteCount),
                firstSegment: Int32(firstSegment),
                segmentCount: Int32(segments.count - firstSegment)
            )
        )
        index.insert(hash, place)
        return place
    }
}

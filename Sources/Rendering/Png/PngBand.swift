internal import CCairo

/// Is a strip of a picture's rows as a finished chunk of a PNG file.
///
/// A strip is a whole number of deflate blocks that refer to nothing before them, so that it can
/// be made alone, on any thread, and kept as long as its pixels stay the same.
struct PngBand {
    /// The rows.
    let rows: Range<Int>

    /// A hash of the pixels.
    var hash: UInt64 = 0

    /// The checksum that zlib wants of the rows.
    var adler: UInt32 = 1

    /// How many bytes the rows have before compression.
    var rawCount = 0

    /// The chunk with its length, type and checksum.
    var chunk: [UInt8] = []

    init(rows: Range<Int>) {
        self.rows = rows
    }

    /// Makes the chunk anew, unless the pixels are the ones it has.
    mutating func update(from raster: Raster, _ scratch: inout PngScratch) throws(RenderingError) {
        scratch.collect(rows, of: raster)
        let raw = scratch.raw
        let hash = raw.withUnsafeBufferPointer {
            crc64_ecma_refl(UInt64(raw.count), $0.baseAddress, UInt64($0.count))
        }
        guard chunk.isEmpty || hash != self.hash else { return }
        self.hash = hash
        rawCount = raw.count
        adler = raw.withUnsafeBufferPointer { isal_adler32(1, $0.baseAddress, UInt64($0.count)) }
        chunk = try PngChunk.bytes("IDAT", try scratch.compressed())
    }
}

/// Holds what compressing a strip needs, to be used for one after another.
struct PngScratch {
    private(set) var raw: [UInt8] = []
    private var packed: [UInt8] = []
    private var work = [UInt8](repeating: 0, count: Int(conecta_igzip_work))

    /// Takes rows that are already as PNG has them.
    mutating func hold(_ rows: [UInt8]) {
        raw = rows
    }

    /// Copies rows as PNG has them: no filter, then red, green and blue of each pixel.
    mutating func collect(_ rows: Range<Int>, of raster: Raster) {
        let rowSize = 1 + raster.width * 3
        let count = rows.count * rowSize
        if raw.count != count { raw = [UInt8](repeating: 0, count: count) }
        raw.withUnsafeMutableBytes { raw in
            guard let base = raw.baseAddress else { return }
            for (place, row) in rows.enumerated() {
                let target = base + place * rowSize
                target.storeBytes(of: 0, as: UInt8.self)
                Self.copy(raster.pixels + row * raster.stride, raster.width, to: target + 1)
            }
        }
    }

    /// Copies pixels four at a time: four words in, three out.
    private static func copy(
        _ pixels: UnsafePointer<UInt32>,
        _ count: Int,
        to target: UnsafeMutableRawPointer
    ) {
        var place = 0
        var out = target
        while place + 4 <= count {
            let a = (pixels[place] & 0xFFFFFF).byteSwapped >> 8
            let b = (pixels[place + 1] & 0xFFFFFF).byteSwapped >> 8
            let c = (pixels[place + 2] & 0xFFFFFF).byteSwapped >> 8
            let d = (pixels[place + 3] & 0xFFFFFF).byteSwapped >> 8
            out.storeBytes(of: a | b << 24, as: UInt32.self)
            out.storeBytes(of: b >> 8 | c << 16, toByteOffset: 4, as: UInt32.self)
            out.storeBytes(of: c >> 16 | d << 8, toByteOffset: 8, as: UInt32.self)
            out += 12
            place += 4
        }
        while place < count {
            let pixel = pixels[place]
            out.storeBytes(of: UInt8(pixel >> 16 & 0xFF), as: UInt8.self)
            out.storeBytes(of: UInt8(pixel >> 8 & 0xFF), toByteOffset: 1, as: UInt8.self)
            out.storeBytes(of: UInt8(pixel & 0xFF), toByteOffset: 2, as: UInt8.self)
            out += 3
            place += 1
        }
    }

    /// Compresses the collected rows into blocks that end on a byte.
    mutating func compressed() throws(RenderingError) -> ArraySlice<UInt8> {
        // What does not shrink is stored, with five bytes for every 65,535.
        let bound = raw.count + raw.count / 16_384 * 5 + 1_024
        if packed.count < bound { packed = [UInt8](repeating: 0, count: bound) }
        var stream = isal_zstream()
        var written: Int?
        work.withUnsafeMutableBufferPointer { work in
            raw.withUnsafeMutableBufferPointer { raw in
                packed.withUnsafeMutableBufferPointer { packed in
                    isal_deflate_stateless_init(&stream)
                    stream.level = 1
                    stream.level_buf = work.baseAddress
                    stream.level_buf_size = UInt32(work.count)
                    stream.flush = UInt16(FULL_FLUSH)
                    stream.end_of_stream = 0
                    stream.next_in = raw.baseAddress
                    stream.avail_in = UInt32(raw.count)
                    stream.next_out = packed.baseAddress
                    stream.avail_out = UInt32(packed.count)
                    if isal_deflate_stateless(&stream) == COMP_OK, stream.avail_in == 0 {
                        written = Int(stream.total_out)
                    }
                }
            }
        }
        guard let written else { throw .drawing("the picture could not be compressed") }
        return packed[..<written]
    }
}

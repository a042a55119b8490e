internal import CCairo
internal import Dispatch
internal import Synchronization

/// Turns the pixels of one picture into a PNG file, again and again.
///
/// The picture is cut into strips, each compressed alone and kept; where pixels stay the same the
/// bytes do. Interface pictures become both smaller and faster without PNG's filters.
final class PngEncoder {
    private let width: Int
    private let height: Int
    private var bands: [PngBand]
    private var scratches: [PngScratch]

    /// How many rows a strip has: short enough that a tile touches few, long enough to compress.
    private static let bandHeight = 30

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        bands = stride(from: 0, to: height, by: Self.bandHeight).map {
            PngBand(rows: $0..<min($0 + Self.bandHeight, height))
        }
        scratches = [PngScratch(), PngScratch()]
    }

    /// How many bytes are kept.
    var byteCount: Int { bands.reduce(0) { $0 + $1.chunk.count } }

    /// Encodes the pixels.
    ///
    /// `changed` names the areas that may differ from the last time; `nil` stands for everything.
    func encode(_ raster: Raster, changed: [PixelBox]? = nil) throws(RenderingError) -> PngPicture {
        let touched = bands.indices.filter { place in
            guard let changed, !bands[place].chunk.isEmpty else { return true }
            return changed.contains {
                $0.top < bands[place].rows.upperBound && $0.bottom > bands[place].rows.lowerBound
            }
        }
        try update(touched, from: raster)
        return try assemble()
    }

    private func update(_ touched: [Int], from raster: Raster) throws(RenderingError) {
        guard touched.count > 3 else {
            for place in touched { try bands[place].update(from: raster, &scratches[0]) }
            return
        }
        let failure = Mutex<RenderingError?>(nil)
        bands.withUnsafeMutableBufferPointer { bands in
            scratches.withUnsafeMutableBufferPointer { scratches in
                // Each worker has a scratch and strips of its own, and all have ended when
                // `concurrentPerform` returns, so nothing is shared and no pointer outlives this.
                nonisolated(unsafe) let shared = (bands: bands, scratches: scratches, raster)
                let workers = scratches.count
                DispatchQueue.concurrentPerform(iterations: workers) { worker in
                    for place in touched[worker...].enumerated()
                    where place.offset % workers == 0 {
                        do throws(RenderingError) {
                            try shared.bands[place.element].update(
                                from: shared.2,
                                &shared.scratches[worker]
                            )
                        } catch {
                            failure.withLock { $0 = error }
                        }
                    }
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    private func assemble() throws(RenderingError) -> PngPicture {
        var file: [UInt8] = []
        file.reserveCapacity(byteCount + 256)
        file += PngChunk.signature
        file += try PngChunk.header(width: width, height: height)
        // The zlib header, then strips, then an empty last block and the checksum of all rows.
        file += try PngChunk.bytes("IDAT", [0x78, 0x01])
        var adler: UInt32 = 1
        var hashes: [UInt64] = [UInt64(width), UInt64(height)]
        for band in bands {
            file += band.chunk
            adler = Self.combine(adler, band.adler, count: band.rawCount)
            hashes.append(band.hash)
            hashes.append(UInt64(band.adler))
        }
        var end: [UInt8] = [0x01, 0x00, 0x00, 0xFF, 0xFF]
        PngChunk.append(adler, to: &end)
        file += try PngChunk.bytes("IDAT", end)
        file += try PngChunk.bytes("IEND", [])
        return PngPicture(bytes: file, etag: Self.name(hashes), width: width, height: height)
    }

    private static func name(_ hashes: [UInt64]) -> String {
        let (first, second) = hashes.withUnsafeBytes { bytes in
            let base = bytes.bindMemory(to: UInt8.self).baseAddress
            return (
                crc64_ecma_refl(0, base, UInt64(bytes.count)),
                crc64_jones_refl(0, base, UInt64(bytes.count))
            )
        }
        return String(first, radix: 36) + String(second, radix: 36)
    }

    /// The checksum of two stretches of bytes, one after the other, from the checksums of each.
    static func combine(_ first: UInt32, _ second: UInt32, count: Int) -> UInt32 {
        let base: UInt64 = 65_521
        let length = UInt64(count) % base
        let (firstLow, firstHigh) = (UInt64(first & 0xFFFF), UInt64(first >> 16))
        let (secondLow, secondHigh) = (UInt64(second & 0xFFFF), UInt64(second >> 16))
        let low = (firstLow + secondLow + base - 1) % base
        let high = (firstHigh + secondHigh + length * (firstLow + base - 1)) % base
        return UInt32(high << 16 | low)
    }
}

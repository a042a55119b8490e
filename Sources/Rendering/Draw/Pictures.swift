internal import CCairo
internal import Glibc

/// Decodes PNG and JPEG files, which may come from anyone, within bounds.
final class Pictures {
    /// Is a decoded picture.
    struct Decoded {
        let surface: OpaquePointer
        let width: Double
        let height: Double
    }

    /// The most pixels of one picture, and the most bytes of its file.
    static let maximumPixels = 40_000_000
    static let maximumBytes = 64 << 20

    private var known: [[UInt8]: Decoded?] = [:]
    private var order: [[UInt8]] = []
    private static let kept = 16

    deinit {
        for case let picture? in known.values { cairo_surface_destroy(picture.surface) }
    }

    /// The picture in a file, or `nil` when it is damaged, too large or of another kind.
    ///
    /// It stays valid until the next call: the last pictures are kept, because logos repeat.
    func decode(_ bytes: [UInt8]) -> Decoded? {
        if let seen = known[bytes] { return seen }
        if order.count >= Self.kept {
            let oldest = order.removeFirst()
            if case let picture?? = known.removeValue(forKey: oldest) {
                cairo_surface_destroy(picture.surface)
            }
        }
        let made = Self.load(bytes)
        known[bytes] = .some(made)
        order.append(bytes)
        return made
    }

    private static func load(_ bytes: [UInt8]) -> Decoded? {
        guard bytes.count <= maximumBytes, let size = PictureSize(bytes),
            size.width > 0, size.height > 0, size.width <= 32_767, size.height <= 32_767,
            size.width * size.height <= maximumPixels
        else { return nil }
        let surface = size.isJpeg ? jpeg(bytes, size) : png(bytes)
        guard let surface else { return nil }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            return nil
        }
        return Decoded(
            surface: surface,
            width: Double(size.width),
            height: Double(size.height)
        )
    }

    /// Bytes of a file and how far they were read.
    private struct Reading {
        var bytes: UnsafeBufferPointer<UInt8>
        var offset = 0
    }

    private static func png(_ bytes: [UInt8]) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { buffer in
            var reading = Reading(bytes: buffer)
            return withUnsafeMutablePointer(to: &reading) { reading in
                cairo_image_surface_create_from_png_stream(
                    { state, target, count in
                        guard let state, let target else { return CAIRO_STATUS_READ_ERROR }
                        let reading = state.assumingMemoryBound(to: Reading.self)
                        let (bytes, offset) = (reading.pointee.bytes, reading.pointee.offset)
                        guard let base = bytes.baseAddress, Int(count) <= bytes.count - offset
                        else { return CAIRO_STATUS_READ_ERROR }
                        target.update(from: base + offset, count: Int(count))
                        reading.pointee.offset += Int(count)
                        return CAIRO_STATUS_SUCCESS
                    },
                    reading
                )
            }
        }
    }

    private static func jpeg(_ bytes: [UInt8], _ size: PictureSize) -> OpaquePointer? {
        guard
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24,
                Int32(size.width),
                Int32(size.height)
            )
        else { return nil }
        let failed = conecta_jpeg_decode(
            bytes,
            bytes.count,
            cairo_image_surface_get_data(surface),
            Int32(size.width),
            Int32(size.height),
            cairo_image_surface_get_stride(surface)
        )
        guard failed == 0 else {
            cairo_surface_destroy(surface)
            return nil
        }
        cairo_surface_mark_dirty(surface)
        attach(bytes, to: surface)
        return surface
    }

    /// Gives the file along, so that a PDF stores it as it is and not its pixels.
    private static func attach(_ bytes: [UInt8], to surface: OpaquePointer) {
        guard let copy = malloc(bytes.count) else { return }
        copy.copyMemory(from: bytes, byteCount: bytes.count)
        cairo_surface_set_mime_data(
            surface,
            "image/jpeg",
            copy.assumingMemoryBound(to: UInt8.self),
            UInt(bytes.count),
            { free($0) },
            copy
        )
    }
}

/// Reads the size of a picture from the head of its file, before anything is decoded.
struct PictureSize {
    let width: Int
    let height: Int
    let isJpeg: Bool

    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: PngChunk.signature), bytes.count >= 24 {
            width = Self.number(bytes, 16, 4)
            height = Self.number(bytes, 20, 4)
            isJpeg = false
            return
        }
        guard bytes.starts(with: [0xFF, 0xD8]), let frame = Self.frame(bytes) else { return nil }
        height = Self.number(bytes, frame + 5, 2)
        width = Self.number(bytes, frame + 7, 2)
        isJpeg = true
    }

    /// Finds the segment of a JPEG that tells its size.
    private static func frame(_ bytes: [UInt8]) -> Int? {
        var place = 2
        while place + 9 < bytes.count {
            guard bytes[place] == 0xFF else { return nil }
            let marker = bytes[place + 1]
            switch marker {
            case 0xFF: place += 1
            case 0x01, 0xD0...0xD7: place += 2
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: return place
            case 0xD8, 0xD9, 0xDA: return nil
            default: place += 2 + max(2, number(bytes, place + 2, 2))
            }
        }
        return nil
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }
}

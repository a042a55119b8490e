internal import CCairo

/// Is a picture in memory: 32 bits a pixel, of which the highest eight mean nothing.
struct PixelSurface: ~Copyable {
    let surface: OpaquePointer
    let width: Int
    let height: Int

    /// The greatest count of pixels on a side, and in all: 8K television, four times over.
    static let maximumSide = 16_384
    static let maximumPixels = 134_217_728

    init(width: Int, height: Int) throws(RenderingError) {
        guard (1...Self.maximumSide).contains(width), (1...Self.maximumSide).contains(height),
            width * height <= Self.maximumPixels
        else {
            throw .outOfBounds(
                "a picture of \(width) × \(height) pixels: each side may have "
                    + "1 to \(Self.maximumSide), both together \(Self.maximumPixels)"
            )
        }
        guard let made = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        else { throw .drawing("out of memory") }
        let status = cairo_surface_status(made)
        guard status == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(made)
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
        surface = made
        self.width = width
        self.height = height
    }

    deinit {
        cairo_surface_destroy(surface)
    }

    /// The pixels; writing to them must stand between `flush` and `markDirty`.
    var raster: Raster {
        Raster(
            pixels: UnsafeMutableRawPointer(cairo_image_surface_get_data(surface))
                .assumingMemoryBound(to: UInt32.self),
            stride: Int(cairo_image_surface_get_stride(surface)) / 4,
            width: width,
            height: height
        )
    }
}

/// Points at the pixels of a surface, which outlives it.
struct Raster {
    let pixels: UnsafeMutablePointer<UInt32>
    /// The distance between rows, in pixels.
    let stride: Int
    let width: Int
    let height: Int
}

/// Is a rectangle of device pixels; `right` and `bottom` lie outside.
struct PixelBox: Hashable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    var isEmpty: Bool { right <= left || bottom <= top }

    func intersection(_ other: PixelBox) -> PixelBox {
        PixelBox(
            left: max(left, other.left),
            top: max(top, other.top),
            right: min(right, other.right),
            bottom: min(bottom, other.bottom)
        )
    }
}

/// Is a copy of a picture's pixels, turned by quarters.
struct TurnedPixels {
    let width: Int
    let height: Int
    private(set) var pixels: [UInt32]

    init(_ raster: Raster, _ turn: QuarterTurn) {
        let isLying = turn == .right || turn == .left
        width = isLying ? raster.height : raster.width
        height = isLying ? raster.width : raster.height
        pixels = [UInt32](repeating: 0, count: raster.width * raster.height)
        for y in 0..<height {
            for x in 0..<width {
                // Where the pixel stood before it was turned.
                let (column, row) =
                    switch turn {
                    case .none: (x, y)
                    case .right: (y, raster.height - 1 - x)
                    case .around: (raster.width - 1 - x, raster.height - 1 - y)
                    case .left: (raster.width - 1 - y, x)
                    }
                pixels[y * width + x] = raster.pixels[row * raster.stride + column] & 0xFFFFFF
            }
        }
    }

    subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

    /// Encodes the pixels in all their colours.
    func encode() throws(RenderingError) -> PngPicture {
        var pixels = pixels
        let encoder = PngEncoder(width: width, height: height)
        let result = pixels.withUnsafeMutableBufferPointer {
            buffer -> Result<PngPicture, RenderingError> in
            guard let base = buffer.baseAddress else {
                return .failure(.drawing("the picture has no pixels"))
            }
            let raster = Raster(pixels: base, stride: width, width: width, height: height)
            return Result { () throws(RenderingError) in try encoder.encode(raster) }
        }
        return try result.get()
    }
}

import CReferences
import Foundation
import Rendering

/// Holds a wallboard against the least that must be done with its pixels.
enum PixelReference {
    /// Copies them once.
    static func copying(scale: Double) -> Subject {
        Subject("copying the pixels") {
            let pixels = try Pixels(scale: scale)
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: pixels.count)
            defer { copy.deallocate() }
            return await Stopwatch.median(of: 50) { _ in
                reference_copy(copy, pixels.start, pixels.count)
            }
        }
    }

    /// Packs and deflates them, once and as a whole, as the encoder of the house does in bands.
    static func deflating(scale: Double) -> Subject {
        Subject("C: encoding alone, igzip") {
            let pixels = try Pixels(scale: scale)
            let output = UnsafeMutablePointer<UInt8>.allocate(capacity: pixels.count)
            let rows = UnsafeMutablePointer<UInt8>.allocate(capacity: pixels.count)
            defer {
                output.deallocate()
                rows.deallocate()
            }
            return try await Stopwatch.median(of: 20) { _ in
                let length = reference_deflate(
                    output,
                    pixels.count,
                    rows,
                    pixels.start,
                    pixels.width,
                    pixels.height
                )
                guard length > 0 else { throw BenchFailure("the pixels cannot be deflated") }
            }
        }
    }
}

/// Is the wallboard's picture, decoded.
private struct Pixels: ~Copyable {
    let start: UnsafeMutablePointer<UInt8>
    let width: Int
    let height: Int

    var count: Int { width * height * 4 }

    init(scale: Double) throws {
        let picture = try HouseSample.drafter()
            .board(WallboardSample(frame: 0).request(scale: scale))
        var (width, height) = (0, 0)
        guard let start = reference_decode(picture.bytes, picture.bytes.count, &width, &height)
        else { throw BenchFailure("the wallboard's PNG cannot be decoded") }
        self.start = start
        self.width = width
        self.height = height
    }

    deinit { free(start) }
}

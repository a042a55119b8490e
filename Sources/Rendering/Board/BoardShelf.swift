internal import Foundation
internal import Paper

/// Keeps the frames of the boards that were asked for last, within a bound of memory.
final class BoardShelf {
    private struct Key: Hashable {
        let board: String
        let width: Int
        let height: Int
        let scale: Double
        let theme: Theme
        let language: Language
        let zone: String
        let palette: PngPalette?
        let turn: QuarterTurn
    }

    private let memory: Int
    private var frames: [Key: BoardFrame] = [:]
    /// The keys, the one used last at the end.
    private var order: [Key] = []

    init(memory: Int) {
        self.memory = memory
    }

    /// Draws a board on its frame.
    func draw(_ request: BoardRequest, inks: Inks) throws(RenderingError) -> PngPicture {
        let key = Key(
            board: request.key,
            width: request.width,
            height: request.height,
            scale: request.scale,
            theme: request.theme,
            language: request.wording.language,
            zone: request.wording.zone.identifier,
            palette: request.palette,
            turn: request.turn
        )
        let known = frames[key]
        let frame = if let known { known } else { try BoardFrame(request) }
        let picture = try frame.draw(request, inks: inks)
        frames[key] = frame
        order.removeAll { $0 == key }
        order.append(key)
        makeRoom()
        return picture
    }

    private func makeRoom() {
        var used = frames.values.reduce(0) { $0 + $1.byteCount }
        while used > memory, order.count > 1 {
            guard let frame = frames.removeValue(forKey: order.removeFirst()) else { continue }
            used -= frame.byteCount
        }
    }
}

internal import Paper
internal import Rendering

extension PngPalette {
    /// The blocks of a board as a panel shows them: an emoji of two or four greys is a stain.
    func plain(_ blocks: [Block]) -> [Block] {
        guard self != .greys16, self != .greys256 else { return blocks }
        return blocks.map { block in
            guard case .tiles(var tiles) = block else { return block }
            for place in tiles.indices { tiles[place].symbol = "" }
            return .tiles(tiles)
        }
    }
}

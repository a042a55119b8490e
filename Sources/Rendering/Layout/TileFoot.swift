internal import Paper

/// Holds the words below or beside a tile's figure: its change, its goal, its note.
struct TileFoot {
    private enum Mark {
        case none
        case tone(Tone)
        case arrow(isUp: Bool)
    }

    private struct Piece {
        var text: String
        var face: TextFace
        var mark = Mark.none
        var width = 0.0

        var markWidth: Double {
            switch mark {
            case .none: 0
            case .tone, .arrow: face.size * 0.95
            }
        }
    }

    private var pieces: [Piece] = []
    private let gap: Double

    /// How much room all of it takes.
    var width: Double {
        pieces.reduce(-gap) { $0 + $1.markWidth + $1.width + gap }
    }

    var isEmpty: Bool { pieces.isEmpty }

    /// Gathers the words of a tile; without a status in words the note has the tone's shape.
    init(_ tile: Tile, _ face: TextFace, _ sketch: Sketch) throws(RenderingError) {
        gap = face.size * 0.75
        var muted = face
        muted.color = sketch.theme.mutedInk
        if let trend = tile.trend {
            var words = face
            words.color =
                trend.tone == .neutral
                ? sketch.theme.ink : sketch.theme.palette(trend.tone).ink
            let change = trend.change.number ?? 0
            var piece = Piece(text: sketch.look.text(change: trend.change), face: words)
            if change != 0 { piece.mark = .arrow(isUp: change > 0) }
            pieces.append(piece)
            if !trend.label.isEmpty { pieces.append(Piece(text: trend.label, face: muted)) }
        }
        if tile.target != .nothing {
            let goal = sketch.look.phrases.goal + " " + sketch.look.text(goal: tile.target)
            pieces.append(Piece(text: goal, face: muted))
        }
        if !tile.note.isEmpty {
            let hasTone = tile.tone != .neutral && pieces.isEmpty
            var piece = Piece(text: tile.note, face: hasTone ? face : muted)
            if tile.status.isEmpty, tile.tone == .warning || tile.tone == .critical {
                piece.mark = .tone(tile.tone)
            }
            pieces.append(piece)
        }
        for place in pieces.indices {
            pieces[place].width = try sketch.typesetter.width(
                pieces[place].text,
                pieces[place].face
            )
        }
    }

    /// Draws as much as fits; the first piece is cut before it is left out.
    func draw(
        _ sketch: Sketch,
        x: Double,
        y: Double,
        limit: Double
    ) throws(RenderingError) {
        var x = x
        for (place, piece) in pieces.enumerated() {
            let room = limit - x - piece.markWidth
            guard room > 0, place == 0 || piece.width <= room + 0.5 else { return }
            let middle = y + sketch.lineHeight(piece.face) / 2
            let size = piece.face.size * 0.62
            switch piece.mark {
            case .none: break
            case .tone(let tone):
                sketch.shape(tone, x: x + size / 2, y: middle, size: size, piece.face.color)
            case .arrow(let isUp):
                sketch.arrow(
                    isUp: isUp,
                    x: x + size / 2,
                    y: middle,
                    size: size * 1.1,
                    piece.face.color
                )
            }
            x += piece.markWidth
            try sketch.line(piece.text, piece.face, x: x, y: y, width: max(1, room) + 0.5)
            x += piece.width + gap
        }
    }
}

extension Sketch {
    /// Draws a triangle that points up or down around a point.
    func arrow(isUp: Bool, x: Double, y: Double, size: Double, _ color: Color) {
        let half = size / 2
        let tip = isUp ? -half * 0.85 : half * 0.85
        pen.fill([(x, y + tip), (x + half, y - tip), (x - half, y - tip)], color)
    }
}

extension Value {
    /// The value as a number in its own unit; `nil` where it is none.
    var number: Double? {
        switch self {
        case .integer(let number), .duration(let number): Double(number)
        case .decimal(let number, _), .percent(let number): number
        case .nothing, .text, .moment, .day, .truth: nil
        }
    }
}

extension Look {
    /// Writes how large a change is; an arrow beside it says whether up or down.
    func text(change: Value) -> String {
        switch change {
        case .integer(let number): wording.integer(Int64(clamping: number.magnitude))
        case .decimal(let number, let places): wording.decimal(abs(number), places: places)
        case .percent(let part):
            wording.decimal(abs(part) * 100, places: 1) + phrases.percentagePoints
        case .duration(let milliseconds):
            wording.duration(seconds: Int64(clamping: milliseconds.magnitude / 1_000))
        default: text(change)
        }
    }

    /// Writes a goal as people say it: a round percentage without its decimals.
    func text(goal: Value) -> String {
        guard case .percent(let part) = goal else { return text(goal) }
        let isRound = (part * 100).rounded() == part * 100
        return wording.percent(part, places: isRound ? 0 : 1)
    }
}

internal import Paper

/// Sets the rows of a table whose cells have a line each, which is nearly every row of a report.
///
/// Nothing is made for a row: its words go into arrays that the next row uses again. What comes
/// out is what `LineBreaker` would give; a row that needs its looks is left to it.
final class PlainRows {
    /// Where the words of a cell stand, and the shape of its tone.
    struct Cell {
        var x: Double
        var isMuted: Bool
        /// Where its pieces end; they begin where those of the cell before end.
        var end = 0
        var tone = Tone.neutral
        /// The width of the ground under the words of a cell with a tone.
        var label: Double?
    }

    private struct Place {
        var x: Double
        var width: Double
        var alignment: Alignment
    }

    private let typesetter: Typesetter
    private let look: Look
    private let places: [Place]
    private let inset: Double
    private let size: Double
    private let typeface = Typeface(.regular, tabular: true)
    private var text: [UInt8] = []
    private var offsets: ZoneOffsets

    /// The faces of words.
    let ink: TextFace
    let muted: TextFace

    /// The height of a line and what lies over its baseline.
    let line: Double
    let ascent: Double

    /// Every second row is shaded.
    let isZebra: Bool
    let padding: Double

    /// The words and cells of the row that was set last.
    private(set) var pieces: [TextBlock.Piece] = []
    private(set) var cells: [Cell] = []

    /// Makes ready for the rows of a table from whose left edge the columns count.
    init(
        _ table: Table,
        _ layout: TableLayout,
        left: Double,
        look: Look,
        typesetter: Typesetter
    ) throws(RenderingError) {
        self.typesetter = typesetter
        self.look = look
        offsets = ZoneOffsets(look.wording.zone)
        inset = layout.inset
        size = layout.size
        padding = layout.padding
        isZebra = table.zebra
        var x = left
        places = zip(layout.widths, table.columns).map { width, column in
            defer { x += width }
            return Place(x: x, width: width, alignment: column.alignment)
        }
        ink = TextFace(typeface, size, look.theme.ink)
        muted = TextFace(typeface, size, look.theme.mutedInk)
        let sample = try typesetter.set("0", ink, in: TextBox(width: .infinity, leading: 1.3))
        line = sample.height
        ascent = sample.lines.first.map { Double($0.ascent) } ?? 0
    }

    /// The height of a row.
    var height: Double { line + 2 * padding }

    /// Where the middle of a tone's shape stands, from the words of its cell.
    var mark: Double { -size * 0.6 }

    /// Sets a row of a spool, or tells that it is none of these.
    func set(_ record: UnsafeRawBufferPointer) throws -> Bool {
        var decoder = BlockDecoder(record)
        guard let count = try decoder.plainRow(), count > 0 else { return false }
        pieces.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        for place in 0..<min(count, places.count) {
            let cell = try decoder.cell()
            guard !cell.isLink, try add(cell, at: places[place]) else { return false }
        }
        return true
    }

    private func add(_ cell: EncodedCell, at place: Place) throws -> Bool {
        let hasMark = cell.tone != .neutral && cell.tone != .muted
        let mark = hasMark ? size * 1.15 : 0
        let room = max(1, place.width - 2 * inset - mark)
        let first = pieces.count
        guard let width = try set(cell.value, room: Float(room)) else { return false }
        let free = Float(room) - width
        switch place.alignment {
        case .start, .justify: break
        case .center: shift(from: first, by: free / 2)
        case .end: shift(from: first, by: free)
        }
        var added = Cell(
            x: place.x + inset + mark,
            isMuted: cell.tone == .muted,
            end: pieces.count
        )
        if hasMark {
            added.tone = cell.tone
            if place.alignment == .start {
                added.label = min(room + mark + inset, Double(width) + mark + size * 0.6)
            }
        }
        cells.append(added)
        return true
    }

    private func shift(from first: Int, by distance: Float) {
        for place in first..<pieces.count { pieces[place].x += distance }
    }

    /// Sets the words of a value; tells how wide they are.
    private func set(_ value: EncodedCell.Value, room: Float) throws -> Float? {
        if case .text(let bytes) = value { return try set(bytes.bindMemory(to: UInt8.self), room) }
        text.removeAll(keepingCapacity: true)
        switch value {
        case .text: break
        case .integer(let number): look.wording.append(integer: number, to: &text)
        case .duration(let time): look.wording.append(seconds: time / 1_000, to: &text)
        case .day(let day): look.wording.append(day: day, to: &text)
        case .moment(let moment):
            let offset = offsets.seconds(at: moment)
            look.wording.append(moment: moment, offset: offset, to: &text)
        case .other(let value): text.append(contentsOf: look.text(value).utf8)
        }
        return try text.withUnsafeBufferPointer { try set($0, room) }
    }

    private func set(_ bytes: UnsafeBufferPointer<UInt8>, _ room: Float) throws -> Float? {
        try typesetter.line(bytes, typeface, size: Float(size), room: room, into: &pieces)
    }
}

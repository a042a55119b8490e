internal import Paper

extension Sketch {
    /// The title of a table or chart on a board.
    private var titleFace: TextFace { look.face(1.12, .semibold) }

    /// The height that the words of a part need in a cell.
    func height(of part: BoardPart, width: Double) throws(RenderingError) -> Double {
        switch part {
        case .heading: lineHeight(titleFace)
        case .paragraph(let paragraph): try composer.set(paragraph, width: width).height
        case .facts(let facts): Double(facts.items.count) * look.body * 1.7
        default: 0
        }
    }

    /// Draws a part of a cell.
    func draw(_ part: BoardPart, in area: Rectangle) throws(RenderingError) {
        switch part {
        case .heading(let heading):
            try line(heading.text, titleFace, x: area.x, y: area.y, width: area.width)
        case .paragraph(let paragraph):
            pen.draw(try composer.set(paragraph, width: area.width), x: area.x, y: area.y)
        case .facts(let facts): try boardFacts(facts, in: area)
        case .chart(let chart): try self.chart(chart, in: area, title: titleFace)
        case .image(let picture):
            try image(picture.bytes, alternative: picture.alternative, in: area)
        case .table(let table, let rows):
            try boardTable(table, rows, in: area, title: titleFace)
        case .transcript(let transcript, let entries):
            try boardTranscript(transcript, entries, in: area, title: titleFace)
        case .canvas(let canvas): try self.canvas(canvas, in: area)
        case .tiles: break
        }
    }

    private func boardFacts(_ facts: Facts, in area: Rectangle) throws(RenderingError) {
        var y = area.y
        for fact in facts.items {
            let name = try line(fact.name, look.muted(), x: area.x, y: y, width: area.width * 0.55)
            try line(
                look.text(fact.value),
                look.face(1, .semibold, theme.palette(fact.tone).ink, tabular: true),
                x: area.x + name + look.body,
                y: y,
                width: max(1, area.width - name - look.body),
                alignment: .end
            )
            y += look.body * 1.7
        }
    }

    private func boardTranscript(
        _ transcript: Transcript,
        _ entries: [TranscriptEntry],
        in area: Rectangle,
        title: TextFace
    ) throws(RenderingError) {
        var y = area.y
        if !transcript.title.isEmpty {
            try line(transcript.title, title, x: area.x, y: y, width: area.width)
            y += lineHeight(title) + look.body * 0.3
        }
        guard !entries.isEmpty else {
            try line(transcript.emptyText, look.muted(), x: area.x, y: y, width: area.width)
            return
        }
        // The newest that fit, as a screen of messages shows them.
        let height = look.body * 1.6
        let count = max(0, Int((area.y + area.height - y) / height))
        for entry in entries.suffix(count) {
            let time = try line(
                look.wording.time(milliseconds: entry.moment),
                look.muted(0.9),
                x: area.x,
                y: y
            )
            let words = entry.author.isEmpty ? entry.text : "\(entry.author): \(entry.text)"
            try line(
                words.replacing("\n", with: " "),
                look.face(1, .regular, theme.palette(entry.tone).ink),
                x: area.x + time + look.body * 0.7,
                y: y,
                width: max(1, area.width - time - look.body * 0.7)
            )
            y += height
        }
    }
}

internal import Paper

/// Is a conversation on its way onto pages.
struct FlowTranscript {
    let transcript: Transcript
    /// The day of the entry before, so that a new day is said.
    var day = ""
    var isEmpty = true
}

/// Is a part of a bubble that stays on one page.
private struct Strip {
    var height: Double
    var draw: (Sketch, _ x: Double, _ y: Double) throws(RenderingError) -> Void
}

extension Flow {
    func begin(_ start: Transcript) throws(RenderingError) {
        transcript = FlowTranscript(transcript: start)
        guard !start.title.isEmpty else { return }
        headings.append(Heading(start.title, level: 3))
    }

    func endTranscript() throws(RenderingError) {
        if let open = transcript, open.isEmpty, !open.transcript.emptyText.isEmpty {
            try take(.paragraph(Paragraph(open.transcript.emptyText, tone: .muted)))
        }
        transcript = nil
        closeCoarse()
        tagging.isCoarse = false
        use(look.body * 0.6)
    }

    func take(_ entry: TranscriptEntry) throws(RenderingError) {
        // What follows a heading is a day, which does not stand alone either.
        try flushHeadings(before: roomOfDay)
        transcript?.isEmpty = false
        found.entries += 1
        if let survey, survey.entries > FlowTagging.mostEntries { tagging.isCoarse = true }
        let day = look.wording.date(milliseconds: entry.moment)
        if day != transcript?.day {
            transcript?.day = day
            try drawDay(day)
        }
        switch entry.side {
        case .system: try drawEvent(entry)
        case .contact, .ours: try drawBubble(entry)
        }
    }

    /// The height of a day with the beginning of what was said on it.
    private var roomOfDay: Double { look.body * 8 }

    private func drawDay(_ day: String) throws(RenderingError) {
        try reserve(roomOfDay)
        let face = look.muted(0.82, .semibold)
        let words = try typesetter.width(day, face)
        let height = look.body * 1.5
        if let sketch {
            let pill = words + look.body * 1.4
            let x = left + (width - pill) / 2
            let middle = y + look.body * 0.3 + height / 2
            sketch.pen.fill(
                Rectangle(x: left, y: middle - 0.25, width: width, height: 0.5),
                theme.line
            )
            sketch.pen.fill(
                Rectangle(x: x, y: middle - height / 2, width: pill, height: height),
                radius: height / 2,
                theme.shade
            )
            openCoarse()
            try sketch.pen.tagged(.paragraph) { () throws(RenderingError) in
                try sketch.line(day, face, x: x + look.body * 0.7, middle: middle)
            }
        }
        use(height + look.body * 0.9)
    }

    /// Draws something that happened as a line in the middle.
    private func drawEvent(_ entry: TranscriptEntry) throws(RenderingError) {
        let time = look.wording.time(milliseconds: entry.moment)
        let author = entry.author.isEmpty ? "" : " · \(entry.author)"
        let block = try typesetter.set(
            [
                ("\(time)\(author)  ", look.muted(0.84)),
                (
                    entry.text,
                    look.face(
                        0.88,
                        .medium,
                        entry.tone == .neutral ? theme.mutedInk : theme.palette(entry.tone).ink
                    )
                ),
            ],
            in: TextBox(width: width * 0.76, alignment: .center, leading: 1.35)
        )
        var column = FlowColumn(block: block, x: left + width * 0.12)
        if entry.tone != .neutral, entry.tone != .muted, let line = block.lines.first {
            // The shape stands just before the centred words.
            let shift = (width * 0.76 - Double(line.width)) / 2
            if block.lines.count == 1 {
                try reserve(block.height)
                sketch?.shape(
                    entry.tone,
                    x: column.x + shift - look.body * 0.6,
                    y: y + Double(line.height) / 2,
                    size: look.body * 0.55,
                    theme.palette(entry.tone).ink
                )
            }
        }
        column.tone = .neutral
        try place([column])
        use(look.body * 0.55)
    }

    /// Draws a message in a bubble on its side.
    private func drawBubble(_ entry: TranscriptEntry) throws(RenderingError) {
        let inset = look.body * 0.85
        let most = width * 0.7 - 2 * inset
        let (strips, inner) = try strips(of: entry, most: most)
        let bubble = inner + 2 * inset
        let x = entry.side == .ours ? left + width - bubble : left
        let height = strips.reduce(0) { $0 + $1.height } + 2 * inset * 0.7
        if height > room, !isPageEmpty, height <= bodyHeight - look.body * 2 { try newPage() }
        var start = 0
        while start < strips.count {
            var end = start
            var used = 2 * inset * 0.7
            while end < strips.count,
                used + strips[end].height <= room || end == start && isPageEmpty
            {
                used += strips[end].height
                end += 1
            }
            guard end > start else {
                try newPage()
                continue
            }
            if let sketch {
                try drawPart(strips[start..<end], entry, x: x, width: bubble, height: used, sketch)
            }
            use(used)
            start = end
            if start < strips.count { try newPage() }
        }
        use(look.body * 0.6)
    }

    private func drawPart(
        _ strips: ArraySlice<Strip>,
        _ entry: TranscriptEntry,
        x: Double,
        width: Double,
        height: Double,
        _ sketch: Sketch
    ) throws(RenderingError) {
        let area = Rectangle(x: x, y: y, width: width, height: height)
        let radius = look.body * 0.7
        let isOurs = entry.side == .ours
        sketch.pen.fill(area, radius: radius, isOurs ? theme.palette(.accent).tint : theme.shade)
        if entry.tone != .neutral, entry.tone != .muted {
            let palette = theme.palette(entry.tone)
            sketch.pen.stroke(area.inset(0.4), radius: radius, width: 0.8, palette.fill)
            let side = isOurs ? area.x - look.body : area.x + area.width + look.body
            sketch.shape(
                entry.tone,
                x: side,
                y: area.y + area.height / 2,
                size: look.body * 0.8,
                palette.fill
            )
        }
        var top = y + look.body * 0.85 * 0.7
        openCoarse()
        try sketch.pen.tagged(.paragraph) { () throws(RenderingError) in
            for strip in strips {
                try strip.draw(sketch, x + look.body * 0.85, top)
                top += strip.height
            }
        }
    }

    /// Takes a message apart into what stays together, and tells how wide it is.
    private func strips(
        of entry: TranscriptEntry,
        most: Double
    ) throws(RenderingError) -> (strips: [Strip], width: Double) {
        var strips: [Strip] = []
        var inner = 0.0
        func add(_ block: TextBlock, indent: Double = 0, rule: Color? = nil) {
            inner = max(inner, block.width + indent)
            for place in block.lines.indices {
                let height = Double(block.lines[place].height)
                strips.append(
                    Strip(height: height) { (sketch, x, y) throws(RenderingError) in
                        if let rule {
                            sketch.pen.fill(Rectangle(x: x, y: y, width: 1.6, height: height), rule)
                        }
                        sketch.pen.draw(block, x: x + indent, y: y, lines: place..<place + 1)
                    }
                )
            }
        }
        func air(_ height: Double) {
            strips.append(Strip(height: height) { (_, _, _) throws(RenderingError) in })
        }
        if !entry.author.isEmpty {
            let ink = entry.side == .ours ? theme.palette(.accent).ink : theme.palette(.good).ink
            add(try typesetter.set(entry.author, look.face(0.84, .semibold, ink), in: .cut(most)))
        }
        if !entry.quote.isEmpty {
            let indent = look.body * 0.7
            let box = TextBox(width: most - indent, maximumLines: 3)
            let block = try typesetter.set(entry.quote, look.muted(0.86), in: box)
            add(block, indent: indent, rule: theme.mutedInk.faded(0.5))
            air(look.body * 0.25)
        }
        if !entry.text.isEmpty {
            add(try typesetter.set(entry.text, look.face(), in: TextBox(width: most, leading: 1.4)))
        }
        for attachment in entry.attachments {
            let strip = try strip(of: attachment, most: most, inner: &inner)
            strips.append(strip)
        }
        let time = look.wording.time(milliseconds: entry.moment)
        let foot = entry.status.isEmpty ? time : "\(time) · \(entry.status)"
        let ink = entry.tone == .neutral ? theme.mutedInk : theme.palette(entry.tone).ink
        let block = try typesetter.set(
            foot,
            look.face(0.78, .regular, ink),
            in: TextBox(width: most, maximumLines: 4)
        )
        add(block)
        return (strips, inner)
    }

    private func strip(
        of attachment: TranscriptEntry.Attachment,
        most: Double,
        inner: inout Double
    ) throws(RenderingError) -> Strip {
        let size = thumbnailSize(attachment.thumbnail, most: most)
        let words = try typesetter.set(
            [
                (attachment.name, look.face(0.9, .medium)),
                (attachment.detail.isEmpty ? "" : "\n" + attachment.detail, look.muted(0.78)),
            ],
            in: TextBox(width: most - look.body * 1.6, maximumLines: 8)
        )
        inner = max(inner, size.width, words.width + look.body * 1.6)
        let gap = size.height > 0 ? look.body * 0.3 : 0
        return Strip(height: size.height + gap + words.height + look.body * 0.4) {
            [look, theme] (sketch, x, y) throws(RenderingError) in
            if size.height > 0 {
                try sketch.image(
                    attachment.thumbnail,
                    alternative: attachment.name,
                    in: Rectangle(x: x, y: y, width: size.width, height: size.height)
                )
            }
            let top = y + size.height + gap
            // A leaf with a folded corner stands for a file.
            let leaf = look.body * 0.95
            let fold = leaf * 0.35
            let (sheetX, sheetY) = (x, top + look.body * 0.12)
            sketch.pen.fill(
                [
                    (sheetX, sheetY), (sheetX + leaf * 0.8 - fold, sheetY),
                    (sheetX + leaf * 0.8, sheetY + fold), (sheetX + leaf * 0.8, sheetY + leaf),
                    (sheetX, sheetY + leaf),
                ],
                theme.mutedInk.faded(0.7)
            )
            sketch.pen.draw(words, x: x + look.body * 1.4, y: top)
        }
    }

    private func thumbnailSize(
        _ bytes: [UInt8],
        most: Double
    ) -> (width: Double, height: Double) {
        guard let head = PictureSize(bytes), head.width > 0, head.height > 0 else { return (0, 0) }
        let scale = min(1, most / Double(head.width), 150 / Double(head.height))
        return (Double(head.width) * scale, Double(head.height) * scale)
    }
}

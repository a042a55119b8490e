internal import Paper

extension Flow {
    /// Draws what stands above and below the text of each page.
    func drawMargins() throws(RenderingError) {
        guard let sketch else { return }
        let foot = look.muted(0.8)
        let baseline = info.page.height - info.page.margin + look.body * 0.2
        let number = look.phrases.page(page, of: survey?.pages ?? page)
        let numberWidth = try typesetter.width(number, foot)
        sketch.pen.fill(
            Rectangle(x: left, y: baseline - look.body * 0.55, width: width, height: 0.5),
            theme.line
        )
        try sketch.line(number, foot, x: left + width - numberWidth, y: baseline)
        try sketch.line(
            info.footer.replacing("{sha256}", with: contentHash),
            foot,
            x: left,
            y: baseline,
            width: max(1, width - numberWidth - look.body * 2)
        )
        if !info.footer.contains("{sha256}") {
            try sketch.line(
                "\(look.phrases.contentHash): \(contentHash)",
                look.muted(0.66),
                x: left,
                y: baseline + look.body * 1.15,
                width: width
            )
        }
        guard page > 1 else { return }
        let head = look.muted(0.85)
        let y = info.page.margin - look.body * 0.3
        let title = try sketch.line(
            info.title,
            look.face(0.85, .semibold),
            x: left,
            y: y,
            width: width * 0.6
        )
        let side = width - title - look.body * 2
        if side > 0, !info.subtitle.isEmpty {
            try sketch.line(
                info.subtitle,
                head,
                x: left + width - side,
                y: y,
                width: side,
                alignment: .end
            )
        }
        sketch.pen.fill(
            Rectangle(x: left, y: y + look.body * 1.35, width: width, height: 0.5),
            theme.line
        )
    }

    /// Draws the title of the document on its first page.
    func drawTitle() throws(RenderingError) {
        guard !info.title.isEmpty else { return }
        let small = look.muted(0.9)
        let moment =
            info.dataAsOf > 0
            ? look.phrases.data(of: look.wording.dateTime(milliseconds: info.dataAsOf)) : ""
        let author = look.face(0.95, .semibold)
        let natural = max(
            try typesetter.width(info.author, author),
            try typesetter.width(moment, small)
        )
        let sideWidth = min(natural + 0.5, width * 0.34)
        let logo = theme.logo.size(height: look.body * 3.4, most: width * 0.3)
        let under = logo.height > 0 ? logo.height + look.body * 0.5 : look.body * 0.45
        let maker = try typesetter.set(
            [(info.author, author), (info.author.isEmpty ? moment : "\n" + moment, small)],
            in: TextBox(width: sideWidth, alignment: .end, leading: 1.4, maximumLines: 5)
        )
        let side = max(sideWidth, logo.width)
        let titleWidth = width - (side > 0 ? side + look.body * 2 : 0)
        let title = try typesetter.set(
            info.title,
            look.face(2.1, .bold),
            in: TextBox(width: titleWidth, leading: 1.2, maximumLines: 4)
        )
        let subtitle = try typesetter.set(
            info.subtitle,
            look.muted(1.08),
            in: TextBox(width: titleWidth, leading: 1.4, maximumLines: 4)
        )
        if let sketch {
            let pen = sketch.pen
            try pen.tagged(.heading1) { () throws(RenderingError) in
                pen.draw(title, x: left, y: y)
            }
            if !info.subtitle.isEmpty {
                try pen.tagged(.paragraph) { () throws(RenderingError) in
                    pen.draw(subtitle, x: left, y: y + title.height + look.body * 0.25)
                }
            }
            try pen.tagged(.paragraph) { () throws(RenderingError) in
                pen.draw(maker, x: left + width - sideWidth, y: y + under)
            }
            if logo.height > 0 {
                try pen.figure(info.author) { () throws(RenderingError) in
                    let place = Rectangle(
                        x: left + width - logo.width,
                        y: y,
                        width: logo.width,
                        height: logo.height
                    )
                    try sketch.image(theme.logo.bytes, alternative: info.author, in: place)
                }
            }
        }
        y += max(
            title.height + (info.subtitle.isEmpty ? 0 : subtitle.height + look.body * 0.25),
            maker.height + under,
            look.body * 3.2
        )
        y += look.body * 0.7
        sketch?.pen.fill(
            Rectangle(x: left, y: y, width: width, height: 1.2),
            theme.palette(.accent).fill
        )
        y += look.body * 1.1
    }
}

internal import Paper

/// Sets the words of blocks in one look, without drawing them.
struct Composer {
    let look: Look
    let typesetter: Typesetter

    private var theme: Theme { look.theme }

    /// Sets a paragraph; links that `allows` refuses stay words.
    func set(
        _ paragraph: Paragraph,
        width: Double,
        allows: (String) -> Bool = { _ in true }
    ) throws(RenderingError) -> TextBlock {
        let scale = paragraph.scale.isFinite ? max(0.3, min(8, paragraph.scale)) : 1
        var runs: [(text: String, face: TextFace)] = []
        for run in paragraph.runs {
            let isLink = !run.link.isEmpty && allows(run.link)
            runs.append(
                (
                    run.text,
                    TextFace(
                        Typeface(
                            run.bold ? .bold : .regular,
                            italic: run.italic,
                            monospaced: run.monospaced
                        ),
                        look.body * scale,
                        theme.palette(isLink && run.tone == .neutral ? .accent : run.tone).ink,
                        link: isLink ? run.link : ""
                    )
                )
            )
        }
        return try typesetter.set(
            runs.isEmpty ? [("", look.face(scale))] : runs,
            in: TextBox(
                width: width,
                alignment: paragraph.alignment,
                leading: 1.45,
                isColumn: true
            )
        )
    }

    /// The face of a heading's words.
    func face(of heading: Heading) -> TextFace {
        let scale =
            switch heading.level {
            case ...1: 1.6
            case 2: 1.3
            case 3: 1.12
            default: 1.0
            }
        return look.face(scale, heading.level < 3 ? .bold : .semibold)
    }

    /// The space over a heading.
    func space(over heading: Heading) -> Double {
        look.body * (heading.level <= 1 ? 1.5 : heading.level == 2 ? 1.2 : 0.9)
    }
}

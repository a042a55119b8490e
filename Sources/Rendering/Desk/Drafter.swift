public import Foundation
public import Paper

/// Draws documents on the calling thread; it belongs to one thread at a time.
///
/// `RenderingDesk` has one for each of its threads. Commands that draw once may use their own.
public final class Drafter {
    private let inks: Inks
    private let shelf: BoardShelf
    private let sealKey: [UInt8]

    /// Creates a drafter that keeps so many bytes of board pixels and seals PDFs with a key.
    ///
    /// - Throws: `RenderingError.font` when a font cannot be opened.
    public init(
        fonts: Fonts,
        boardMemory: Int = 64 << 20,
        sealKey: [UInt8] = []
    ) throws(RenderingError) {
        inks = try Inks(fonts: fonts)
        shelf = BoardShelf(memory: boardMemory)
        self.sealKey = sealKey
    }

    /// Draws a board, reusing what did not change since the last picture of the same key.
    public func board(_ request: BoardRequest) throws -> PngPicture {
        inks.typesetter.trim()
        return try shelf.draw(request, inks: inks)
    }

    /// Draws a board as a PDF of one page to a file; a pixel is three quarters of a point.
    public func boardPdf(
        _ request: BoardRequest,
        info: DocumentInfo,
        to file: URL
    ) throws -> PaperResult {
        inks.typesetter.trim()
        let content = try BoardContent(request.blocks)
        let (width, height) = (Double(request.width), Double(request.height))
        guard (96...16_384).contains(request.width), (96...16_384).contains(request.height) else {
            throw RenderingError.outOfBounds("a board has 96 to 16,384 pixels a side")
        }
        let document = try SpooledDocument.of(request.blocks)
        let bytes = try OutputFile.writing(to: file, sealKey: sealKey) { output in
            let surface = try PdfSurface(
                output,
                info: info,
                width: width * 0.75,
                height: height * 0.75
            )
            let pages = try PdfPages(surface, inks: inks)
            if let pen = try pages.begin(page: 1) {
                let look = Look.board(
                    request.wording,
                    theme: request.theme,
                    width: width,
                    height: height
                )
                pen.transform(a: 0.75, b: 0, c: 0, d: 0.75, tx: 0, ty: 0)
                try BoardPainter(
                    sketch: Sketch(pen: pen, look: look),
                    content: content,
                    width: width,
                    height: height
                ).draw()
                pen.endDocument()
            }
            try pages.end(page: 1)
            try surface.finish()
            try PdfEnding(
                info: info,
                contentHash: document.contentHash,
                tags: pages.notes,
                elements: surface.elements
            ).amend(output)
        }
        return PaperResult(pages: 1, byteCount: bytes, contentHash: document.contentHash)
    }

    /// Draws a document to a PDF file, which is complete or, when this throws, not there.
    public func pdf(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        theme: Theme = .light,
        to file: URL
    ) throws -> PaperResult {
        let look = Look.paper(wording, theme: theme)
        let survey = try survey(document, info, look)
        let bytes = try OutputFile.writing(to: file, sealKey: sealKey) { output in
            let surface = try PdfSurface(
                output,
                info: info,
                width: info.page.width,
                height: info.page.height
            )
            let pages = try PdfPages(surface, inks: inks)
            let flow = try flow(document, info, look, pages, survey)
            try flow.start()
            try document.forEachRecord { try flow.take(record: $0) }
            _ = try flow.finish()
            try surface.finish()
            let ending = PdfEnding(
                info: info,
                contentHash: document.contentHash,
                tags: pages.notes,
                elements: surface.elements
            )
            guard survey.tables.contains(where: { $0 > 0 }) else { return try ending.amend(output) }
            try ending.amend(output) { try CsvWriter.write(document, to: $0) }
        }
        return PaperResult(
            pages: survey.pages,
            byteCount: bytes,
            contentHash: document.contentHash
        )
    }

    /// Draws one page of a document as a picture; the first page is 1.
    ///
    /// - Throws: `RenderingError.noSuchPage` when the document has fewer.
    public func png(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        theme: Theme = .light,
        page: Int = 1,
        scale: Double = 2
    ) throws -> PngPicture {
        let look = Look.paper(wording, theme: theme)
        let survey = try survey(document, info, look)
        guard (1...survey.pages).contains(page) else {
            throw RenderingError.noSuchPage(asked: page, pages: survey.pages)
        }
        let picture = try PagePicture(
            page: page,
            setup: info.page,
            scale: scale,
            ground: theme.ground,
            inks: inks
        )
        let flow = try flow(document, info, look, picture, survey)
        try flow.start()
        try document.forEachRecord { record in
            if !picture.isComplete { try flow.take(record: record) }
        }
        if !picture.isComplete { _ = try flow.finish() }
        return try picture.encode()
    }

    private func survey(
        _ document: SpooledDocument,
        _ info: DocumentInfo,
        _ look: Look
    ) throws -> Survey {
        inks.typesetter.trim()
        let flow = try flow(document, info, look, CountedPages(), nil)
        try flow.start()
        try document.forEachRecord { try flow.take(record: $0) }
        return try flow.finish()
    }

    private func flow(
        _ document: SpooledDocument,
        _ info: DocumentInfo,
        _ look: Look,
        _ target: any PageTarget,
        _ survey: Survey?
    ) throws -> Flow {
        try Flow(
            info: info,
            look: look,
            typesetter: inks.typesetter,
            target: target,
            survey: survey,
            contentHash: document.contentHash
        )
    }
}

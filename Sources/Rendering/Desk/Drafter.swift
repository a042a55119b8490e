public import Foundation
public import Paper

/// Draws documents on the calling thread; it belongs to one thread at a time.
///
/// `RenderingDesk` has one for each of its threads. Commands that draw once may use their own.
public final class Drafter {
    private let inks: Inks
    private let shelf: BoardShelf

    /// Creates a drafter that keeps so many bytes of board pixels.
    ///
    /// - Throws: `RenderingError.font` when a font cannot be opened.
    public init(fonts: Fonts, boardMemory: Int = 64 << 20) throws(RenderingError) {
        inks = try Inks(fonts: fonts)
        shelf = BoardShelf(memory: boardMemory)
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
        let bytes = try OutputFile.writing(to: file) { output in
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
            }
            try pages.end(page: 1)
            try surface.finish()
            try PdfEnding.amend(output, language: info.language)
        }
        return PaperResult(pages: 1, byteCount: bytes, contentHash: document.contentHash)
    }

    /// Draws a document to a PDF file, which is complete or, when this throws, not there.
    public func pdf(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        to file: URL
    ) throws -> PaperResult {
        let survey = try survey(document, info, wording)
        let bytes = try OutputFile.writing(to: file) { output in
            let surface = try PdfSurface(
                output,
                info: info,
                width: info.page.width,
                height: info.page.height
            )
            let pages = try PdfPages(surface, inks: inks)
            let flow = try flow(document, info, wording, pages, survey)
            try flow.start()
            try document.forEachBlock { try flow.take($0) }
            _ = try flow.finish()
            try surface.finish()
            try PdfEnding.amend(output, language: info.language)
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
        page: Int = 1,
        scale: Double = 2
    ) throws -> PngPicture {
        let survey = try survey(document, info, wording)
        guard (1...survey.pages).contains(page) else {
            throw RenderingError.noSuchPage(asked: page, pages: survey.pages)
        }
        let picture = try PagePicture(
            page: page,
            setup: info.page,
            scale: scale,
            ground: Theme.light.ground,
            inks: inks
        )
        let flow = try flow(document, info, wording, picture, survey)
        try flow.start()
        try document.forEachBlock { block in
            if !picture.isComplete { try flow.take(block) }
        }
        if !picture.isComplete { _ = try flow.finish() }
        return try picture.encode()
    }

    private func survey(
        _ document: SpooledDocument,
        _ info: DocumentInfo,
        _ wording: Wording
    ) throws -> Survey {
        inks.typesetter.trim()
        let flow = try flow(document, info, wording, CountedPages(), nil)
        try flow.start()
        try document.forEachBlock { try flow.take($0) }
        return try flow.finish()
    }

    private func flow(
        _ document: SpooledDocument,
        _ info: DocumentInfo,
        _ wording: Wording,
        _ target: any PageTarget,
        _ survey: Survey?
    ) throws -> Flow {
        try Flow(
            info: info,
            look: .paper(wording),
            typesetter: inks.typesetter,
            target: target,
            survey: survey,
            contentHash: document.contentHash
        )
    }
}

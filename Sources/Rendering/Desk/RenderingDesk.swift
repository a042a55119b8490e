public import Foundation
public import Paper

/// Draws and writes documents for the rest of the house, away from everyone else's threads.
///
/// Boards and papers have a thread each, so that a history of a million rows does not stop a
/// wallboard. Each keeps its fonts, shaped words and last pictures. A queue that is full answers
/// `RenderingError.busy` at once.
public final class RenderingDesk: Sendable {
    /// Bounds what the desk takes on.
    public struct Settings: Sendable, Hashable {
        /// How many requests may wait for each thread.
        public var waiting: Int

        /// How many bytes of pixels the pictures of boards may keep for their next rendering.
        public var boardMemory: Int

        /// The secret that seals PDFs; empty for none.
        public var sealKey: [UInt8]

        /// Creates settings.
        public init(waiting: Int = 32, boardMemory: Int = 64 << 20, sealKey: [UInt8] = []) {
            self.waiting = waiting
            self.boardMemory = boardMemory
            self.sealKey = sealKey
        }
    }

    private let boards: Workbench
    private let papers: Workbench

    /// Creates a desk that draws with checked fonts.
    public init(fonts: Fonts, settings: Settings = Settings()) {
        boards = Workbench(label: "conecta.boards", fonts: fonts, settings: settings)
        papers = Workbench(label: "conecta.papers", fonts: fonts, settings: settings)
    }

    /// Draws a board, reusing what did not change since the last picture of the same key.
    public func board(_ request: BoardRequest) async throws -> PngPicture {
        try await boards.run { try $0.board(request) }
    }

    /// Draws a board as a PDF of one page to a file.
    public func boardPdf(
        _ request: BoardRequest,
        info: DocumentInfo,
        to file: URL
    ) async throws -> PaperResult {
        try await boards.run { try $0.boardPdf(request, info: info, to: file) }
    }

    /// Draws a document to a PDF file.
    ///
    /// The file is complete or, when this throws, removed.
    public func pdf(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        theme: Theme = .light,
        to file: URL
    ) async throws -> PaperResult {
        try await papers.run {
            try $0.pdf(document, info: info, wording: wording, theme: theme, to: file)
        }
    }

    /// Draws one page of a document as a picture; the first page is 1.
    ///
    /// At scale 1 a point is a pixel; 2 suits screens.
    public func png(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        theme: Theme = .light,
        page: Int = 1,
        scale: Double = 2
    ) async throws -> PngPicture {
        try await papers.run {
            try $0.png(
                document,
                info: info,
                wording: wording,
                theme: theme,
                page: page,
                scale: scale
            )
        }
    }

    /// Writes the rows of a document's tables to a CSV file, and tells how many bytes it has.
    @discardableResult
    public func csv(_ document: SpooledDocument, to file: URL) async throws -> Int64 {
        try await papers.run { _ in try CsvWriter.write(document, to: file) }
    }

    /// Writes a document as an HTML page with its style to a file, and tells how many bytes it has.
    @discardableResult
    public func html(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        style: String = "",
        to file: URL
    ) async throws -> Int64 {
        try await papers.run { _ in
            try HtmlWriter.write(document, info: info, wording: wording, style: style, to: file)
        }
    }
}

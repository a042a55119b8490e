import Foundation
import Paper
import Rendering

/// Is what others take to put the history report on paper.
enum HistoryPeers {
    /// Chromium, with its start, from the same rows as a page of HTML.
    static func chromium(rows: Int) -> Subject {
        Subject("Chromium, from HTML", needs: [Chromium.tool], isSlow: true) {
            try await print(rows: rows) { page, paper in
                try Chromium.print(page, to: paper)
            }
        }
    }

    /// WeasyPrint, from the same page.
    static func weasyPrint(rows: Int) -> Subject {
        let tool = Tool.program("/usr/bin/weasyprint", package: "weasyprint")
        return Subject("WeasyPrint, from HTML", needs: [tool], isSlow: true) {
            try await print(rows: rows) { page, paper in
                try Tool.output(of: URL(filePath: "/usr/bin/weasyprint"), [page.path, paper.path])
            }
        }
    }

    /// ReportLab, a long table of the same cells.
    static func reportLab(rows: Int) -> Subject {
        let tool = Tool.python("reportlab", package: "python3-reportlab")
        return Subject("ReportLab", needs: [tool], isSlow: true) {
            let scratch = try Scratch()
            let (table, paper) = (
                scratch.folder.appending(path: "history.csv"),
                scratch.folder.appending(path: "history.pdf")
            )
            _ = try CsvWriter.write(HistorySample.spool(rows: rows), to: table)
            let script = Checkout.root.appending(path: "Benchmarks/References/history.py")
            let seconds = try await Stopwatch.once {
                try Tool.output(of: Tool.python, [script.path, table.path, paper.path])
            }
            try require(paper)
            return seconds
        }
    }

    private static func print(
        rows: Int,
        _ work: (_ page: URL, _ paper: URL) throws -> Void
    ) async throws -> Double {
        let scratch = try Scratch()
        let (page, paper) = (
            scratch.folder.appending(path: "history.html"),
            scratch.folder.appending(path: "history.pdf")
        )
        try write(rows: rows, to: page)
        let seconds = try await Stopwatch.once { try work(page, paper) }
        try require(paper)
        return seconds
    }

    private static func require(_ paper: URL) throws {
        let file = try FileHandle(forReadingFrom: paper)
        guard try file.read(upToCount: 5) == Data("%PDF-".utf8) else {
            throw BenchFailure("\(paper.lastPathComponent) is no PDF")
        }
    }

    /// Writes the report as a page whose table head is repeated on paper.
    private static func write(rows: Int, to page: URL) throws {
        let style = """
            @page { size: A4 landscape; margin: 15mm;
              @bottom-right { content: "página " counter(page) " de " counter(pages); } }
            body { font: 7pt Inter, sans-serif; margin: 0 }
            table { width: 100%; border-collapse: collapse }
            thead { display: table-header-group }
            th { background: #e6ebf2; text-align: left }
            td, th { padding: 1pt 3pt } tr { break-inside: avoid }
            tr:nth-child(even) { background: #f4f6f9 } .align-end { text-align: right }
            """
        _ = try HtmlWriter.write(
            HistorySample.spool(rows: rows),
            info: HistorySample.info,
            wording: HouseSample.wording,
            style: style,
            to: page
        )
    }
}

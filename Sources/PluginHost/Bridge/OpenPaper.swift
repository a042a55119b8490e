import CPluginABI
import Engine
import Paper

/// Is a report's document while it is being written: grammar, sink, and what went wrong.
final class OpenPaper {
    private let sink: any ReportSink
    private let request: ReportRequest
    private let asOf: Int64
    private var grammar = BlockGrammar()
    private var hasBegun = false

    /// What the sink or the data threw, which ends the report.
    var failure: (any Error)?

    init(sink: any ReportSink, request: ReportRequest, asOf: Int64) {
        self.sink = sink
        self.request = request
        self.asOf = asOf
    }

    /// Takes what the plugin says of the whole document.
    func begin(_ told: cnx_document_v1) throws {
        guard !hasBegun else { throw Unfit.argument("document comes after the first block") }
        let landscape = told.flags & UInt32(CNX_DOCUMENT_LANDSCAPE) != 0
        var page = PageSetup(width: request.width, height: request.height)
        if told.width_pt != 0 || told.height_pt != 0 {
            page.width = try told.width_pt.length("width_pt")
            page.height = try told.height_pt.length("height_pt")
        }
        if landscape, !request.fixesPage, page.width < page.height {
            swap(&page.width, &page.height)
        }
        if told.margin_pt != 0 { page.margin = try told.margin_pt.length("margin_pt") }
        try begin(
            DocumentInfo(
                title: try told.title.text("title"),
                subtitle: try told.subtitle.text("subtitle"),
                author: request.company,
                language: request.language,
                dataAsOf: asOf,
                page: page,
                footer: try told.footer.text("footer")
            )
        )
    }

    /// Takes the next block.
    func emit(_ block: Block) throws {
        if let failure { throw failure }
        do {
            try grammar.accept(block)
        } catch {
            throw Unfit.argument("\(error)")
        }
        try beginIfNeeded()
        try pass { try sink.emit(block) }
    }

    /// Checks that the document is complete, even if it is empty.
    func end() throws {
        do {
            try grammar.end()
        } catch {
            throw PluginFailure(.argument, "\(error)")
        }
        try beginIfNeeded()
    }

    func progress(done: UInt64, total: UInt64) {
        sink.progress(done: done, total: total)
    }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        sink.measure(text, style)
    }

    private func beginIfNeeded() throws {
        guard !hasBegun else { return }
        let page = PageSetup(width: request.width, height: request.height)
        try begin(
            DocumentInfo(
                title: "",
                author: request.company,
                language: request.language,
                dataAsOf: asOf,
                page: page
            )
        )
    }

    private func begin(_ info: DocumentInfo) throws {
        hasBegun = true
        try pass { try sink.begin(info) }
    }

    /// Keeps what the sink throws: the one who asked for the report gets it as it is.
    private func pass(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            failure = error
            throw Unfit(cnx_status(CNX_E_INTERNAL), "the document cannot be written: \(error)")
        }
    }
}

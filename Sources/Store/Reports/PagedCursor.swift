import Engine
import GRDB

/// Reads a dataset page by page from one snapshot; memory holds one page.
final class PagedCursor<Line>: ReportCursor {
    /// The most lines of a batch.
    static var pageSize: Int { 1_000 }

    private let snapshot: DatabaseSnapshot
    private let fields: [ReportField<Line>]
    private let page: (Database, Line?) throws -> [Line]
    private var last: Line?
    private var isOver = false
    private var isFirst = true

    /// Creates a cursor; `page` reads at most `pageSize` lines after the last one read.
    init(
        _ snapshot: DatabaseSnapshot,
        _ fields: [ReportField<Line>],
        page: @escaping (Database, Line?) throws -> [Line]
    ) {
        self.snapshot = snapshot
        self.fields = fields
        self.page = page
    }

    /// Reads the next batch; the first is there even when it is empty, for its columns.
    func next() throws -> ReportBatch? {
        guard !isOver else { return nil }
        let lines = try snapshot.read { try page($0, last) }
        isOver = lines.count < Self.pageSize
        last = lines.last ?? last
        guard isFirst || !lines.isEmpty else { return nil }
        isFirst = false
        return ReportBatch(lines, fields)
    }
}

import Engine
import Paper
import PluginHost
import Synchronization

/// Writes a board with a row for each team and each waiting contact, and remembers what it wrote.
final class StandInBoard: ReportPort {
    private let written = Mutex<[[String]]>([])
    private let failures = Mutex<[PluginFailure]>([])

    /// Has the next boards fail.
    func fail(_ failures: [PluginFailure]) { self.failures.withLock { $0 = failures } }

    /// How many failures are still to come.
    var failuresLeft: Int { failures.withLock(\.count) }

    /// The teams and contacts of each board that was written, in order.
    var boards: [[String]] { written.withLock { $0 } }

    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws {
        let failure = failures.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let failure { throw failure }
        let teams = try texts("name", of: "teams", in: data)
        let contacts = try texts("contact", of: "queue", in: data)
        try sink.emit(.gridStart(Grid(title: request.parameters)))
        try sink.emit(.cell(GridCell(column: 0, row: 0, width: 12, height: 12)))
        try sink.emit(.tableStart(Table(columns: [Column(id: "name", title: "Name")])))
        for word in teams + contacts { try sink.emit(.row(Row([Cell(.text(word))]))) }
        try sink.emit(.tableEnd)
        try sink.emit(.gridEnd)
        written.withLock { $0.append(teams + contacts) }
    }

    private func texts(_ column: String, of dataset: String, in data: any ReportData) throws
        -> [String]
    {
        let cursor = try data.open(dataset, parameters: "{}")
        var words: [String] = []
        while let batch = try cursor.next() {
            guard
                case .texts(let values)? = batch.columns.first(where: { $0.name == column })?.values
            else { continue }
            words += values.compactMap(\.self)
        }
        return words
    }
}

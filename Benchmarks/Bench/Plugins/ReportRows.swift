import Engine
import Paper
import PluginHost
import Rendering
import Synchronization

/// Is a dataset of sessions as the server reads it, 500 rows at a time.
struct ReportRows: ReportData {
    let count: Int
    let asOf = Timestamp(milliseconds: HouseSample.now)

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        Cursor(rows: dataset == "sessions" ? count : 0)
    }

    private final class Cursor: ReportCursor {
        private static let size = 500
        private let rows: Int
        private var place = 0

        init(rows: Int) { self.rows = rows }

        func next() throws -> ReportBatch? {
            guard place < rows else { return nil }
            let places = place..<min(place + Self.size, rows)
            place = places.upperBound
            func texts(_ name: String, _ text: (Int) -> String?) -> ReportColumn {
                ReportColumn(name: name, values: .texts(places.map(text)))
            }
            func times(_ name: String, _ time: (Int) -> Int64?) -> ReportColumn {
                ReportColumn(name: name, values: .durations(places.map(time)))
            }
            func moments(_ name: String, after minutes: Int64) -> ReportColumn {
                let values = places.map { place -> Int64? in
                    HouseSample.now - Int64(place % 40_320) * 60_000 + minutes * 60_000
                }
                return ReportColumn(name: name, values: .moments(values))
            }
            return ReportBatch(columns: [
                texts("protocol") { "202611\(10 + $0 % 20)-\(100_000 + $0 % 900_000)-\($0 % 10)" },
                moments("started", after: 0), moments("closed", after: 12),
                texts("contact") { HouseSample.people[$0 % 6] },
                texts("channel") { HouseSample.channels[$0 % 2] },
                texts("teams") { HouseSample.teams[$0 % 4] },
                texts("team") { HouseSample.teams[$0 % 4] },
                texts("agents") { HouseSample.people[$0 * 5 % 6] },
                texts("agent") { HouseSample.people[$0 * 5 % 6] },
                times("wait") { Int64($0 % 17 * 60 + $0 % 60) * 1_000 },
                times("handle") { Int64($0 % 41 * 60 + $0 * 3 % 60) * 1_000 },
                times("first_response") { $0 % 5 == 0 ? nil : Int64($0 % 11) * 61_000 },
                texts("outcome") { $0 % 9 == 0 ? "lost" : "success" },
                texts("disposition") { $0 % 3 == 0 ? nil : "Venda concluída" },
                texts("tags") { $0 % 4 == 0 ? "urgente" : "" },
            ])
        }
    }
}

/// Puts a report's blocks aside, as the server does before it draws pages.
final class SpoolingSink: ReportSink {
    private struct State: ~Copyable {
        let spool = Spool()
        var count = 0
    }

    private let state = Mutex(State())

    /// How many blocks there were.
    var blocks: Int { state.withLock { $0.count } }

    func begin(_ info: DocumentInfo) throws {}

    func emit(_ block: Block) throws {
        try state.withLock { state in
            try state.spool.emit(block)
            state.count += 1
        }
    }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        (Double(text.utf8.count) * style.size / 2, style.size)
    }
}

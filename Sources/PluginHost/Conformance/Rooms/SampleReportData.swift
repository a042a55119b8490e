import Engine

/// Invents the data of a report: sessions whose words are not all easy, and nothing of the rest.
struct SampleReportData: ReportData {
    /// How many sessions there are.
    let count: Int
    let asOf = Timestamp(milliseconds: CheckRoom.now)

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        switch dataset {
        case "sessions": Rows(sessions)
        case "totals": Rows(totals)
        default: Rows(nil)
        }
    }

    private var sessions: ReportBatch {
        let rows = 0..<count
        let began = rows.map { CheckRoom.now - Int64($0) * 3_600_000 }
        let names = ["Maria Silva", "João", "李小龍", "مريم", "Zoë 👩‍🚀", "=1+1", ""]
        func text(_ name: String, _ value: (Int) -> String?) -> ReportColumn {
            ReportColumn(name: name, values: .texts(rows.map(value)))
        }
        func time(_ name: String, _ value: (Int) -> Int64?) -> ReportColumn {
            ReportColumn(name: name, values: .durations(rows.map(value)))
        }
        func number(_ name: String, _ value: (Int) -> Int64?) -> ReportColumn {
            ReportColumn(name: name, values: .integers(rows.map(value)))
        }
        return ReportBatch(columns: [
            text("protocol") { "2026-\($0 + 1)" },
            ReportColumn(name: "started", values: .moments(began.map(Optional.some))),
            ReportColumn(name: "closed", values: .moments(began.map { $0 + 900_000 })),
            text("contact") { names[$0 % names.count] },
            text("identity") { "+55119\(10_000_000 + $0)" },
            text("channel") { $0.isMultiple(of: 2) ? "WhatsApp" : "Chat" },
            text("team") { $0.isMultiple(of: 3) ? "Vendas" : "Suporte" },
            text("teams") { $0.isMultiple(of: 3) ? "Vendas" : "Suporte" },
            text("agent") { $0.isMultiple(of: 5) ? nil : "Ana" },
            text("agents") { $0.isMultiple(of: 5) ? nil : "Ana" },
            text("phase") { _ in "closed" },
            text("origin") { _ in "contact" },
            text("outcome") { $0.isMultiple(of: 7) ? "lost" : "success" },
            text("tags") { _ in nil },
            time("wait") { $0.isMultiple(of: 7) ? nil : Int64($0) * 1_000 },
            time("handle") { Int64($0) * 2_000 },
            time("first_response") { Int64($0) * 1_500 },
            number("messages_in") { Int64($0 % 9) },
            number("messages_out") { Int64($0 % 8) },
        ])
    }

    private var totals: ReportBatch {
        ReportBatch(columns: [
            ReportColumn(name: "sessions", values: .integers([Int64(count)])),
            ReportColumn(name: "served", values: .integers([Int64(count)])),
            ReportColumn(name: "success", values: .integers([Int64(count)])),
            ReportColumn(name: "lost", values: .integers([0])),
            ReportColumn(name: "wait_mean", values: .durations([count == 0 ? nil : 1_000])),
            ReportColumn(name: "handle_mean", values: .durations([count == 0 ? nil : 2_000])),
        ])
    }

    private final class Rows: ReportCursor {
        private var batch: ReportBatch?

        init(_ batch: ReportBatch?) { self.batch = batch }

        func next() -> ReportBatch? {
            defer { batch = nil }
            return batch
        }
    }
}

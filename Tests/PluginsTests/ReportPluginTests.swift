import Engine
import Foundation
import Paper
import PluginHost
import Synchronization
import Testing

/// Is data in memory: what the store would say.
private struct SampleData: ReportData {
    let asOf = Timestamp(milliseconds: PluginWorkshop.now)
    let datasets: [String: [ReportColumn]]

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        guard let columns = datasets[dataset] else {
            throw ReportDataError.unknownDataset(dataset)
        }
        return SampleCursor(columns)
    }
}

private final class SampleCursor: ReportCursor {
    private var batch: ReportBatch?

    init(_ columns: [ReportColumn]) {
        batch = ReportBatch(columns: columns)
    }

    func next() throws -> ReportBatch? {
        defer { batch = nil }
        return batch
    }
}

private final class Collected: ReportSink {
    private let kept = Mutex<(info: DocumentInfo?, blocks: [Block])>((nil, []))

    var blocks: [Block] { kept.withLock { $0.blocks } }
    var info: DocumentInfo? { kept.withLock { $0.info } }

    var rows: [Row] {
        blocks.compactMap { block in
            if case .row(let row) = block { row } else { nil }
        }
    }

    func begin(_ info: DocumentInfo) throws { kept.withLock { $0.info = info } }
    func emit(_ block: Block) throws { kept.withLock { $0.blocks.append(block) } }
    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        (Double(text.count) * style.size, style.size)
    }
}

private func integers(_ name: String, _ values: [Int64?]) -> ReportColumn {
    ReportColumn(name: name, values: .integers(values))
}

private func texts(_ name: String, _ values: [String?]) -> ReportColumn {
    ReportColumn(name: name, values: .texts(values))
}

private let boardData = SampleData(datasets: [
    "live": [
        integers("navigating_now", [1]), integers("waiting_now", [3]),
        integers("in_service_now", [5]), integers("total_now", [9]), integers("at_risk_now", [2]),
        integers("overdue_now", [1]), integers("free_slots_now", [4]),
        integers("agents_available", [2]), integers("agents_busy", [1]),
        integers("agents_paused", [1]), integers("windows_ending", [1]),
        integers("messages_failed", [0]), integers("longest_wait_now", [400_000]),
        integers("target", [300_000]), ReportColumn(name: "goal", values: .decimals([0.8])),
    ],
    "today": [
        integers("sessions_started", [40]), integers("sessions_closed", [31]),
        integers("abandoned", [2]), integers("wait_mean", [95_000]),
        integers("wait_p90", [200_000]),
        ReportColumn(name: "service_level", values: .decimals([0.75])),
        ReportColumn(name: "abandon_rate", values: .decimals([0.06])),
    ],
    "teams": [
        texts("name", ["Vendas", "Suporte"]), integers("waiting_now", [1, 2]),
        integers("longest_wait_now", [10_000, 400_000]), integers("target", [300_000, 300_000]),
        integers("in_service_now", [1, 4]), integers("agents_available", [1, 1]),
        ReportColumn(name: "service_level", values: .decimals([0.9, 0.5])),
        ReportColumn(name: "goal", values: .decimals([0.8, 0.8])),
    ],
    "queue": [
        texts("protocol", ["20261122-000123-7"]), texts("contact", [nil]),
        texts("channel", ["WhatsApp"]), texts("team", ["Suporte"]),
        texts("overflow_from", ["Vendas"]), integers("wait", [400_000]),
        integers("target", [300_000]),
    ],
    "agents": [
        texts("nickname", ["Ana", "Bia"]), texts("state", ["paused", "available"]),
        texts("pause_reason", ["almoço", nil]), integers("in_service_now", [0, 2]),
        integers("served", [7, 9]), integers("handle_mean", [300_000, nil]),
    ],
    "volume": [
        ReportColumn(name: "start", values: .moments([PluginWorkshop.now])),
        integers("sessions_started", [4]), integers("sessions_closed", [3]),
    ],
])

private let session: [ReportColumn] = [
    texts("protocol", ["20261122-000123-7"]),
    ReportColumn(name: "started", values: .moments([PluginWorkshop.now - 900_000])),
    ReportColumn(name: "closed", values: .moments([PluginWorkshop.now])),
    texts("contact", ["Conceição Araújo"]), texts("identity", ["5511987650001"]),
    texts("channel", ["WhatsApp"]), texts("origin", ["inbound"]), texts("team", ["Suporte"]),
    texts("teams", ["Vendas → Suporte"]), texts("agent", ["Ana"]), texts("agents", ["Ana"]),
    texts("phase", ["closed"]), texts("outcome", ["lost"]), texts("tags", ["urgente"]),
    integers("wait", [60_000]), integers("handle", [600_000]), integers("first_response", [nil]),
    integers("messages_in", [4]), integers("messages_out", [3]),
    texts("closed_by", ["closed-by-agent"]),
]

private let recordData = SampleData(datasets: [
    "session": session,
    "sessions": session,
    "totals": [
        integers("sessions", [1]), integers("served", [1]), integers("success", [0]),
        integers("lost", [1]), integers("wait_mean", [60_000]), integers("handle_mean", [600_000]),
        integers("messages_in", [4]), integers("messages_out", [3]),
    ],
    "legs": [
        ReportColumn(name: "started", values: .moments([PluginWorkshop.now - 900_000])),
        ReportColumn(name: "ended", values: .moments([PluginWorkshop.now])),
        texts("phase", ["waiting"]), texts("team", ["Suporte"]), texts("agent", [nil]),
        texts("start", ["overflow-wait"]), texts("end", ["answered"]),
        integers("duration", [900_000]),
    ],
    "timeline": [
        ReportColumn(name: "moment", values: .moments([1_000, 2_000, 3_000])),
        texts("kind", ["message", "note", "message"]),
        texts("side", ["contact", "system", "ours"]),
        texts("author", ["Conceição Araújo", "Ana", "Ana"]),
        texts("text", ["Oi, não chegou", "cliente irritado", "Vou ver"]),
        texts("delivery", ["delivered", nil, "failed"]), texts("error", [nil, nil, "131047"]),
        texts(
            "attachments",
            [#"[{"name":"nota.pdf","mediaType":"application/pdf","size":9}]"#, nil, nil]
        ),
    ],
])

private func render(
    _ report: String,
    _ data: SampleData,
    format: ReportRequest.Format = .pdf,
    parameters: String = "{}"
) async throws -> Collected {
    let workshop = try await PluginWorkshop.open()
    let port = try await workshop.catalogue.openReport(report)
    let collected = Collected()
    try await port.render(
        ReportRequest(
            format: format,
            language: .portuguese,
            timeZone: "America/Sao_Paulo",
            parameters: parameters,
            viewer: "Gerente",
            company: "Loja"
        ),
        data: data,
        into: collected
    )
    return collected
}

@Suite struct ReportPluginTests {
    @Test func `the board is read from the longest wait on, the worst team first`() async throws {
        let board = try await render("wallboard", boardData)
        let tiles = board.blocks.flatMap { block -> [Tile] in
            if case .tiles(let tiles) = block { tiles } else { [] }
        }
        #expect(
            tiles.map(\.id) == [
                "longest_wait_now", "waiting_now", "at_risk_now", "free_slots_now", "service_level",
                "in_service_now", "wait_mean", "handle_mean", "first_response_mean", "abandon_rate",
                "sessions_closed", "messages_failed",
            ]
        )
        #expect(board.rows.first?.cells.first?.value == .text("Suporte"))
    }

    @Test func `a tile past its threshold says so in a word and not by colour alone`() async throws
    {
        let board = try await render("wallboard", boardData)
        for block in board.blocks {
            guard case .tiles(let tiles) = block else { continue }
            for tile in tiles where tile.tone == .warning || tile.tone == .critical {
                #expect(!tile.status.isEmpty, "\(tile.id)")
            }
        }
        let longest = board.blocks.compactMap { block -> Tile? in
            guard case .tiles(let tiles) = block else { return nil }
            return tiles.first { $0.id == "longest_wait_now" }
        }
        #expect(longest.first?.tone == .critical)
        #expect(longest.first?.value == .duration(400_000))
    }

    @Test func `an empty day shows dashes and no row`() async throws {
        var datasets = boardData.datasets
        datasets["today"] = [integers("sessions_started", [0])]
        for name in ["teams", "queue", "agents", "volume"] {
            datasets[name] = [integers("waiting_now", [])]
        }
        let board = try await render("wallboard", SampleData(datasets: datasets))
        #expect(board.rows == [])
    }

    @Test func `history gives a row for each session and the totals below`() async throws {
        let history = try await render("history", recordData)
        #expect(history.rows.map(\.kind) == [.body, .total])
        #expect(history.rows.first?.cells.first?.value == .text("20261122-000123-7"))
        let values = history.rows.first?.cells.map(\.value) ?? []
        #expect(values.contains(.duration(600_000)))
        #expect(history.info?.page.width ?? 0 > history.info?.page.height ?? 0)
    }

    @Test func `history for machines has every column and raw words`() async throws {
        let history = try await render("history", recordData, format: .csv)
        let table = history.blocks.compactMap { block -> Table? in
            if case .tableStart(let table) = block { table } else { nil }
        }
        let ids = table.first?.columns.map(\.id) ?? []
        #expect(ids.contains("identity"))
        #expect(history.rows.count == 1)
        let values = history.rows.first?.cells.map(\.value) ?? []
        #expect(values.contains(.text("lost")))
    }

    @Test func `the consumer's protocol leaves our notes out`() async throws {
        func words(_ edition: String) async throws -> [String] {
            let parameters = #"{"session": "x", "edition": "\#(edition)"}"#
            return try await render("protocol", recordData, parameters: parameters).blocks
                .compactMap { block in
                    if case .entry(let entry) = block { entry.text } else { nil }
                }
        }
        let ours = try await words("internal")
        let theirs = try await words("consumer")
        #expect(ours.contains(where: { $0.contains("cliente irritado") }))
        #expect(!theirs.contains(where: { $0.contains("cliente irritado") }))
        #expect(theirs.contains("Oi, não chegou"))
        #expect(theirs.contains("Vou ver"))
    }

    @Test func `a message that was not delivered says why`() async throws {
        let record = try await render("protocol", recordData, parameters: #"{"session": "x"}"#)
        let entries = record.blocks.compactMap { block -> TranscriptEntry? in
            if case .entry(let entry) = block { entry } else { nil }
        }
        #expect(entries.last?.status == "não entregue: 131047")
        #expect(entries.last?.tone == .warning)
        #expect(entries.first?.attachments.first?.name == "nota.pdf")
    }

    @Test func `a protocol without its session names the parameter`() async throws {
        let failure = await #expect(throws: PluginFailure.self) {
            try await render("protocol", recordData)
        }
        let words = try #require(failure).description
        #expect(words.contains("session"))
    }
}

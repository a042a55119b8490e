import Engine
import Foundation
import Paper
import PluginHost
import Synchronization
import Testing

/// Is data in memory: what the store would say.
struct SampleData: ReportData {
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

final class Collected: ReportSink {
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

func integers(_ name: String, _ values: [Int64?]) -> ReportColumn {
    ReportColumn(name: name, values: .integers(values))
}

func texts(_ name: String, _ values: [String?]) -> ReportColumn {
    ReportColumn(name: name, values: .texts(values))
}

let boardData = SampleData(datasets: [
    "live": [
        integers("navigating_now", [1]), integers("waiting_now", [3]),
        integers("in_service_now", [5]), integers("total_now", [9]), integers("at_risk_now", [2]),
        integers("overdue_now", [1]), integers("free_slots_now", [4]),
        integers("agents_available", [2]), integers("agents_busy", [1]),
        integers("agents_paused", [1]), integers("windows_ending_now", [1]),
        integers("messages_failed_now", [0]), integers("agents_ghost", [1]),
        integers("channels_degraded_now", [0]), integers("longest_wait_now", [400_000]),
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
        texts("slug", ["vendas", "suporte"]), integers("overflows_taken", [0, 2]),
        integers("overflowed", [2, 0]),
        ReportColumn(name: "service_level", values: .decimals([0.9, 0.5])),
        ReportColumn(name: "goal", values: .decimals([0.8, 0.8])),
    ],
    "queue": [
        texts("protocol", ["20261122-000123-7"]), texts("contact", [nil]),
        texts("team_slug", ["suporte"]),
        texts("channel", ["WhatsApp"]), texts("team", ["Suporte"]),
        texts("overflow_from", ["Vendas"]), integers("wait", [400_000]),
        integers("target", [300_000]),
    ],
    "agents": [
        texts("nickname", ["Ana", "Bia"]), texts("state", ["paused", "available"]),
        texts("pause_reason", ["almoço", nil]), integers("in_service_now", [0, 2]),
        integers("served", [7, 9]), integers("handle_mean", [300_000, nil]),
    ],
    "exceptions": [
        texts("kind", ["channel-degraded", "ghost"]), texts("channel", ["E-mail", nil]),
        texts("agent", [nil, "Ana"]), integers("lasts", [nil, 400_000]),
    ],
    "channels": [
        texts("slug", ["whatsapp", "email"]), texts("name", ["WhatsApp", "E-mail"]),
        ReportColumn(name: "is_active", values: .truths([true, true])),
        texts("problem", [nil, "credentials refused"]), integers("waiting_now", [3, 0]),
    ],
    "metrics": [
        texts("id", ["waiting_now", "service_level", "longest_wait_now"]),
        texts("unit", ["sessions", "ratio", "duration"]),
        texts("name_pt-BR", ["Em espera", "Nível de serviço", "Maior espera agora"]),
        texts("name_en", ["Waiting", "Service level", "Longest wait now"]),
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
    "definitions": [
        texts("id", ["wait_mean"]), texts("name", ["TME"]), texts("definition", ["Média de"]),
    ],
    "choices": [texts("parameter", ["team"]), texts("name", ["Suporte"])],
    "session": session,
    "sessions": session,
    "totals": [
        integers("sessions", [1]), integers("served", [1]), integers("success", [0]),
        integers("lost", [1]), integers("wait_mean", [60_000]), integers("handle_mean", [600_000]),
        integers("messages_in", [4]), integers("messages_out", [3]),
    ],
    "viewer": [ReportColumn(name: "reads_reports", values: .truths([true]))],
    "company": [texts("name", ["Loja"]), texts("registration", ["11.222.333/0001-81"])],
    "record": [texts("closer", ["Ana"]), texts("closer_kind", ["agent"])],
    "variables": [texts("name", []), texts("value", [])],
    "files": [texts("name", [])],
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
        texts("nickname", ["Conceição Araújo", "Aninha", "Aninha"]),
        texts("text", ["Oi, não chegou", "cliente irritado", "Vou ver"]),
        texts("delivery", ["delivered", nil, "failed"]), texts("error", [nil, nil, "131047"]),
        texts(
            "attachments",
            [#"[{"name":"nota.pdf","mediaType":"application/pdf","size":9}]"#, nil, nil]
        ),
    ],
])

func render(
    _ report: String,
    _ data: SampleData,
    format: ReportRequest.Format = .pdf,
    parameters: String = "{}",
    size: (width: Int, height: Int)? = nil,
    language: Language = .portuguese,
    hides: Bool = false
) async throws -> Collected {
    let workshop = try await PluginWorkshop.open()
    let port = try await workshop.catalogue.openReport(report)
    let collected = Collected()
    var request = ReportRequest(
        format: format,
        language: language,
        timeZone: "America/Sao_Paulo",
        parameters: parameters,
        viewer: "Gerente",
        company: "Loja",
        hidesConfidential: hides
    )
    if report == "wallboard" {
        (request.width, request.height) = (
            Double(size?.width ?? 1_920), Double(size?.height ?? 1_080)
        )
    }
    try await port.render(
        request,
        data: data,
        into: collected
    )
    return collected
}

@Suite struct ReportPluginTests {
    @Test func `history gives a row for each session and the totals below`() async throws {
        let history = try await render("history", recordData)
        #expect(history.rows.map(\.kind) == [.body, .total, .body])
        #expect(history.rows.first?.cells.first?.value == .text("20261122-000123-7"))
        let values = history.rows.first?.cells.map(\.value) ?? []
        #expect(values.contains(.duration(600_000)))
        #expect(history.info?.page.width ?? 0 > history.info?.page.height ?? 0)
    }

    @Test func `a report says in words what it was asked for, of when it is and for whom`()
        async throws
    {
        let parameters = """
            {"from": "2026-11-21T03:00:00Z", "to": "2026-11-23T03:00:00Z", "team": "suporte",
             "phase": ["waiting", "closed"], "basis": "ended"}
            """
        let history = try await render("history", recordData, parameters: parameters)
        let facts = history.blocks.flatMap { block -> [Fact] in
            if case .facts(let facts) = block { facts.items } else { [] }
        }
        let period = "21/11/2026 a 22/11/2026 · sessões encerradas no período"
        #expect(
            facts.map(\.value) == [
                .text(period), .text("Em espera, Encerrado"), .text("Suporte"),
                .text("America/Sao_Paulo"), .moment(PluginWorkshop.now), .text("Gerente"),
            ]
        )
        #expect(facts.map(\.name).prefix(3) == ["Período", "Situação", "Equipe"])
        #expect(history.info?.subtitle == period)
        #expect(history.rows.last?.cells.last?.value == .text("Média de"))
    }

    @Test(arguments: [ReportRequest.Format.pdf, .html, .png])
    func `what was typed in to find a person is not said under the privacy switch`(
        format: ReportRequest.Format
    ) async throws {
        let parameters = """
            {"text": "Zulmira", "contact": "5511987654321", "team": "suporte",
             "from": "2026-11-21T03:00:00Z", "to": "2026-11-23T03:00:00Z"}
            """
        for hides in [false, true] {
            let report = try await render(
                "history",
                recordData,
                format: format,
                parameters: parameters,
                hides: hides
            )
            let said = "\(report.blocks) \(report.info.map { "\($0)" } ?? "")"
            for typed in ["Zulmira", "5511987654321"] {
                #expect(said.contains(typed) == !hides, "\(typed), hidden: \(hides)")
            }
            #expect(said.contains("Suporte"), "what names nobody is said")
        }
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

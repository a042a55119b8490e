import Foundation
import Paper
import PluginHost
import Rendering
import Testing

@Suite struct RecordPluginTests {
    /// Each record with parameters that it needs.
    private static let records = [
        ("protocol", #"{"session": "x"}"#),
        ("protocol", #"{"session": "x", "edition": "consumer"}"#),
        ("dossier", #"{"contact": "x"}"#), ("messages", "{}"), ("presence", "{}"), ("audit", "{}"),
    ]

    /// All words of a document.
    private func words(_ document: Collected) -> [String] {
        document.blocks.flatMap { block -> [String] in
            switch block {
            case .heading(let heading): [heading.text]
            case .paragraph(let paragraph): paragraph.runs.map(\.text)
            case .facts(let facts): facts.items.flatMap { [$0.name, $0.value.words] }
            case .tiles(let tiles): tiles.flatMap { [$0.title, $0.status] }
            case .tableStart(let table): table.columns.flatMap { [$0.title, $0.group] }
            case .row(let row): row.cells.map(\.value.words)
            case .transcriptStart(let transcript): [transcript.emptyText]
            case .entry(let entry): [entry.author, entry.text, entry.status]
            case .chart(let chart): [chart.title] + chart.series.map(\.name)
            case .canvas(let canvas): [canvas.alternative]
            default: []
            }
        } + [document.info?.title ?? "", document.info?.footer ?? ""]
    }

    @Test(arguments: [Language.portuguese, .english])
    func `every record says everything in words, of both languages`(_ language: Language)
        async throws
    {
        for (report, parameters) in Self.records {
            let made = try await render(
                report,
                RecordSamples.data(["Maria", "João", "Ana", "Bia"]),
                parameters: parameters,
                language: language
            )
            let gaps = words(made).filter { text in
                ["protocol.", "dossier.", "messages.", "presence.", "audit.", "report."]
                    .contains { text.contains($0) }
            }
            #expect(gaps == [], "\(report)")
        }
    }

    @Test func `an empty record says so instead of showing nothing`() async throws {
        for (report, parameters) in Self.records {
            let made = try await render(report, RecordSamples.data([]), parameters: parameters)
            let tables = made.blocks.compactMap { block -> Table? in
                if case .tableStart(let table) = block { table } else { nil }
            }
            let empty = tables.filter { $0.columns.first?.id != "name" || !$0.emptyText.isEmpty }
            #expect(empty.contains { !$0.emptyText.isEmpty }, "\(report)")
        }
    }

    @Test(arguments: records)
    func `hostile and foreign names stand in every format as they are`(
        _ report: String,
        _ parameters: String
    ) async throws {
        let desk = RenderingDesk(
            fonts: try Fonts(
                configuration: PluginWorkshop.checkout.appending(path: "templates/fonts.conf")
            )
        )
        let wording = Wording(language: .portuguese, zone: .gmt)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for format in ReportRequest.Format.allCases {
            let made = try await render(
                report,
                RecordSamples.data(RecordSamples.names),
                format: format,
                parameters: parameters
            )
            let spool = Spool()
            for block in made.blocks { try spool.emit(block) }
            let document = try spool.finish()
            let info = made.info ?? DocumentInfo(title: report)
            let file = folder.appending(path: "x.\(format.rawValue)")
            switch format {
            case .pdf:
                _ = try await desk.pdf(document, info: info, wording: wording, to: file)
                #expect(try run("qpdf", "--check", file.path).0 == 0)
                let text = try run("pdftotext", "-layout", file.path, "-").1
                #expect(text.contains("<script>") || text.contains("alert(1)"), "\(text)")
                #expect(text.contains("欧阳"))
            case .png:
                let picture = try await desk.png(document, info: info, wording: wording)
                #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            case .html:
                try await desk.html(document, info: info, wording: wording, to: file)
                let html = try String(contentsOf: file, encoding: .utf8)
                #expect(!html.contains("<script>") && html.contains("&lt;script"))
                #expect(html.contains("محمد"))
            case .csv:
                try await desk.csv(document, to: file)
                let csv = try String(contentsOf: file, encoding: .utf8)
                #expect(!csv.contains(",=cmd") && !csv.contains("\n=cmd"))
            }
        }
    }

    private func run(_ program: String, _ arguments: String...) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test func `the consumer's edition has nicknames and dates, no labels and no reasons`()
        async throws
    {
        let parameters = #"{"session": "x", "edition": "consumer", "requested": "2026-11-20"}"#
        let made = try await render(
            "protocol",
            RecordSamples.data(["Maria Nome Inteiro"]),
            parameters: parameters
        )
        let all = words(made).joined(separator: "\n")
        #expect(!all.contains("segredo") && !all.contains("131047"))
        let entries = made.blocks.compactMap { block -> TranscriptEntry? in
            if case .entry(let entry) = block { entry } else { nil }
        }
        #expect(entries.filter { $0.side == .ours }.allSatisfy { $0.author == "Apelido" })
        let facts = made.blocks.flatMap { block -> [Fact] in
            if case .facts(let facts) = block { facts.items } else { [] }
        }
        // The day of the request does not count: 20 November and five days.
        #expect(facts.contains { $0.value == .day(20_782) })
        #expect(facts.contains { $0.value == .text("dentro do prazo") })
        let late = try await render(
            "protocol",
            RecordSamples.data(),
            parameters: #"{"session": "x", "edition": "consumer", "requested": "2026-11-16"}"#
        )
        #expect(words(late).contains("fora do prazo"))
    }

    @Test func `who reads no reports gets the consumer's edition and no other`() async throws {
        let data = RecordSamples.data(["Maria"], readsReports: false)
        let made = try await render("protocol", data, parameters: #"{"session": "x"}"#)
        #expect(made.info?.subtitle == "Edição do consumidor")
        let failure = await #expect(throws: PluginFailure.self) {
            try await render(
                "protocol",
                data,
                parameters: #"{"session": "x", "edition": "internal"}"#
            )
        }
        #expect(failure?.description.contains("edition") == true)
        let wrong = await #expect(throws: PluginFailure.self) {
            try await render(
                "protocol",
                data,
                parameters: #"{"session": "x", "requested": "ontem"}"#
            )
        }
        #expect(wrong?.description.contains("requested") == true)
    }

    @Test func `a dossier that is cut says so first`() async throws {
        let made = try await render(
            "dossier",
            RecordSamples.data(),
            parameters: #"{"contact": "x"}"#
        )
        guard case .paragraph(let first) = made.blocks.first else {
            Issue.record("\(made.blocks.first.debugDescription)")
            return
        }
        let text = first.runs.map(\.text).joined()
        #expect(text.contains("incompleto") && text.contains("2 atendimentos"))
    }

    @Test func `a pause over its limit has a mark and not colour alone`() async throws {
        let made = try await render("presence", RecordSamples.data(["Ana", "Bia"]))
        let marks = made.blocks.flatMap { block -> [String] in
            guard case .canvas(let canvas) = block else { return [] }
            return canvas.operations.compactMap { operation in
                if case .text(let text, _, _, _) = operation { text } else { nil }
            }
        }
        #expect(marks.filter { $0 == "!" }.count == 2)
        #expect(marks.contains("Ana") && marks.contains("Bia"))
    }
}

extension Value {
    /// The words of a text; empty for other values.
    fileprivate var words: String {
        if case .text(let text) = self { text } else { "" }
    }
}

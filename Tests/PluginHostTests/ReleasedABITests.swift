import Engine
import Foundation
import Paper
import PluginHost
import Synchronization
import TestSupport
import Testing

/// Plugins that were built when the ABI was released, with its header of then, in the host of today.
@Suite struct ReleasedABITests {
    private static let release = PluginBench.checkout.appending(path: "Tests/ABI/v1.0")

    /// Builds an example of the release, and lets today's host load it with its manifest of then.
    private func load(_ name: String, _ bench: PluginBench) async throws -> PluginCatalogue {
        let files = FileManager.default
        let example = Self.release.appending(path: name)
        // Beside the source, where the compiler looks first for what it includes.
        let header = bench.folder.appending(path: "conecta_plugin.h")
        try files.copyItem(at: Self.release.appending(path: "conecta_plugin.h"), to: header)
        let source = try String(contentsOf: example.appending(path: "\(name).c"), encoding: .utf8)
        let folder = bench.folder.appending(path: name)
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let manifest = try String(
            contentsOf: example.appending(path: "plugin.json"),
            encoding: .utf8
        )
        try Data(manifest.replacing("libEchoC.so", with: "libecho.so").utf8)
            .write(to: folder.appending(path: "plugin.json"))
        try bench.compile(source).write(to: folder.appending(path: "lib\(name).so"))
        let catalogue = try bench.catalogue()
        let listings = await catalogue.load(folders: [bench.folder.path])
        try #require(listings.first?.state == .ready, "\(listings.first?.reason ?? "nothing")")
        #expect(listings.first?.library?.abi == "1.0")
        return catalogue
    }

    @Test func `the channel of the release passes the fixtures it had`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let account = ChannelAccount(
            id: "a1",
            configuration: EchoChannelTests.configuration,
            state: MemoryState()
        )
        let catalogue = try await load("echo", bench)
        let findings = try await ChannelConformance(catalogue, channel: "echo", account: account)
            .run(fixtures: Self.release.appending(path: "echo/Fixtures").path)
        #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
        bench.egress.answer(.success(.init(Array("provider-7\n".utf8))))
        let port = try await catalogue.openChannel("echo", account)
        let message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
        let result = await port.send(message)
        #expect(result.outcome == .accepted(id: "provider-7", conversation: ""))
        await catalogue.close()
    }

    @Test func `the report of the release writes every kind of block`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let catalogue = try await load("report", bench)
        let port = try await catalogue.openReport("blocks")
        let request = ReportRequest(
            format: .pdf,
            language: .english,
            timeZone: "UTC",
            viewer: "Ana"
        )
        let sink = BlockList()
        try await port.render(request, data: NoRows(), into: sink)
        let blocks = sink.blocks
        #expect(sink.info?.subtitle == "Ana")
        try #require(blocks.count == 19)
        #expect(blocks[0] == .heading(Heading("Heading", level: 2, anchor: "here")))
        guard case .paragraph(let paragraph) = blocks[1], case .tiles(let tiles) = blocks[3],
            case .chart(let chart) = blocks[4], case .row(let row) = blocks[6],
            case .entry(let entry) = blocks[9], case .canvas(let canvas) = blocks[11]
        else {
            Issue.record("the blocks are others: \(blocks)")
            return
        }
        #expect(paragraph.runs.map(\.text) == ["one ", "two"])
        #expect(paragraph.runs.last?.link == "#here" && paragraph.scale == 1.5)
        #expect(tiles.first?.value == .duration(61_000) && tiles.first?.target == .duration(60_000))
        #expect(chart.series.first?.values == [1, 2] && chart.target?.value == 1.5)
        #expect(row.cells.map(\.value) == [.text("x"), .percent(0.25)])
        #expect(row.cells.last?.tone == .warning)
        #expect(entry.author == "Ana" && entry.attachments.map(\.name) == ["a.pdf"])
        #expect(canvas.operations.count == 4 && canvas.width == 100)
        await catalogue.close()
    }
}

/// Keeps what a report writes.
private final class BlockList: ReportSink {
    private let state = Mutex((info: DocumentInfo?.none, blocks: [Block]()))

    var info: DocumentInfo? { state.withLock { $0.info } }
    var blocks: [Block] { state.withLock { $0.blocks } }

    func begin(_ info: DocumentInfo) { state.withLock { $0.info = info } }

    func emit(_ block: Block) { state.withLock { $0.blocks.append(block) } }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        (Double(text.count), style.size)
    }
}

/// Has no dataset.
private struct NoRows: ReportData {
    var asOf: Timestamp { Timestamp(milliseconds: 99_480) }

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        throw ReportDataError.unknownDataset(dataset)
    }
}

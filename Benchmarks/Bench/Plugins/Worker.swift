import CReferences
import Engine
import Foundation
import Paper
import PluginHost

extension Benchmark {
    /// What it costs that a plugin has a process of its own.
    static let worker = Benchmark(
        name: "worker",
        summary: "plugins in processes of their own: calls, starts, events and a report",
        cases: [
            Case(
                "webhook of 4 kB with one event",
                ours: { try await call() },
                references: [Subject("C: the same bytes between two processes", pingPong)]
            ),
            Case("start of WebChat (Swift) until it serves", ours: { try await start() }),
            Case(
                "events of one plugin",
                in: .rate(of: "events"),
                ours: { try await events() }
            ),
            Case(
                "report of 100,000 rows",
                rounds: 3,
                ours: { try await report(.worker) },
                references: [Subject("in this process") { try await report(.inProcess) }]
            ),
        ]
    )

    private static func call() async throws -> Double {
        let catalogue = try await PluginSample.catalogue(.worker, folders: ["Examples"])
        let port = try await catalogue.openChannel("echo", PluginSample.echo)
        let seconds = try await Stopwatch.median(of: 9, each: 2_000) { _ in
            guard try await port.webhook(PluginSample.longRequest).events.count == 1 else {
                throw BenchFailure("the webhook told nothing")
            }
        }
        await port.close()
        await catalogue.close()
        return seconds
    }

    private static func pingPong() async throws -> Double {
        let count = PluginSample.longRequest.body.count + 128
        let seconds = reference_ping_pong(count, count, 20_000)
        guard seconds > 0 else { throw BenchFailure("two processes cannot talk") }
        return seconds
    }

    private static func start() async throws -> Double {
        var seconds: [Double] = []
        for _ in 0..<9 {
            seconds.append(
                try await Stopwatch.once {
                    let catalogue = try await PluginSample.catalogue(.worker, folders: ["Channels"])
                    guard catalogue.channels.contains(where: { $0.manifest.id == "webchat" }) else {
                        throw BenchFailure("WebChat does not start")
                    }
                    await catalogue.close()
                } / Double(channels)
            )
        }
        return seconds.sorted()[seconds.count / 2]
    }

    private static var channels: Int {
        let folder = Checkout.root.appending(path: "Plugins/Channels")
        return (try? FileManager.default.contentsOfDirectory(atPath: folder.path).count) ?? 1
    }

    private static func events() async throws -> Double {
        let catalogue = try await PluginSample.catalogue(.worker, folders: ["Examples"])
        let port = try await catalogue.openChannel("echo", PluginSample.echo)
        let lines = (0..<100).map {
            "message\tm\($0)\t+5511987654321\tMaria Silva\tOi, tudo bem?\n"
        }
        let request = WebhookRequest(
            method: "POST",
            body: Array(lines.joined().utf8),
            received: HouseSample.now
        )
        let seconds = try await Stopwatch.median(of: 9, each: 100) { _ in
            guard try await port.webhook(request).events.count == 100 else {
                throw BenchFailure("the webhook lost events")
            }
        }
        await port.close()
        await catalogue.close()
        return seconds / 100
    }

    /// Lets the history plugin write its report into what the server draws pages from.
    private static func report(_ placement: PluginPlacement) async throws -> Double {
        let catalogue = try await PluginSample.catalogue(placement, folders: ["Reports"])
        let port = try await catalogue.openReport("history")
        let request = ReportRequest(
            format: .pdf,
            language: .portuguese,
            timeZone: "America/Sao_Paulo",
            parameters: "{}"
        )
        let sink = SpoolingSink()
        let seconds = try await Stopwatch.once {
            try await port.render(request, data: ReportRows(count: 100_000), into: sink)
        }
        await catalogue.close()
        guard sink.blocks > 100_000 else {
            throw BenchFailure("the report has \(sink.blocks) blocks")
        }
        return seconds
    }
}

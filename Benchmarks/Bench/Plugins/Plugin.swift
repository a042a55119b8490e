import CReferences
import Foundation
import PluginHost

extension Benchmark {
    /// What a call of a plugin costs.
    static let plugin = Benchmark(
        name: "plugin",
        summary: "a webhook of a plugin in C and of one in Swift: the bridge, and the threads too",
        cases: [
            Case(
                "4 kB to Echo (C), the bridge alone",
                ours: bridge,
                references: [
                    Subject("C: the bare function") { try await callBare(PluginSample.longRequest) }
                ]
            ),
            Case(
                "webhook of Echo (C)",
                ours: { try await call("echo", PluginSample.echo, PluginSample.echoRequest) },
                references: [
                    Subject("C: the bare function") { try await callBare(PluginSample.echoRequest) }
                ]
            ),
            Case(
                "webhook of WebChat (Swift)",
                ours: { try await call("webchat", PluginSample.chat, PluginSample.chatRequest) },
                references: [
                    Subject("C: the bare function of Echo") {
                        try await callBare(PluginSample.echoRequest)
                    }
                ]
            ),
        ]
    )

    private static func call(
        _ channel: String,
        _ account: ChannelAccount,
        _ request: WebhookRequest
    ) async throws -> Double {
        let catalogue = try await PluginSample.catalogue()
        let port = try await catalogue.openChannel(channel, account)
        let seconds = try await Stopwatch.median(of: 9, each: 1_000) { _ in
            guard try await port.webhook(request).events.count == 1 else {
                throw BenchFailure("the webhook of \(channel) told nothing")
            }
        }
        await port.close()
        await catalogue.close()
        return seconds
    }

    /// Calls on this thread, without the way to the threads of plugins and back.
    private static func bridge() async throws -> Double {
        let catalogue = try await PluginSample.catalogue(folders: ["Examples"])
        let port = try await catalogue.openChannel("echo", PluginSample.echo)
        let request = PluginSample.longRequest
        let seconds = try await Stopwatch.median(of: 9, each: 10_000) { _ in
            let result = try Bridge.webhook(request, on: port, milliseconds: 10_000)
            guard result?.events.count == 1 else {
                throw BenchFailure("the webhook of echo told nothing")
            }
        }
        await port.close()
        await catalogue.close()
        return seconds
    }

    private static func callBare(_ request: WebhookRequest) async throws -> Double {
        let library = try PluginSample.library("EchoC")
        guard let plugin = reference_plugin_open(library, PluginSample.echo.configuration) else {
            throw BenchFailure("\(library) cannot be opened: build it with scripts/bench")
        }
        defer { reference_plugin_close(plugin) }
        let body = request.body
        return try await Stopwatch.median(of: 9, each: 10_000) { _ in
            guard reference_plugin_webhook(plugin, body, body.count) > 0 else {
                throw BenchFailure("the webhook of echo told nothing")
            }
        }
    }
}

import CReferences
import Foundation
import PluginHost

extension Benchmark {
    /// What a call of a plugin costs.
    static let plugin = Benchmark(
        name: "plugin",
        summary: "a webhook call of a plugin in C and of one in Swift, through the host's threads",
        cases: [
            Case(
                "webhook of Echo (C)",
                ours: { try await call("echo", PluginSample.echo, PluginSample.echoRequest) },
                references: [Subject("C: the bare function", callBare)]
            ),
            Case(
                "webhook of WebChat (Swift)",
                ours: { try await call("webchat", PluginSample.chat, PluginSample.chatRequest) },
                references: [Subject("C: the bare function of Echo", callBare)]
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

    private static func callBare() async throws -> Double {
        let library = try PluginSample.library("EchoC")
        guard let plugin = reference_plugin_open(library, PluginSample.echo.configuration) else {
            throw BenchFailure("\(library) cannot be opened: build it with scripts/bench")
        }
        defer { reference_plugin_close(plugin) }
        let body = PluginSample.echoRequest.body
        return try await Stopwatch.median(of: 9, each: 10_000) { _ in
            guard reference_plugin_webhook(plugin, body, body.count) > 0 else {
                throw BenchFailure("the webhook of echo told nothing")
            }
        }
    }
}

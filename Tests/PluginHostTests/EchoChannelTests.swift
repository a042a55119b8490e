import Foundation
import PluginHost
import TestSupport
import Testing

@Suite struct EchoChannelTests {
    static let configuration =
        #"{"apiBase": "http://127.0.0.1:9", "token": "s3cret-token", "signingKey": "key"}"#

    private func account(_ configuration: String = configuration) -> ChannelAccount {
        ChannelAccount(id: "a1", configuration: configuration, state: MemoryState())
    }

    private func open(
        _ bench: PluginBench,
        _ placement: PluginPlacement
    ) async throws -> (PluginCatalogue, any ChannelPort) {
        try bench.add("echo", library: PluginBench.echo)
        let catalogue = try bench.catalogue(placement: placement)
        await catalogue.load(folders: [bench.folder.path])
        return (catalogue, try await catalogue.openChannel("echo", account()))
    }

    @Test(arguments: PluginPlacement.allCases)
    func `the example passes its fixtures, their mutations and a hundred openings`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let (catalogue, _) = try await open(bench, placement)
        let findings = try await ChannelConformance(catalogue, channel: "echo", account: account())
            .run(
                fixtures: PluginBench.checkout.appending(path: "Plugins/Examples/EchoC/Fixtures")
                    .path
            )
        #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
    }

    @Test(arguments: PluginPlacement.allCases)
    func `a secret is filled in on the way out and never told to the plugin`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let (catalogue, port) = try await open(bench, placement)
        #expect(catalogue.channels.first?.secretFields == ["signingKey", "token"])
        bench.egress.answer(.success(.init(Array("provider-7\n".utf8))))
        let message = OutboundMessage(
            idempotencyKey: "k1",
            author: .agent,
            conversation: "+5511987654321",
            text: "Olá {{secret:token}}"
        )
        let result = await port.send(message)
        #expect(result.outcome == .accepted(id: "provider-7", conversation: ""))
        let sent = try #require(bench.egress.sent.first)
        #expect(sent.url == "http://127.0.0.1:9/messages")
        #expect(sent.permitsPrivateAddresses)
        #expect(sent.headers.contains(.init("authorization", "Bearer s3cret-token")))
        // What people write is no request for a secret.
        let body = String(decoding: try #require(bench.egress.bodies.first), as: UTF8.self)
        #expect(body.contains("Olá {{secret:token}}") && !body.contains("s3cret-token"))
    }

    @Test(arguments: [
        (
            503,
            SendResult.Outcome.retry(
                after: 0,
                ProviderError(code: "", text: "the provider is busy")
            )
        ),
        (500, .unknown(ProviderError(code: "", text: "the provider broke down"))),
        (400, .failed(ProviderError(code: "", text: "the provider refused it"))),
        (401, .retry(after: 0, ProviderError(code: "401", text: "the token is refused"))),
    ])
    func `a status of the provider is an outcome`(
        _ status: Int,
        _ outcome: SendResult.Outcome
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        for placement in PluginPlacement.allCases {
            let (catalogue, port) = try await open(bench, placement)
            bench.egress.answer(.success(.init(status: status)))
            let message = OutboundMessage(idempotencyKey: "k", author: .flow, conversation: "c")
            let result = await port.send(message)
            await catalogue.close()
            #expect(result.outcome == outcome)
            #expect(result.credentialsRefused == (status == 401))
        }
    }

    @Test(arguments: PluginPlacement.allCases)
    func `no connection is tried again, no answer is unknown`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let (_, port) = try await open(bench, placement)
        let message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
        bench.egress.answer(.failure(.notSent("refused s3cret-token")))
        guard case .retry(_, let reason) = await port.send(message).outcome else {
            Issue.record("not retried")
            return
        }
        #expect(!reason.text.contains("s3cret-token"))
        bench.egress.answer(.failure(.noAnswer("late")))
        guard case .unknown = await port.send(message).outcome else {
            Issue.record("not unknown")
            return
        }
    }

    @Test(arguments: PluginPlacement.allCases)
    func `a redirect to a host that is not granted is refused`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let (_, port) = try await open(bench, placement)
        bench.egress.answer(
            .success(.init(status: 302, headers: [.init("location", "http://169.254.169.254/")]))
        )
        _ = await port.send(.init(idempotencyKey: "k", author: .agent, conversation: "c"))
        #expect(bench.egress.sent.count == 1)
    }

    @Test(arguments: PluginPlacement.allCases)
    func `a configuration is looked at before it is saved`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let (catalogue, _) = try await open(bench, placement)
        #expect(try await catalogue.check(channel: "echo", account()).isEmpty)
        let findings = try await catalogue.check(channel: "echo", account(#"{"apiBase": "x"}"#))
        #expect(findings.map(\.pointer) == ["/apiBase", "/token"])
        await #expect(throws: PluginFailure.self) {
            try await catalogue.openChannel("echo", account("{}"))
        }
        await #expect(throws: PluginFailure.self) {
            try await catalogue.openChannel("other", account())
        }
    }

    @Test(arguments: PluginPlacement.allCases)
    func `a signature is verified over the raw body`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let (catalogue, _) = try await open(bench, placement)
        let guardian = try catalogue.webhookGuard(
            channel: "echo",
            configuration: Self.configuration
        )
        // HMAC-SHA256 of "hello" under "key".
        let code = "9307b3b915efb5171ff14d8cb55fbcc798c6c0ef1456d66ded1a6aa723a58b7b"
        func judge(_ header: String?) -> WebhookGuard.Verdict {
            guardian.judge(
                WebhookRequest(
                    method: "POST",
                    headers: header.map { [.init("x-echo-signature", $0)] } ?? [],
                    body: Array("hello".utf8),
                    received: 0
                )
            )
        }
        #expect(judge("sha256=" + code) == .pass)
        #expect(judge("sha256=" + code.replacing("9307", with: "9308")) == .unsigned)
        #expect(judge("sha256=" + code.uppercased()) == .unsigned)
        #expect(judge(code) == .unsigned)
        #expect(judge("sha256=") == .unsigned)
        #expect(judge(nil) == .unsigned)
        // A GET with a body is no way around it, for a channel without a handshake.
        let fetched = WebhookRequest(method: "GET", body: Array("hello".utf8), received: 0)
        #expect(guardian.judge(fetched) == .unsigned)
        #expect(
            WebhookGuard(catalogue.channels.first?.manifest.webhook, configuration: "{}")
                .judge(WebhookRequest(method: "POST", received: 0))
                == .unconfigured(field: "signingKey")
        )
    }
}

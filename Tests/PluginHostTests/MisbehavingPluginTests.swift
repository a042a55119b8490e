import Foundation
import PluginHost
import TestSupport
import Testing

/// Plugins that load well and misbehave afterwards.
@Suite struct MisbehavingPluginTests {
    private func open(
        _ bench: PluginBench,
        _ source: String,
        limits: CallLimits = CallLimits(),
        placement: PluginPlacement = .inProcess
    ) async throws -> (PluginCatalogue, any ChannelPort) {
        try bench.add("odd", library: bench.compile(source))
        let catalogue = try bench.catalogue(limits: limits, placement: placement)
        let listings = await catalogue.load(folders: [bench.folder.path])
        try #require(listings.first?.state == .ready, "\(listings.first?.reason ?? "")")
        let account = ChannelAccount(id: "a", configuration: "{}", state: MemoryState())
        return (catalogue, try await catalogue.openChannel("echo", account))
    }

    private static let event = """
        cnx_event_v1 e; memset(&e, 0, sizeof e); e.size = sizeof e; e.kind = CNX_EVENT_MESSAGE;
        e.dedupe_key = CNX_S("k"); e.conversation_key = CNX_S("c"); e.message_id = CNX_S("m");
        """

    @Test(arguments: [
        ("e.dedupe_key = CNX_S(\"\");", "dedupe_key is missing"),
        ("e.conversation_key.len = 0;", "conversation_key is missing"),
        ("e.message_id.len = 0;", "message_id is missing"),
        ("e.text = CNX_S(\"\\xFF\");", "text is not valid UTF-8"),
        ("e.text = CNX_S(\"a\\0b\");", "text contains U+0000"),
        ("e.text.ptr = 0; e.text.len = 5;", "text has a length but no text"),
        ("e.text.len = (size_t)-1;", "text is longer than"),
        ("e.size = 12;", "cnx_event_v1.size is 12"),
        ("e.n_attachments = 65; e.attachments = (void *)&e;", "attachments has 65 parts"),
        ("e.n_identities = 1;", "identities has a count but no parts"),
        ("e.n_identities = 1; e.identities = (void *)((char *)&e + 1);", "is not aligned"),
        ("e.extra_json = CNX_S(\"nope\");", "extra_json is not a JSON object"),
        ("e.flags = CNX_EVENT_HAS_PLACE; e.latitude = 91;", "is not on earth"),
        ("e.kind = CNX_EVENT_DELIVERY; e.target_id = CNX_S(\"t\");", "delivery_state is 0"),
    ])
    func `a wrong event is refused with its reason, its neighbours stay`(
        _ change: String,
        _ reason: String
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let body = """
            \(Self.event) \(change)
            if (i->sink->event(c, &e) == CNX_OK) return CNX_E_INTERNAL;
            if (i->sink->event(c, 0) == CNX_OK) return CNX_E_INTERNAL;
            { \(Self.event) return i->sink->event(c, &e); }
            """
        for placement in PluginPlacement.allCases {
            let source = PluginBench.channel(webhook: body)
            let (catalogue, port) = try await open(bench, source, placement: placement)
            let result = try await port.webhook(WebhookRequest(method: "POST", received: 5))
            await catalogue.close()
            #expect(result.events.map(\.key) == ["k"])
            // Without a time of its own it has the host's, which a process of its own reads a moment later.
            let time = try #require(result.events.first?.time)
            #expect((1_795_357_800_000..<1_795_357_860_000).contains(time))
            #expect(result.refused.count == 2)
            #expect(result.refused.first?.contains(reason) == true, "\(result.refused)")
        }
    }

    @Test(arguments: PluginPlacement.allCases)
    func `unknown values of enumerations are read as their defaults`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let body = """
            \(Self.event) e.direction = 99; e.text_format = 99;
            i->sink->event(c, &e);
            e.kind = 4711; e.dedupe_key = CNX_S("k2"); return i->sink->event(c, &e);
            """
        let (_, port) = try await open(
            bench,
            PluginBench.channel(webhook: body),
            placement: placement
        )
        let result = try await port.webhook(WebhookRequest(method: "POST", received: 5))
        #expect(result.events.map(\.direction) == [.inbound, .inbound])
        #expect(result.events.last?.kind == .unknown(4_711))
    }

    @Test(arguments: [
        ("return CNX_OK;", "unknown"), ("return CNX_E_TRANSIENT;", "retry"),
        ("return CNX_E_REMOTE;", "failed"), ("return 12345;", "unknown"),
        ("return CNX_E_TIMEOUT;", "unknown"),
        (
            "return i->host->fail(c, CNX_E_RATE, CNX_S(\"9\"), CNX_S(\"slow\"), 70);",
            "retry(after: 70"
        ),
        (
            """
            cnx_sent_v1 s; memset(&s, 0, sizeof s); s.size = sizeof s; s.outcome = 1;
            s.message_id = CNX_S("m"); i->sink->sent(c, &s); s.outcome = 2; i->sink->sent(c, &s);
            return CNX_E_INTERNAL;
            """, "accepted(id: \"m\""
        ),
    ])
    func `what send says or returns decides the outcome`(
        _ send: String,
        _ outcome: String
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        for placement in PluginPlacement.allCases {
            let source = PluginBench.channel(webhook: "return CNX_OK;", send: send)
            let (catalogue, port) = try await open(bench, source, placement: placement)
            let message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
            let result = await port.send(message)
            await catalogue.close()
            #expect("\(result.outcome)".hasPrefix(outcome), "\(result.outcome)")
        }
    }

    @Test func `three hanging calls switch a feature off, and the server goes on`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        var limits = CallLimits()
        limits.exchange = 60
        limits.grace = 20
        let hang = "for (;;) pause();"
        let (catalogue, port) = try await open(
            bench,
            PluginBench.channel(webhook: "return CNX_OK;", send: hang),
            limits: limits
        )
        let message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
        for _ in 0..<3 {
            guard case .unknown = await port.send(message).outcome else {
                Issue.record("a call that never returned must be unknown")
                return
            }
        }
        // Nothing was tried: after a restart the message may go.
        let result = await port.send(message)
        guard case .retry(_, let reason) = result.outcome, !result.wasTried else {
            Issue.record("the feature must be off")
            return
        }
        #expect(reason.text.contains("off until a restart"))
        #expect(catalogue.listings.first?.features.first?.disabled != nil)
        await port.close()
    }

    @Test(arguments: PluginPlacement.allCases)
    func `a cancelled task is told to the plugin`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let body = "while (!i->host->cancelled(c)) usleep(500); return CNX_E_CANCELLED;"
        let (_, port) = try await open(
            bench,
            PluginBench.channel(webhook: body),
            placement: placement
        )
        let task = Task { try await port.webhook(WebhookRequest(method: "POST", received: 1)) }
        task.cancel()
        await #expect { try await task.value } throws: { error in
            (error as? PluginFailure)?.class == .cancelled
        }
    }

    @Test func `a full queue is said at once`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        var limits = CallLimits()
        limits.threads = 2
        limits.queue = 3
        let body = "while (!i->host->cancelled(c)) usleep(500); return CNX_E_CANCELLED;"
        let (_, port) = try await open(bench, PluginBench.channel(webhook: body), limits: limits)
        let classes = await withTaskGroup(of: PluginFailure.Class?.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await port.webhook(WebhookRequest(method: "POST", received: 1))
                        return nil
                    } catch {
                        return (error as? PluginFailure)?.class
                    }
                }
            }
            var classes: [PluginFailure.Class?] = []
            while let next = await group.next() {
                classes.append(next)
                if classes.filter({ $0 == .busy }).count == 8 { group.cancelAll() }
            }
            return classes
        }
        let busy = classes.filter { $0 == .busy }.count
        // One call runs, three wait; a ninth is refused when they come before a thread is ready.
        #expect((8...9).contains(busy))
        #expect(classes.filter { $0 == .cancelled }.count == 12 - busy)
    }

    @Test(arguments: PluginPlacement.allCases)
    func `scratch memory is aligned, zeroed and bounded`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let body = """
            for (size_t n = 1; n < 3000; n++) {
                unsigned char *p = i->host->scratch(c, n, 64);
                if (!p || (uintptr_t)p % 64) return CNX_E_INTERNAL;
                for (size_t k = 0; k < n; k++) if (p[k]) return CNX_E_REMOTE;
                memset(p, 255, n);
            }
            if (i->host->scratch(c, (size_t)1 << 40, 8)) return CNX_E_LIMIT;
            if (i->host->scratch(c, 8, 3)) return CNX_E_ARGUMENT;
            if (i->host->extension(i->host->context, CNX_S(CNX_HOST_STATE))) return CNX_E_CONFIG;
            return CNX_OK;
            """
        let (_, port) = try await open(
            bench,
            PluginBench.channel(webhook: body),
            placement: placement
        )
        _ = try await port.webhook(WebhookRequest(method: "POST", received: 1))
    }
}

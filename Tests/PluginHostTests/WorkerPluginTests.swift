import Foundation
import PluginHost
import TestSupport
import Testing

/// Plugins in processes of their own, and what becomes of everybody else when one of them ends.
@Suite(.timeLimit(.minutes(2))) struct WorkerPluginTests {
    /// Opens a channel whose webhook does what the first letter of the body says.
    private func open(
        _ bench: PluginBench,
        webhook: String,
        send: String = "return CNX_OK;",
        limits: CallLimits = CallLimits()
    ) async throws -> (PluginCatalogue, any ChannelPort) {
        let body = """
            char letter = r->body.len ? (char)r->body.ptr[0] : 0; (void)letter;
            \(webhook)
            """
        let source = PluginBench.channel(webhook: body, send: send)
        try bench.add("odd", library: bench.compile(source))
        let catalogue = try bench.catalogue(limits: limits)
        let listings = await catalogue.load(folders: [bench.folder.path])
        try #require(listings.first?.state == .ready, "\(listings.first?.reason ?? "")")
        return (catalogue, try await catalogue.openChannel("echo", Self.account))
    }

    private static let account = ChannelAccount(
        id: "a",
        configuration: "{}",
        state: MemoryState()
    )

    private static func hook(_ body: String = "") -> WebhookRequest {
        WebhookRequest(method: "POST", body: Array(body.utf8), received: 1)
    }

    private static func failure(_ body: () async throws -> Void) async -> PluginFailure? {
        do {
            try await body()
            return nil
        } catch {
            return error as? PluginFailure
        }
    }

    @Test(
        arguments: [
            ("abort();", SIGABRT, "abort"), ("*(volatile int *)0 = 1;", SIGSEGV, "segmentation"),
            ("_exit(3);", 0, "status 3"), ("raise(9);", SIGKILL, "killed"),
        ] as [(String, Int32, String)]
    )
    func `a plugin that ends its process ends no other call`(
        _ end: String,
        _ signal: Int32,
        _ words: String
    ) async throws {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let body = """
            if (letter == 'x') { i->host->log(i->host->context, c, 1, CNX_S("last words"), 0, 0); \(end) }
            return CNX_OK;
            """
        let (catalogue, port) = try await open(bench, webhook: body)
        let failure = await Self.failure { _ = try await port.webhook(Self.hook("x")) }
        #expect(failure?.class == .crashed)
        #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "no failure")")
        #expect(failure?.evidence?.function == "webhook")
        #expect(failure?.evidence?.signal == (signal == 0 ? nil : signal))
        // The next call has a new process, with the instance created again.
        #expect(try await port.webhook(Self.hook()).status == 200)
        #expect(catalogue.listings.first?.health?.phase == .running)
        #expect(catalogue.listings.first?.health?.crashes.count == 1)
        await catalogue.close()
    }

    @Test func `a crash tells where it was`() async throws {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let (catalogue, port) = try await open(
            bench,
            webhook: "if (letter == 'x') { write(2, \"so far\\n\", 7); abort(); } return CNX_OK;"
        )
        let failure = await Self.failure { _ = try await port.webhook(Self.hook("x")) }
        #expect(failure?.evidence?.output.contains("so far") == true)
        #expect(failure?.evidence?.backtrace.contains("libodd.so") == true)
        await catalogue.close()
    }

    @Test func `a call that hangs ends its process at the deadline, and the next one works`()
        async throws
    {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        var limits = CallLimits()
        limits.webhook = 100
        limits.grace = 20
        let (catalogue, port) = try await open(
            bench,
            webhook: "if (letter == 'x') for (;;) pause(); return CNX_OK;",
            limits: limits
        )
        let failure = await Self.failure { _ = try await port.webhook(Self.hook("x")) }
        #expect(failure?.class == .timeout)
        #expect(failure?.evidence?.function == "webhook")
        let next = await Self.failure { _ = try await port.webhook(Self.hook()) }
        // It may be asked before the new process is there: then nothing was done.
        #expect(next == nil || next?.class == .busy || next?.class == .transient)
        await catalogue.close()
    }

    @Test func `five ends in ten minutes pause a plugin until somebody lets it begin again`()
        async throws
    {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let (catalogue, port) = try await open(
            bench,
            webhook: "if (letter == 'x') abort(); return CNX_OK;"
        )
        for _ in 0..<5 { _ = try? await port.webhook(Self.hook("x")) }
        let failure = await Self.failure { _ = try await port.webhook(Self.hook()) }
        #expect(failure?.class == .paused)
        #expect(failure?.message.contains("5 times in ten minutes") == true)
        let health = catalogue.listings.first?.health
        #expect(health?.phase == .paused && health?.crashes.count == 5)
        let message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
        #expect(await port.send(message).wasTried == false)
        #expect(catalogue.resume("conecta.example.echo"))
        #expect(!catalogue.resume("nobody"))
        #expect(try await port.webhook(Self.hook()).status == 200)
        await catalogue.close()
    }

    @Test func `what was said of a message counts when the process ends after it`() async throws {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let said = """
            cnx_sent_v1 s; memset(&s, 0, sizeof s); s.size = sizeof s; s.outcome = 1;
            s.message_id = CNX_S("m7"); i->sink->sent(c, &s);
            """
        let (catalogue, port) = try await open(
            bench,
            webhook: "return CNX_OK;",
            send: "\(said) if (m->text.len) abort(); return CNX_OK;"
        )
        var message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
        message.text = "x"
        #expect(await port.send(message).outcome == .accepted(id: "m7", conversation: ""))
        await catalogue.close()
    }

    @Test func `a message whose process ended is unknown, and one that waited was not tried`()
        async throws
    {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let (catalogue, port) = try await open(bench, webhook: "return CNX_OK;", send: "abort();")
        let message = OutboundMessage(idempotencyKey: "k", author: .agent, conversation: "c")
        let result = await port.send(message)
        guard case .unknown = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(result.wasTried)
        await catalogue.close()
    }

    @Test func `a library that ends its process at the start is refused with the reason`()
        async throws
    {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let source = PluginBench.channel(
            webhook: "return CNX_OK;",
            before: "__attribute__((constructor)) static void early(void) { abort(); }"
        )
        try bench.add("odd", library: bench.compile(source))
        let catalogue = try bench.catalogue()
        let listing = try #require(await catalogue.load(folders: [bench.folder.path]).first)
        #expect(listing.reason?.contains("abort") == true, "\(listing.reason ?? "")")
        await catalogue.close()
    }

    @Test func `a new version takes over while the old one finishes its calls`() async throws {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let slow =
            "i->sink->respond(c, 201, 0, 0, (cnx_bytes){0}); "
            + "if (letter == 'w') while (!i->host->cancelled(c)) usleep(500); return CNX_OK;"
        let (catalogue, port) = try await open(bench, webhook: slow)
        let underway = Task { try await port.webhook(Self.hook("w")) }
        // It runs: another call of the same process is answered meanwhile.
        #expect(try await port.webhook(Self.hook()).status == 201)

        let newer = PluginBench.channel(
            webhook: "return i->sink->respond(c, 202, 0, 0, (cnx_bytes){0});",
            version: "1.1.0"
        )
        try bench.add("odd", library: bench.compile(newer)) { $0["version"] = "1.1.0" }
        let load = Task { await catalogue.load(folders: [bench.folder.path]) }
        // The new version serves while the old call still runs.
        while try await port.webhook(Self.hook()).status != 202 { await Task.yield() }
        underway.cancel()
        _ = try? await underway.value
        let listing = try #require(await load.value.first)
        #expect(listing.manifest?.version == "1.1.0" && listing.upgradeProblem == nil)

        // One that does not start leaves everything as it is.
        let broken = PluginBench.channel(
            webhook: "return CNX_OK;",
            before: "__attribute__((constructor)) static void early(void) { abort(); }",
            version: "1.2.0"
        )
        try bench.add("odd", library: bench.compile(broken)) { $0["version"] = "1.2.0" }
        let after = try #require(await catalogue.load(folders: [bench.folder.path]).first)
        #expect(after.manifest?.version == "1.1.0" && after.state == .ready)
        #expect(after.upgradeProblem?.contains("abort") == true)
        #expect(try await port.webhook(Self.hook()).status == 202)
        await catalogue.close()
    }

    @Test func `many calls at once and large ones come through whole`() async throws {
        let bench = try PluginBench(.worker)
        defer { bench.remove() }
        let (catalogue, port) = try await open(
            bench,
            webhook: "return i->sink->respond(c, 200, 0, 0, r->body);"
        )
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let body = String(repeating: "\(number) ", count: 1 + number * 40)
                    let result = try await port.webhook(Self.hook(body))
                    #expect(result.body == Array(body.utf8))
                }
            }
            try await group.waitForAll()
        }
        let large = String(repeating: "x", count: 900_000)
        #expect(try await port.webhook(Self.hook(large)).body.count == 900_000)
        await catalogue.close()
    }
}

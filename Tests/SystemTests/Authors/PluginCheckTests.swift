import Foundation
import Testing

/// Lets the check look at plugins that are wrong in one place.
@Suite struct PluginCheckTests {
    /// Makes the C channel, wrong in one place, and checks it.
    private func check(
        _ file: String,
        _ old: String,
        _ new: String,
        _ verify: (ProgramRun, AuthorDesk) async throws -> Void
    ) async throws {
        try await AuthorDesk.use { desk in
            let made = try await desk.shell("conecta plugin new Pombo --language c")
            #expect(made.code == 0, "\(made.complaint)")
            try desk.edit("pombo/\(file)", old, new)
            let built = try await desk.shell("conecta plugin build pombo")
            #expect(built.code == 0, "\(built.complaint)")
            let run = try await desk.shell("conecta plugin check pombo --seed 7")
            #expect(run.code == 1, "\(run.text)")
            #expect(run.complaints.count == 1 && run.complaint.contains("--seed 7"))
            try await verify(run, desk)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a crash is the result of its own test, and keeps the input`() async throws {
        try await check(
            "pombo.c",
            "static cnx_status webhook(cnx_instance *self, cnx_call *call, const cnx_webhook_v1 *request) {",
            """
            static cnx_status webhook(cnx_instance *self, cnx_call *call, const cnx_webhook_v1 *request) {
                for (size_t i = 0; i + 1 < request->body.len; i++)
                    if (request->body.ptr[i] == 0xC3 && request->body.ptr[i + 1] == 0x28)
                        *(volatile int *)0 = 1;
            """
        ) { run, desk in
            #expect(run.text.contains("ok      pombo fixtures"))
            #expect(run.text.contains("failed  pombo mutations"))
            #expect(run.text.contains("crashed: segmentation fault"))
            #expect(run.text.contains("ok      pombo answers"))
            let kept = desk.folder.appending(path: "pombo/.conecta/failed-pombo-mutations")
            let input = try Data(contentsOf: kept)
            #expect(input.range(of: Data([0xC3, 0x28])) != nil)
            // The same seed finds the same.
            let again = try await desk.shell("conecta plugin check pombo --seed 7")
            #expect(again.text == run.text)
            #expect(try Data(contentsOf: kept) == input)
            // What failed is not packed.
            #expect(try await desk.shell("conecta plugin pack pombo").code == 1)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `an instance that is not given back is found`() async throws {
        try await check(
            "pombo.c",
            "static void destroy(cnx_instance *instance) { free(instance); }",
            """
            static void destroy(cnx_instance *instance) {
                volatile char *room = malloc(16384);
                for (int i = 0; i < 16384; i += 64) room[i] = 1;
                (void)instance;
            }
            """
        ) { run, _ in
            #expect(run.text.contains("failed  pombo openings"))
            #expect(run.text.contains("KiB behind"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `an answer that is taken for another is found`() async throws {
        try await check("pombo.c", "response.status == 429", "response.status == 400") { run, _ in
            #expect(run.text.contains("failed  pombo answers"))
            #expect(run.text.contains("HTTP 400: must be failed"))
            #expect(run.text.contains("HTTP 429: must be sent again later"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a plugin that reads what was lent to an earlier call is found`() async throws {
        try await check(
            "pombo.c",
            "    cnx_str body = {(const char *)request->body.ptr, request->body.len};",
            """
                cnx_str body = {(const char *)request->body.ptr, request->body.len};
                static const char *kept;
                static volatile char first;
                if (kept) first = *kept;
                kept = body.len ? body.ptr : 0;
            """
        ) { run, _ in
            #expect(run.text.contains("ok      pombo fixtures"))
            #expect(run.text.contains("failed  pombo borrowing"))
            #expect(run.text.contains("once its call is over"))
            #expect(run.text.contains("ok      pombo restart"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a plugin that needs what the sandbox forbids is found`() async throws {
        let note = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: note) }
        try await check(
            "pombo.c",
            "    cnx_str body = {(const char *)request->body.ptr, request->body.len};",
            """
                cnx_str body = {(const char *)request->body.ptr, request->body.len};
                extern int creat(const char *path, unsigned mode);
                if (creat("\(note)", 0600) < 0) return CNX_E_TRANSIENT;
            """
        ) { run, _ in
            #expect(run.text.contains("ok      pombo fixtures"))
            #expect(run.text.contains("failed  pombo sandbox"))
            #expect(run.text.contains("message.json: the webhook failed"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a plugin that would double what it heard before it was killed is found`() async throws {
        try await check(
            "pombo.c",
            "event.dedupe_key = event.message_id = cut(&line, '\\t');",
            """
            event.dedupe_key = event.message_id = cut(&line, '\\t');
                        static char key[16];
                        event.dedupe_key.ptr = key;
                        event.dedupe_key.len = (size_t)snprintf(key, sizeof key, "%d", getpid());
            """
        ) { run, _ in
            #expect(run.text.contains("failed  pombo restart"))
            #expect(run.text.contains("a new process gives the same request other keys"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a fixture that brings something else is named with its field`() async throws {
        try await check(
            "Fixtures/message.json",
            "\"text\": \"Oi, tudo bem? 😀\"",
            "\"text\": \"Oi\""
        ) { run, _ in
            #expect(run.text.contains("failed  pombo fixtures"))
            #expect(run.text.contains("message.json: events[0].text"))
        }
    }
}

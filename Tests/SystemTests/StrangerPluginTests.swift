import Foundation
import TestSupport
import Testing

/// Installs plugins that misbehave in every way there is, in the real program.
@Suite struct StrangerPluginTests {
    /// What each plugin does with a webhook, and what an administrator reads of it.
    private static let ways: [(name: String, does: String, told: String)] = [
        ("aborts", "abort();", "ended: abort"),
        ("hangs", "for (;;) pause();", "did not return"),
        (
            "eats-memory",
            """
            for (;;) { char *p = malloc(8 << 20); if (!p) { *(volatile int *)0 = 1; }
              for (size_t k = 0; k < (8 << 20); k += 4096) p[k] = 1; }
            """, "process ended: "
        ),
        (
            "writes-outside",
            """
            { FILE *f = fopen("/var/tmp/conecta-stranger", "w");
              if (!f) return i->host->fail(c, CNX_E_INTERNAL, CNX_S(""),
                CNX_S("the file cannot be written"), 0);
              fclose(f); return CNX_OK; }
            """, "the file cannot be written"
        ),
        (
            "opens-sockets",
            """
            if (socket(AF_INET, SOCK_STREAM, 0) < 0) return i->host->fail(c, CNX_E_INTERNAL,
                CNX_S(""), CNX_S("no socket for me"), 0);
            return CNX_OK;
            """, "no socket for me"
        ),
        (
            "takes-what-it-did-not-ask-for",
            """
            if (!i->host->extension(i->host->context, CNX_S(CNX_HOST_HTTP))) return i->host->fail(c,
                CNX_E_CONFIG, CNX_S(""), CNX_S("http was not granted"), 0);
            return CNX_OK;
            """, "http was not granted"
        ),
        (
            "speaks-no-utf8", "e.text = CNX_S(\"\\xFF\"); i->sink->event(c, &e); return CNX_OK;",
            "text is not valid UTF-8"
        ),
        (
            "floods",
            """
            for (int k = 0; k < 100000; k++) {
              char key[16]; snprintf(key, sizeof key, "k%d", k); e.kind = CNX_EVENT_TYPING;
              e.dedupe_key.ptr = key; e.dedupe_key.len = strlen(key);
              if (i->sink->event(c, &e) != CNX_OK) return CNX_OK; }
            return CNX_OK;
            """, "more than 10000 events"
        ),
    ]

    @Test(.timeLimit(.minutes(5)))
    func
        `whatever a stranger's plugin does, everybody else is served, and its page says what it did`()
        async throws
    {
        try await Premises.run { premises in
            for way in Self.ways { try await install(way.name, way.does, on: premises) }
            try await lie(on: premises)
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
            try await premises.addWhatsApp("whatsapp-1", number: "5500003")
            for way in Self.ways {
                try await premises.command(
                    "channel",
                    "add",
                    way.name,
                    "--plugin",
                    way.name,
                    "--name",
                    way.name,
                    "--team",
                    "vendas",
                    "--config",
                    "-",
                    input: "{}"
                )
            }
            try await premises.serving { server in
                let caller = Caller(address: server.address, token: token)
                let strangers = Self.ways.map { way in
                    Task { try? await caller.hook(way.name, Data("{}".utf8)).status }
                }
                // While all of them do their worst, a contact writes and is heard at once.
                var slowest = Duration.zero
                for index in 0..<100 {
                    let began = ContinuousClock.now
                    #expect(try await write(index, caller) == 200)
                    slowest = max(slowest, ContinuousClock.now - began)
                }
                // A plugin that hangs is given up after ten: nobody waits for it.
                #expect(slowest < .seconds(9), "the slowest of all took \(slowest)")
                for stranger in strangers { _ = await stranger.value }
                for way in Self.ways {
                    let path = "/api/v1/channels/\(way.name)"
                    try await until("\(way.name) is told", deadline: .seconds(90)) {
                        let connection = try await caller.get(path).json.connection
                        return connection.trouble.words.string?.contains(way.told) == true
                    }
                }
                for name in ["aborts", "hangs", "eats-memory"] {
                    try await until("what kills \(name) is out of its way", deadline: .seconds(90))
                    {
                        try await caller.get("/api/v1/channels/\(name)").json.connection
                            .quarantined.double == 1
                    }
                }
                let texts = try await caller.received(on: "whatsapp-1").compactMap(\.text.string)
                #expect(texts.count == 100)
                let page = try await caller.get("/plugins").text
                for way in Self.ways { #expect(page.contains(way.told), "\(way.name)") }
                #expect(page.contains("liar"))
                let liar = try await caller.get("/api/v1/plugins/org.example.liar").json
                #expect(liar.state.string == "refused")
                #expect(liar.reason.string?.contains("in plugin.json") == true)
                try await drop(caller)
            }
        }
    }

    /// An administrator looks at the quarantine, retries one input and drops another.
    private func drop(_ caller: Caller) async throws {
        let list = try await caller.get("/api/v1/quarantine?channel=aborts").json.items
        let id = try #require(list.elements.first?.id.string)
        let one = try await caller.get("/api/v1/quarantine/\(id)").json
        #expect(one.evidence.elements.count == 2)
        #expect(one.evidence.elements.first?.signal.double == 6)
        #expect(one.request.body.string == "{}")
        #expect(try await caller.post("/api/v1/quarantine/\(id)/retry").status == 204)
        try await until("it is back at once", deadline: .seconds(60)) {
            try await caller.get("/api/v1/quarantine/\(id)").json.evidence.elements.count == 3
        }
        let gone = try await caller.call("DELETE", "/api/v1/quarantine/\(id)")
        #expect(gone.status == 204)
        #expect(try await caller.get("/api/v1/quarantine/\(id)").status == 404)
    }

    private func write(_ index: Int, _ caller: Caller) async throws -> Int {
        let body = try CloudWebhook.text(
            "Oi \(index)",
            id: "wamid.\(index)",
            from: "5511999990001",
            to: "5500003"
        )
        return try await caller.hook("whatsapp-1", body).status
    }

    /// A plugin whose manifest says another version than its library.
    private func lie(on premises: Premises) async throws {
        try await install("liar", "return CNX_OK;", version: "2.0.0", on: premises)
    }

    private func install(
        _ name: String,
        _ does: String,
        version: String = "1.0.0",
        on premises: Premises
    ) async throws {
        let folder = premises.folder.appending(path: "plugins/org.example.\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let manifest = """
            {"id": "org.example.\(name)", "version": "\(version)", "name": "\(name)",
             "library": "libstranger.so", "abi": 1,
             "features": [{"kind": "channel", "id": "\(name)", "name": "\(name)"}]}
            """
        try Data(manifest.utf8).write(to: folder.appending(path: "plugin.json"))
        let source = folder.appending(path: "stranger.c")
        try Data(Self.source(name, does).utf8).write(to: source)
        let include = AuthorDesk.checkout.appending(path: "Sources/CPluginABI/include").path
        let map = AuthorDesk.checkout.appending(path: "Plugins/entry.map").path
        let run = try await ProgramRun.of(
            URL(filePath: "/usr/bin/env"),
            [
                "cc", "-std=c11", "-D_GNU_SOURCE", "-w", "-fPIC", "-shared", "-I", include,
                source.path, "-o", folder.appending(path: "libstranger.so").path,
                "-Wl,--version-script=\(map)",
            ]
        )
        try #require(run.code == 0, "\(run.complaint)")
    }

    private static func source(_ name: String, _ does: String) -> String {
        """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/socket.h>
        #include <unistd.h>
        #include "conecta_plugin.h"
        CNX_DECLARE_NOTE;
        struct cnx_instance { const cnx_host_v1 *host; const cnx_channel_sink_v1 *sink; };
        static cnx_status create(const cnx_host_v1 *h, const cnx_channel_sink_v1 *s, cnx_call *c,
            cnx_str f, cnx_str a, cnx_str j, cnx_instance **i)
        { *i = malloc(sizeof **i); (*i)->host = h; (*i)->sink = s; return CNX_OK; }
        static void destroy(cnx_instance *i) { free(i); }
        static cnx_status check(const cnx_host_v1 *h, const cnx_channel_sink_v1 *s, cnx_call *c,
            cnx_str f, cnx_str j) { return CNX_OK; }
        static cnx_status able(cnx_instance *i, cnx_call *c)
        {
            cnx_capabilities_v1 able; memset(&able, 0, sizeof able); able.size = sizeof able;
            able.features = CNX_CAN_WEBHOOK; able.rhythm = CNX_RHYTHM_ASYNC;
            return i->sink->capabilities(c, &able);
        }
        static cnx_status webhook(cnx_instance *i, cnx_call *c, const cnx_webhook_v1 *r)
        {
            cnx_event_v1 e; memset(&e, 0, sizeof e); e.size = sizeof e; e.kind = CNX_EVENT_MESSAGE;
            e.dedupe_key = CNX_S("k"); e.conversation_key = CNX_S("c"); e.message_id = CNX_S("m");
            \(does)
        }
        static cnx_status sending(cnx_instance *i, cnx_call *c, const cnx_outbound_v1 *m)
        { return CNX_OK; }
        static const cnx_channel_v1 table = {.size = sizeof table, .create = create,
            .destroy = destroy, .check_config = check, .capabilities = able,
            .webhook = webhook, .send = sending};
        static const cnx_feature_v1 f = {.size = sizeof f, .kind = CNX_LITERAL(CNX_KIND_CHANNEL),
            .id = CNX_LITERAL("\(name)"), .name = CNX_LITERAL("\(name)"), .vtable = &table,
            .schema_json = CNX_LITERAL("{}")};
        static const cnx_plugin_v1 p = {.size = sizeof p, .abi_major = 1,
            .id = CNX_LITERAL("org.example.\(name)"), .version = CNX_LITERAL("1.0.0"),
            .features = &f, .n_features = 1};
        const cnx_plugin_v1 *conecta_plugin_v1(uint32_t a, uint32_t b) { return &p; }
        """
    }
}

import Foundation
import PluginHost
import TestSupport
import Testing

/// Connections of plugins that speak no HTTP: to a real mail server, and to where they may not.
@Suite struct DialTests {
    /// A channel in C that says and expects lines; `odd`, whose webhook has a given body.
    private static func channel(_ webhook: String) -> String {
        PluginBench.channel(
            webhook: """
                const cnx_host_v1 *h = i->host;
                const cnx_host_dial_v1 *d = h->extension(h->context, CNX_S(CNX_HOST_DIAL));
                cnx_stream *s = 0; cnx_dial_v1 order; memset(&order, 0, sizeof order);
                order.size = sizeof order; order.host = CNX_S("localhost");
                order.port = (uint32_t)atoi((const char *)r->body.ptr);
                MUST(d);
                \(webhook)
                return CNX_OK;
                """,
            before: """
                #define TRY(x) do { cnx_status s_ = (x); if (s_ != CNX_OK) return s_; } while (0)
                #define MUST(x) do { if (!(x)) return h->fail(c, CNX_E_REMOTE, CNX_S(""), \\
                    CNX_S(#x), 0); } while (0)
                #define SAY(x) TRY(d->write(c, s, (cnx_bytes){(const uint8_t *)x, sizeof x - 1}))
                #define HEAR(x) do { char w_[] = x; size_t n_ = 0, got_ = 0; uint8_t b_[4096]; \\
                    do { TRY(d->read(c, s, 5000, b_ + n_, sizeof b_ - n_, &got_)); n_ += got_; \\
                    } while (got_ && b_[n_ - 1] != '\\n'); \\
                    MUST(n_ >= 3 && !memcmp(b_, w_, 3)); } while (0)
                """,
            schema: #"{\"properties\":{\"password\":{\"type\":\"string\",\"x-secret\":true}}}"#
        )
    }

    private func call(
        _ source: String,
        room: MailServerRoom,
        port: Int? = nil,
        placement: PluginPlacement,
        scheme: String = "smtp",
        dial: [String] = []
    ) async throws -> WebhookResult {
        let bench = try PluginBench(placement)
        defer { bench.remove() }
        try bench.add("odd", library: bench.compile(source)) { manifest in
            manifest["features"] = [
                ["kind": "channel", "id": "echo", "name": "Echo", "grants": ["server"]]
            ]
            manifest["permissions"] = ["dial": dial]
        }
        let dialer = AsyncDialer(believing: room.folder.appending(path: "cert.pem").path)
        let catalogue = try bench.catalogue(dialer: dialer)
        let listings = await catalogue.load(folders: [bench.folder.path])
        try #require(listings.first?.state == .ready, "\(listings.first?.reason ?? "")")
        let server = port.map { "\(scheme)://localhost:\($0)" } ?? ""
        let channel = try await catalogue.openChannel(
            "echo",
            ChannelAccount(
                id: "a",
                configuration: #"{"server": "\#(server)", "password": "segredo"}"#,
                state: MemoryState()
            )
        )
        let body = Array("\(port ?? room.port)".utf8)
        do {
            let result = try await channel.webhook(
                WebhookRequest(method: "POST", body: body + [0], received: 1)
            )
            await catalogue.close()
            return result
        } catch {
            await catalogue.close()
            throw error
        }
    }

    private static let login = """
        SAY("EHLO conecta\\r\\n"); HEAR("250"); SAY("AUTH PLAIN ");
        { static const uint8_t p[] = "\\0conta\\0{{secret:password}}";
          TRY(d->write_secret(c, s, (cnx_bytes){p, sizeof p - 1}, CNX_DIAL_BASE64)); }
        SAY("\\r\\n"); HEAR("235");
        SAY("MAIL FROM:<a@example.com>\\r\\n"); HEAR("250");
        SAY("RCPT TO:<locked@example.com>\\r\\n"); HEAR("250");
        SAY("DATA\\r\\n"); HEAR("354");
        SAY("Subject: from a plugin\\r\\n\\r\\n{{secret:password}}\\r\\n.\\r\\n"); HEAR("250");
        SAY("QUIT\\r\\n"); HEAR("221");
        { uint8_t b[1]; size_t n = 9; TRY(d->read(c, s, 5000, b, 1, &n)); MUST(n == 0); }
        """

    @Test(.timeLimit(.minutes(2)), arguments: PluginPlacement.allCases)
    func `a plugin hands a letter to a real server, over TLS, with a password it never sees`(
        _ placement: PluginPlacement
    ) async throws {
        let room = try MailServerRoom()
        let upgrading = Self.channel(
            """
            TRY(d->open(c, &order, &s)); HEAR("220");
            SAY("EHLO conecta\\r\\n"); HEAR("250"); SAY("STARTTLS\\r\\n"); HEAR("220");
            TRY(d->secure(c, s)); MUST(d->secure(c, s) == CNX_E_ARGUMENT);
            \(Self.login)
            """
        )
        _ = try await call(upgrading, room: room, port: room.port, placement: placement)
        let secure = Self.channel(
            "order.flags = CNX_DIAL_SECURE; TRY(d->open(c, &order, &s)); HEAR(\"220\"); \(Self.login)"
        )
        _ = try await call(secure, room: room, port: room.securePort, placement: placement)
        let mails = try await room.mails(2)
        for mail in mails {
            let read = try MailServerRoom.read(mail)
            #expect(read.subject == "from a plugin")
            // What is no secret leaves as it is, placeholders too.
            #expect(read.text.contains("{{secret:password}}"))
            #expect(!read.text.contains("segredo"))
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: PluginPlacement.allCases)
    func `waiting for bytes ends in time, and the stream goes on`(
        _ placement: PluginPlacement
    ) async throws {
        let room = try MailServerRoom()
        let source = Self.channel(
            """
            uint8_t b[64]; size_t n = 0;
            TRY(d->open(c, &order, &s)); HEAR("220");
            MUST(d->read(c, s, 30, b, sizeof b, &n) == CNX_E_TIMEOUT);
            SAY("NOOP\\r\\n"); HEAR("250");
            d->close(c, s); MUST(d->write(c, s, (cnx_bytes){b, 1}) == CNX_E_ARGUMENT);
            for (int k = 0; k < 16; k++) TRY(d->open(c, &order, &s));
            MUST(d->open(c, &order, &s) == CNX_E_LIMIT);
            """
        )
        _ = try await call(source, room: room, port: room.port, placement: placement)
    }

    @Test(.timeLimit(.minutes(2)), arguments: PluginPlacement.allCases)
    func `where a plugin may not connect is said, and nothing leaves`(
        _ placement: PluginPlacement
    ) async throws {
        let room = try MailServerRoom()
        let tries: [(source: String, scheme: String, dial: [String], told: String)] = [
            ("order.port = 1; TRY(d->open(c, &order, &s));", "smtp", [], "is not granted"),
            (
                "order.host = CNX_S(\"mail.example.com\"); TRY(d->open(c, &order, &s));", "smtp",
                [], "is not granted"
            ),
            ("order.port = 70000; TRY(d->open(c, &order, &s));", "smtp", [], "host or port"),
        ]
        for one in tries {
            await #expect {
                _ = try await call(
                    Self.channel(one.source),
                    room: room,
                    port: room.port,
                    placement: placement,
                    scheme: one.scheme,
                    dial: one.dial
                )
            } throws: { error in
                (error as? PluginFailure)?.message.contains(one.told) == true
            }
        }
        // A certificate that is for another name is none.
        let wrong = Self.channel(
            """
            order.host = CNX_S("127.0.0.1"); order.flags = CNX_DIAL_SECURE;
            MUST(d->open(c, &order, &s) == CNX_E_CONFIG);
            order.host = CNX_S("localhost"); order.port = \(room.port);
            MUST(d->open(c, &order, &s) == CNX_E_CONFIG);
            """
        )
        _ = try await call(wrong, room: room, port: room.securePort, placement: placement)
    }

    @Test func `a manifest names hosts with their ports`() throws {
        for wrong in [
            "imap.example.org", "imap.example.org:0", "localhost:25", "*:25", "a.b:99999",
        ] {
            #expect(throws: PluginProblem.self) {
                try PluginManifest(json: Self.manifest(dial: wrong))
            }
        }
        let good = try PluginManifest(json: Self.manifest(dial: "*.example.org:993"))
        #expect(good.asked.contains("connect to *.example.org:993"))
    }

    private static func manifest(dial: String) -> Data {
        Data(
            """
            {"id": "org.example.post", "version": "1.0.0", "name": "Post", "library": "libPost.so",
             "abi": 1, "features": [{"kind": "channel", "id": "post", "name": "Post"}],
             "permissions": {"dial": ["\(dial)"]}}
            """.utf8
        )
    }
}

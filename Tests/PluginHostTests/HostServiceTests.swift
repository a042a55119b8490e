import Engine
import Foundation
import Paper
import PluginHost
import Synchronization
import TestSupport
import Testing

/// What the host lends: state, files, http to files, data and paper; with plugins in C.
@Suite struct HostServiceTests {
    private static func plugin(kind: String, table: String, functions: String) -> String {
        PluginBench.source(
            """
            #include <string.h>
            #define TRY(x) do { cnx_status s_ = (x); if (s_ != CNX_OK) return s_; } while (0)
            #define MUST(x) do { if (!(x)) return h->fail(c, CNX_E_REMOTE, CNX_S(""), CNX_S(#x), 0); \
            } while (0)
            static const cnx_host_v1 *h; static const cnx_channel_sink_v1 *k;
            static bool same(cnx_str a, const char *b)
            { return a.len == strlen(b) && !memcmp(a.ptr, b, a.len); }
            \(functions)
            static const cnx_feature_v1 f = {.size = sizeof f, .kind = CNX_LITERAL(\(kind)),
                .id = CNX_LITERAL("odd"), .name = CNX_LITERAL("Odd"), .vtable = &\(table),
                .schema_json = CNX_LITERAL("{}")};
            static const cnx_plugin_v1 p = {.size = sizeof p, .abi_major = 1,
                .id = CNX_LITERAL("conecta.example.echo"), .version = CNX_LITERAL("1.0.0"),
                .features = &f, .n_features = 1};
            const cnx_plugin_v1 *conecta_plugin_v1(uint32_t a, uint32_t b)
            { (void)a; (void)b; return &p; }
            """
        )
    }

    private static func channel(webhook: String) -> String {
        plugin(
            kind: "CNX_KIND_CHANNEL",
            table: "table",
            functions: """
                static cnx_status create(const cnx_host_v1 *host, const cnx_channel_sink_v1 *sink,
                    cnx_call *c, cnx_str f, cnx_str a, cnx_str j, cnx_instance **i)
                { h = host; k = sink; *i = (void *)1; return CNX_OK; }
                static void destroy(cnx_instance *i) { }
                static cnx_status check(const cnx_host_v1 *host, const cnx_channel_sink_v1 *s,
                    cnx_call *c, cnx_str f, cnx_str j) { return CNX_OK; }
                static cnx_status able(cnx_instance *i, cnx_call *c) { return CNX_OK; }
                static cnx_status sending(cnx_instance *i, cnx_call *c, const cnx_outbound_v1 *m)
                { return CNX_OK; }
                static cnx_status webhook(cnx_instance *i, cnx_call *c, const cnx_webhook_v1 *r)
                { \(webhook) return CNX_OK; }
                static const cnx_channel_v1 table = {.size = sizeof table, .create = create,
                    .destroy = destroy, .check_config = check, .capabilities = able,
                    .webhook = webhook, .send = sending};
                """
        )
    }

    private static func report(render: String) -> String {
        plugin(
            kind: "CNX_KIND_REPORT",
            table: "table",
            functions: """
                static cnx_status create(const cnx_host_v1 *host, cnx_call *c, cnx_str f,
                    cnx_instance **i) { h = host; *i = (void *)1; return CNX_OK; }
                static void destroy(cnx_instance *i) { }
                static cnx_status render(cnx_instance *i, cnx_call *c, const cnx_report_job_v1 *j,
                    const cnx_paper_v1 *p) { \(render) return CNX_OK; }
                static const cnx_report_v1 table = {.size = sizeof table, .create = create,
                    .destroy = destroy, .render = render};
                """
        )
    }

    private func catalogue(
        _ bench: PluginBench,
        _ source: String,
        kind: String
    ) async throws -> PluginCatalogue {
        try bench.add("odd", library: bench.compile(source)) { manifest in
            manifest["features"] = [
                ["kind": kind, "id": "odd", "name": "Odd", "grants": ["base"]]
            ]
            manifest["permissions"] = ["state": true, "blob": true]
        }
        let catalogue = try bench.catalogue()
        let listings = await catalogue.load(folders: [bench.folder.path])
        try #require(listings.first?.state == .ready, "\(listings.first?.reason ?? "")")
        return catalogue
    }

    private func webhook(_ bench: PluginBench, _ body: String) async throws -> WebhookResult {
        let source = Self.channel(webhook: body)
        let port = try await catalogue(bench, source, kind: "channel").openChannel(
            "odd",
            ChannelAccount(
                id: "a",
                configuration: #"{"base": "https://files.example"}"#,
                state: MemoryState()
            )
        )
        return try await port.webhook(WebhookRequest(method: "POST", received: 1))
    }

    @Test(arguments: PluginPlacement.allCases)
    func `state is written under its revision`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench(placement)
        defer { bench.remove() }
        _ = try await webhook(
            bench,
            """
            const cnx_host_state_v1 *s = h->extension(h->context, CNX_S(CNX_HOST_STATE));
            cnx_bytes v; uint64_t rev = 9;
            MUST(s); TRY(s->get(c, CNX_S("k"), &v, &rev)); MUST(rev == 0 && v.len == 0);
            TRY(s->put(c, CNX_S("k"), (cnx_bytes){(const uint8_t *)"abc", 3}, 0, &rev));
            MUST(s->put(c, CNX_S("k"), v, 0, &rev) == CNX_E_CONFLICT);
            TRY(s->put(c, CNX_S("k"), (cnx_bytes){(const uint8_t *)"xyz", 3}, rev, &rev));
            TRY(s->get(c, CNX_S("k"), &v, &rev)); MUST(v.len == 3 && !memcmp(v.ptr, "xyz", 3));
            MUST(s->put(c, CNX_S(""), v, 0, 0) == CNX_E_ARGUMENT);
            MUST(s->put(c, CNX_S("k"), (cnx_bytes){v.ptr, 70000}, 0, 0) == CNX_E_LIMIT);
            TRY(s->remove(c, CNX_S("k"), CNX_ANY_REVISION));
            TRY(s->get(c, CNX_S("k"), &v, &rev)); MUST(rev == 0);
            """
        )
    }

    @Test(arguments: PluginPlacement.allCases)
    func `files are written, told of and read back`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench(placement)
        defer { bench.remove() }
        _ = try await webhook(
            bench,
            """
            const cnx_host_blob_v1 *b = h->extension(h->context, CNX_S(CNX_HOST_BLOB));
            cnx_blob_writer *w = 0; cnx_blob_info_v1 info = {.size = sizeof info};
            MUST(b); TRY(b->create(c, CNX_S("text/plain"), CNX_S("a.txt"), 10, &w));
            TRY(b->write(c, w, (cnx_bytes){(const uint8_t *)"hello ", 6}));
            TRY(b->write(c, w, (cnx_bytes){(const uint8_t *)"you", 3}));
            TRY(b->finish(c, w, &info));
            MUST(info.bytes == 9 && same(info.mime, "text/plain") && same(info.file_name, "a.txt"));
            MUST(b->write(c, w, (cnx_bytes){0, 0}) == CNX_E_ARGUMENT);
            uint8_t buffer[4]; size_t n = 0; cnx_str id = info.id;
            TRY(b->read(c, id, 6, buffer, 4, &n)); MUST(n == 3 && !memcmp(buffer, "you", 3));
            TRY(b->read(c, id, 9, buffer, 4, &n)); MUST(n == 0);
            MUST(b->info(c, CNX_S("nope"), &info) == CNX_E_ARGUMENT);
            TRY(b->create(c, CNX_S(""), CNX_S(""), 4, &w));
            MUST(b->write(c, w, (cnx_bytes){(const uint8_t *)"hello", 5}) == CNX_E_LIMIT);
            MUST(b->finish(c, w, &info) == CNX_E_ARGUMENT);
            """
        )
    }

    @Test(arguments: PluginPlacement.allCases)
    func `an answer is streamed into a file, and a file into a request`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench(placement)
        defer { bench.remove() }
        bench.egress.answer(
            .success(.init(headers: [.init("content-type", "image/png; q=1")], Array("PNG".utf8)))
        )
        bench.egress.answer(.success(.init(status: 404, Array("gone".utf8))))
        bench.egress.answer(.success(.init(Array("ok".utf8))))
        _ = try await webhook(
            bench,
            """
            const cnx_host_http_v1 *n = h->extension(h->context, CNX_S(CNX_HOST_HTTP));
            MUST(n);
            cnx_http_request_v1 q = {.size = sizeof q, .method = CNX_S("GET"),
                .url = CNX_S("https://files.example/1")};
            cnx_http_response_v1 a = {.size = sizeof a};
            TRY(n->fetch_to_blob(c, &q, CNX_S("p.png"), CNX_S(""), &a));
            MUST(a.status == 200 && a.blob_bytes == 3 && a.body.len == 0);
            cnx_str blob = a.blob;
            TRY(n->fetch_to_blob(c, &q, CNX_S(""), CNX_S(""), &a));
            MUST(a.status == 404 && a.blob.len == 0 && a.body.len == 4);
            cnx_http_piece_v1 body[] = {{{(const uint8_t *)"<", 1}, {0, 0}}, {{0, 0}, blob},
                                        {{(const uint8_t *)">", 1}, {0, 0}}};
            q.method = CNX_S("POST"); q.body = body; q.n_body = 3;
            TRY(n->fetch(c, &q, &a)); MUST(a.body.len == 2);
            q.url = CNX_S("https://other.example/"); MUST(n->fetch(c, &q, &a) == CNX_E_CONFIG);
            q.url = CNX_S("file:///etc/passwd"); MUST(n->fetch(c, &q, &a) == CNX_E_CONFIG);
            q.url = CNX_S("https://files.example@evil.example/"); MUST(n->fetch(c, &q, &a) == -3);
            q.url = CNX_S("https://files.example:8443/"); MUST(n->fetch(c, &q, &a) == CNX_E_CONFIG);
            q.url = CNX_S("https://files.example/{{secret:x}}"); MUST(n->fetch(c, &q, &a) == -3);
            """
        )
        #expect(bench.egress.bodies.last == Array("<PNG>".utf8))
        #expect(try await bench.blobs.info("blob-1")?.mime == "image/png")
    }

    @Test(arguments: PluginPlacement.allCases)
    func `a report reads typed rows and writes blocks`(
        _ placement: PluginPlacement
    ) async throws {
        let bench = try PluginBench(placement)
        defer { bench.remove() }
        let source = Self.report(
            render: """
                const cnx_host_query_v1 *q = h->extension(h->context, CNX_S(CNX_HOST_QUERY));
                const cnx_host_words_v1 *w = h->extension(h->context, CNX_S(CNX_HOST_WORDS));
                cnx_cursor *u; const cnx_batch_v1 *b; cnx_str text;
                MUST(q && w && same(j->format, "csv") && same(j->time_zone, "America/Sao_Paulo"));
                MUST(q->open(c, CNX_S("nope"), CNX_S("{}"), &u) == CNX_E_ARGUMENT);
                TRY(q->open(c, CNX_S("rows"), j->parameters_json, &u));
                cnx_document_v1 d = {.size = sizeof d, .title = CNX_S("T"), .flags = 1};
                TRY(p->document(c, &d));
                cnx_table_column_v1 col = {.id = CNX_S("n"), .title = CNX_S("N")};
                cnx_table_v1 t = {.size = sizeof t, .columns = &col, .n_columns = 1};
                MUST(p->row(c, 0) == CNX_E_ARGUMENT); TRY(p->table_start(c, &t));
                for (;;) {
                    TRY(q->next(c, u, &b));
                    if (b->n_rows == 0) break;
                    for (size_t i = 0; i < b->n_rows; i++) {
                        const cnx_column_v1 *name = b->columns, *time = b->columns + 1;
                        cnx_cell_v1 cell = {0};
                        if (!name->valid || name->valid[i / 8] >> (i % 8) & 1) {
                            cell.value.kind = CNX_VALUE_TEXT;
                            cell.value.text.ptr = (const char *)name->values + name->offsets[i];
                            cell.value.text.len = name->offsets[i + 1] - name->offsets[i];
                        }
                        MUST(time->type == CNX_COLUMN_MOMENT_MS);
                        cnx_row_v1 r = {.size = sizeof r, .cells = &cell, .n_cells = 1};
                        TRY(p->row(c, &r));
                    }
                }
                cnx_value_v1 v = {.kind = CNX_VALUE_DURATION, .integer = 125000};
                TRY(w->format(c, &v, &text)); MUST(same(text, "02:05"));
                TRY(p->table_end(c));
                """
        )
        let port = try await catalogue(bench, source, kind: "report").openReport("odd")
        let sink = KeptDocument()
        try await port.render(
            ReportRequest(format: .csv, language: .portuguese, timeZone: "America/Sao_Paulo"),
            data: NamedRows(names: ["a", nil, "ç"]),
            into: sink
        )
        #expect(sink.info?.title == "T")
        #expect(sink.info?.page.width == 841.89)
        #expect(sink.info?.dataAsOf == 99_000)
        let cells = sink.blocks.compactMap { block -> Value? in
            guard case .row(let row) = block else { return nil }
            return row.cells.first?.value
        }
        #expect(cells == [.text("a"), .nothing, .text("ç"), .text("a"), .nothing, .text("ç")])
    }

    @Test(arguments: [
        ("TRY(p->table_end(c));", "cnx_status"), ("p->grid_start(c, 0);", ""),
        (
            "cnx_heading_v1 x = {.size = sizeof x, .level = 9}; TRY(p->heading(c, &x));",
            "level is 9"
        ),
        (
            """
            cnx_run_v1 run = {.text = CNX_S("x"), .link = CNX_S("javascript:1")};
            cnx_paragraph_v1 x = {.size = sizeof x, .runs = &run, .n_runs = 1};
            TRY(p->paragraph(c, &x));
            """, "runs[0].link"
        ),
        (
            """
            cnx_operation_v1 o = {.kind = CNX_DRAW_RESTORE};
            cnx_canvas_v1 x = {.size = sizeof x, .width_pt = 9, .height_pt = 9, .operations = &o,
                .n_operations = 1};
            TRY(p->canvas(c, &x));
            """, "restores what was not saved"
        ),
        (
            """
            cnx_transcript_v1 x = {.size = sizeof x}; TRY(p->transcript_start(c, &x));
            """, "ends inside a transcript"
        ),
    ])
    func `a block that is wrong or out of place is refused`(
        _ body: String,
        _ reason: String
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let source = Self.report(render: body)
        let port = try await catalogue(bench, source, kind: "report").openReport("odd")
        let request = ReportRequest(format: .pdf, language: .english, timeZone: "UTC")
        let sink = KeptDocument()
        do {
            try await port.render(request, data: NamedRows(names: []), into: sink)
            #expect(reason.isEmpty)
        } catch let failure as PluginFailure {
            #expect(failure.message.contains(reason) || reason == "cnx_status", "\(failure)")
        }
        #expect(sink.blocks.count <= 1)
    }

    @Test func `what the sink throws ends the report and is thrown on`() async throws {
        struct Full: Error {}
        let bench = try PluginBench()
        defer { bench.remove() }
        let source = Self.report(render: "for (;;) TRY(p->page_break(c));")
        let port = try await catalogue(bench, source, kind: "report").openReport("odd")
        let request = ReportRequest(format: .pdf, language: .english, timeZone: "UTC")
        let sink = KeptDocument(refusing: Full())
        await #expect(throws: Full.self) {
            try await port.render(request, data: NamedRows(names: []), into: sink)
        }
    }
}

/// Keeps a document in memory, or refuses its first block.
private final class KeptDocument: ReportSink {
    private let state = Mutex((info: DocumentInfo?.none, blocks: [Block]()))
    private let refusal: (any Error & Sendable)?

    init(refusing refusal: (any Error & Sendable)? = nil) { self.refusal = refusal }

    var info: DocumentInfo? { state.withLock { $0.info } }
    var blocks: [Block] { state.withLock { $0.blocks } }

    func begin(_ info: DocumentInfo) { state.withLock { $0.info = info } }

    func emit(_ block: Block) throws {
        if let refusal { throw refusal }
        state.withLock { $0.blocks.append(block) }
    }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        (Double(text.count), style.size)
    }
}

/// Has one dataset, `rows`, given in two batches.
private struct NamedRows: ReportData {
    let names: [String?]

    var asOf: Timestamp { Timestamp(milliseconds: 99_480) }

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        guard dataset == "rows" else { throw ReportDataError.unknownDataset(dataset) }
        return Batches(names)
    }

    private final class Batches: ReportCursor {
        private let batch: ReportBatch
        private var left = 2

        init(_ names: [String?]) {
            batch = ReportBatch(columns: [
                ReportColumn(name: "name", values: .texts(names)),
                ReportColumn(name: "time", values: .moments(names.map { _ in 1 })),
            ])
        }

        func next() throws -> ReportBatch? {
            left -= 1
            return left >= 0 ? batch : nil
        }
    }
}

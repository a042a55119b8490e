import Foundation
import Logging
import Paper
import PluginHost
import Synchronization
import TestSupport

/// Is a folder of plugins for one test, and the host that looks at it.
struct PluginBench {
    let folder: URL
    let blobs = MemoryBlobs()
    let egress = ScriptedEgress()
    let placement: PluginPlacement

    init(_ placement: PluginPlacement = .inProcess) throws {
        self.placement = placement
        folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-plugins-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The checkout that these tests belong to.
    static var checkout: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    func catalogue(
        limits: CallLimits = CallLimits(),
        placement: PluginPlacement? = nil,
        dialer: (any Dialer)? = nil
    ) throws -> PluginCatalogue {
        PluginCatalogue(
            environment: PluginEnvironment(
                now: { 1_795_357_800_000 },
                blobs: blobs,
                words: Catalogue(),
                logger: Logger(label: "plugins") { _ in SwiftLogNoOpLogHandler() },
                egress: egress,
                dialer: dialer,
                worker: try Products.folder.appending(path: "conecta-worker").path,
                placement: { [own = self.placement] _ in placement ?? own },
                limits: limits
            )
        )
    }

    /// Puts a plugin into the folder: the manifest of the example, and a library.
    func add(
        _ name: String,
        library: Data?,
        manifest change: (inout [String: Any]) -> Void = { _ in }
    ) throws {
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let example = Self.checkout.appending(path: "Plugins/Examples/EchoC/plugin.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: example))
        var manifest = json as? [String: Any] ?? [:]
        // Never the library beside the test program: that one is good.
        manifest["library"] = "lib\(name).so"
        change(&manifest)
        try JSONSerialization.data(withJSONObject: manifest)
            .write(to: place.appending(path: "plugin.json"))
        // A new file in place of an old one: that may be open in a process.
        try library?.write(to: place.appending(path: "lib\(name).so"), options: .atomic)
    }

    /// The library of the example as it was built.
    static var echo: Data {
        get throws { try Data(contentsOf: Products.library("EchoC")) }
    }

    /// Compiles a plugin of these tests with the system's C compiler.
    func compile(_ source: String, _ flags: [String] = []) throws -> Data {
        let file = folder.appending(path: "\(UUID().uuidString).c")
        let output = file.deletingPathExtension().appendingPathExtension("so")
        try Data(source.utf8).write(to: file)
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        let include = Self.checkout.appending(path: "Sources/CPluginABI/include").path
        let map = Self.checkout.appending(path: "Plugins/entry.map").path
        compiler.arguments =
            [
                "cc", "-std=c11", "-D_GNU_SOURCE", "-w", "-fPIC", "-shared", "-I", include,
                file.path, "-o", output.path,
            ]
            + ["-Wl,--version-script=\(map)"] + flags
        try compiler.run()
        compiler.waitUntilExit()
        try FileManager.default.removeItem(at: file)
        defer { try? FileManager.default.removeItem(at: output) }
        return try Data(contentsOf: output)
    }

    /// A channel in C with the bodies of `webhook` and `send` given, and what stands before them.
    static func channel(
        webhook: String,
        send: String = "return CNX_OK;",
        before: String = "",
        version: String = "1.0.0",
        schema: String = "{}"
    ) -> String {
        source(
            """
            #include <string.h>
            \(before)
            struct cnx_instance { const cnx_host_v1 *host; const cnx_channel_sink_v1 *sink; };
            static cnx_status create(const cnx_host_v1 *h, const cnx_channel_sink_v1 *s, cnx_call *c,
                cnx_str f, cnx_str a, cnx_str j, cnx_instance **i)
            { (void)c; (void)f; (void)a; (void)j; *i = malloc(sizeof **i); (*i)->host = h;
              (*i)->sink = s; return CNX_OK; }
            static void destroy(cnx_instance *i) { free(i); }
            static cnx_status check(const cnx_host_v1 *h, const cnx_channel_sink_v1 *s, cnx_call *c,
                cnx_str f, cnx_str j)
            { (void)h; (void)s; (void)c; (void)f; (void)j; return CNX_OK; }
            static cnx_status able(cnx_instance *i, cnx_call *c) { (void)i; (void)c; return CNX_OK; }
            static cnx_status webhook(cnx_instance *i, cnx_call *c, const cnx_webhook_v1 *r)
            { (void)i; (void)c; (void)r; \(webhook) }
            static cnx_status sending(cnx_instance *i, cnx_call *c, const cnx_outbound_v1 *m)
            { (void)i; (void)c; (void)m; \(send) }
            static const cnx_channel_v1 table = {.size = sizeof table, .create = create,
                .destroy = destroy, .check_config = check, .capabilities = able,
                .webhook = webhook, .send = sending};
            static const cnx_feature_v1 f = {.size = sizeof f, .kind = CNX_LITERAL(CNX_KIND_CHANNEL),
                .id = CNX_LITERAL("echo"), .name = CNX_LITERAL("Echo"), .vtable = &table,
                .schema_json = CNX_LITERAL("\(schema)")};
            static const cnx_plugin_v1 p = {.size = sizeof p, .abi_major = 1,
                .id = CNX_LITERAL("conecta.example.echo"), .version = CNX_LITERAL("\(version)"),
                .features = &f, .n_features = 1};
            const cnx_plugin_v1 *conecta_plugin_v1(uint32_t a, uint32_t b)
            { (void)a; (void)b; return &p; }
            """
        )
    }

    /// A plugin of these tests with the functions of a channel given in C.
    static func source(_ functions: String) -> String {
        """
        #include <stdlib.h>
        #include <unistd.h>
        #include "conecta_plugin.h"
        CNX_DECLARE_NOTE;
        \(functions)
        """
    }
}

/// Keeps blobs in memory.
final class MemoryBlobs: BlobStore {
    private let kept = Mutex<[String: (info: BlobInfo, bytes: [UInt8])]>([:])

    func keep(_ bytes: [UInt8], mime: String, fileName: String) -> BlobInfo {
        kept.withLock { kept in
            let info = BlobInfo(
                id: "blob-\(kept.count + 1)",
                mime: mime,
                fileName: fileName,
                sha256: "",
                length: UInt64(bytes.count)
            )
            kept[info.id] = (info, bytes)
            return info
        }
    }

    func bytes(_ id: String) -> [UInt8]? { kept.withLock { $0[id]?.bytes } }

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        Writer(store: self, mime: mime, fileName: fileName)
    }

    func info(_ id: String) async throws -> BlobInfo? { kept.withLock { $0[id]?.info } }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        Array((bytes(id) ?? []).dropFirst(Int(offset)).prefix(count))
    }

    private actor Writer: BlobWriter {
        let store: MemoryBlobs
        let mime: String
        let fileName: String
        var bytes: [UInt8] = []

        init(store: MemoryBlobs, mime: String, fileName: String) {
            self.store = store
            self.mime = mime
            self.fileName = fileName
        }

        func write(_ bytes: [UInt8]) { self.bytes += bytes }

        func finish() -> BlobInfo { store.keep(bytes, mime: mime, fileName: fileName) }

        func abandon() { bytes = [] }
    }
}

/// Keeps an account's state in memory.
actor MemoryState: PluginState {
    private var entries: [String: (value: [UInt8], revision: UInt64)] = [:]

    func read(_ key: String) -> (value: [UInt8], revision: UInt64)? { entries[key] }

    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) -> UInt64? {
        let revision = entries[key]?.revision ?? 0
        guard expecting == nil || expecting == revision else { return nil }
        entries[key] = (value, revision + 1)
        return revision + 1
    }

    func remove(_ key: String, expecting: UInt64?) -> Bool {
        guard expecting == nil || expecting == entries[key]?.revision ?? 0 else { return false }
        entries[key] = nil
        return true
    }
}

/// Answers requests of plugins as a test says, and remembers them.
final class ScriptedEgress: HTTPEgress {
    /// Is an answer, or why there is none.
    struct Answer: EgressResponse {
        var status = 200
        var headers: [WebhookRequest.Header] = []
        let body: Body

        init(status: Int = 200, headers: [WebhookRequest.Header] = [], _ body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = Body(body)
        }

        func next() async throws -> [UInt8]? { body.take() }
    }

    /// Gives its bytes once.
    final class Body: Sendable {
        private let rest: Mutex<[UInt8]?>

        init(_ bytes: [UInt8]) { rest = Mutex(bytes) }

        func take() -> [UInt8]? {
            rest.withLock { rest in
                defer { rest = nil }
                return rest
            }
        }
    }

    private let state = Mutex(
        (
            answers: [Result<Answer, EgressError>](), sent: [EgressRequest](),
            bodies: [[UInt8]]()
        )
    )

    func answer(_ answer: Result<Answer, EgressError>) {
        state.withLock { $0.answers.append(answer) }
    }

    var sent: [EgressRequest] { state.withLock { $0.sent } }
    var bodies: [[UInt8]] { state.withLock { $0.bodies } }

    func send(_ request: EgressRequest) async throws -> any EgressResponse {
        var body: [UInt8] = []
        for try await piece in request.body.pieces() { body += piece }
        let complete = body
        let answer = state.withLock { state in
            state.sent.append(request)
            state.bodies.append(complete)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard let answer else { throw EgressError.noAnswer("the script is over") }
        return try answer.get()
    }
}

import Foundation
import Logging
import Paper
import PluginHost

/// Is what the calls of plugins need: a host, accounts and requests.
enum PluginSample {
    static let echo = ChannelAccount(
        id: "echo",
        configuration: #"{"apiBase": "http://127.0.0.1:9", "token": "t", "signingKey": "k"}"#,
        state: NothingKept()
    )
    static let echoRequest = WebhookRequest(
        method: "POST",
        body: Array("message\tm1\t+5511987654321\tMaria Silva\tOi, tudo bem? 😀\n".utf8),
        received: HouseSample.now
    )
    /// A message with a text that makes the body 4 kB long.
    static let longRequest = WebhookRequest(
        method: "POST",
        body: Array(
            "message\tm1\t+5511987654321\tMaria Silva\t\(String(repeating: "Olá, tudo bem? ", count: 252))\n"
                .utf8
        ),
        received: HouseSample.now
    )
    static let chat = ChannelAccount(
        id: "site",
        configuration: ##"{"title": "Loja", "greeting": "Olá!", "accent": "#2f6fed"}"##,
        state: NothingKept()
    )
    static let chatRequest = WebhookRequest(
        method: "POST",
        body: Array(#"{"type": "message", "id": "8c2e", "text": "Oi, tudo bem? 😀"}"#.utf8),
        visitor: "v-3f",
        received: HouseSample.now
    )

    /// The path of a plugin's library, beside this program.
    static func library(_ product: String) throws -> String {
        try Checkout.products.appending(path: "lib\(product).so").path
    }

    /// The plugins' host as a server has it, without a network and without files.
    static func catalogue(
        _ placement: PluginPlacement = .inProcess,
        folders: [String] = ["Channels", "Examples"]
    ) async throws -> PluginCatalogue {
        let catalogue = PluginCatalogue(
            environment: PluginEnvironment(
                now: { HouseSample.now },
                blobs: NothingKept(),
                words: Catalogue(),
                logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() },
                egress: nil,
                worker: try Checkout.products.appending(path: "conecta-worker").path,
                placement: { _ in placement }
            )
        )
        let plugins = Checkout.root.appending(path: "Plugins")
        await catalogue.load(
            folders: folders.map { plugins.appending(path: $0).path }
        )
        return catalogue
    }
}

/// Keeps neither files nor values: these calls need none.
private struct NothingKept: BlobStore, PluginState {
    private static let refusal = PluginFailure(.unsupported, "nothing is kept here")

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        throw Self.refusal
    }

    func info(_ id: String) async throws -> BlobInfo? { nil }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        throw Self.refusal
    }

    func read(_ key: String) async throws -> (value: [UInt8], revision: UInt64)? { nil }

    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) async throws -> UInt64? {
        throw Self.refusal
    }

    func remove(_ key: String, expecting: UInt64?) async throws -> Bool { true }
}

import Foundation
import Logging
import Paper
import PluginHost
import Synchronization
import TestSupport

/// Loads the plugins of this checkout as the server does, with fakes at the providers' border only.
struct PluginWorkshop {
    /// The moment that every call happens at: 2026-11-22 12:30 UTC.
    static let now: Int64 = 1_795_350_600_000

    let catalogue: PluginCatalogue
    let provider: ScriptedProvider
    let listings: [PluginListing]
    let blobs: MemoryBlobs

    static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func open(_ answers: [ScriptedProvider.Answer] = []) async throws -> PluginWorkshop {
        let provider = ScriptedProvider(answers)
        let products = try Products.folder
        let blobs = MemoryBlobs()
        let catalogue = PluginCatalogue(
            environment: PluginEnvironment(
                now: { now },
                blobs: blobs,
                words: try Catalogue(folder: checkout.appending(path: "templates/locales")),
                logger: Logger(label: "plugins", factory: { _ in SwiftLogNoOpLogHandler() }),
                egress: provider,
                worker: products.appending(path: "conecta-worker").path
            )
        )
        let folders = ["Channels", "Reports", "Examples"]
            .map { checkout.appending(path: "Plugins/\($0)").path }
        let listings = await catalogue.load(folders: folders)
        return PluginWorkshop(
            catalogue: catalogue,
            provider: provider,
            listings: listings,
            blobs: blobs
        )
    }

    static func fixtures(_ channel: String) -> String {
        checkout.appending(path: "Plugins/Channels/\(channel)/Fixtures").path
    }
}

/// Answers requests as a provider would, in the order of its script, and keeps them.
final class ScriptedProvider: HTTPEgress {
    struct Answer: Sendable {
        var status: Int
        var body: String
        var headers: [WebhookRequest.Header] = []
    }

    struct Request: Sendable {
        var method: String
        var url: String
        var headers: [WebhookRequest.Header]
        var body: [UInt8]

        func json() throws -> NSDictionary? {
            try JSONSerialization.jsonObject(with: Data(body)) as? NSDictionary
        }
    }

    private struct Script {
        var answers: [Answer]
        var requests: [Request] = []
    }

    private let script: Mutex<Script>

    init(_ answers: [Answer]) {
        script = Mutex(Script(answers: answers))
    }

    var requests: [Request] { script.withLock { $0.requests } }

    func send(_ request: EgressRequest) async throws -> any EgressResponse {
        var body: [UInt8] = []
        for try await piece in request.body.pieces() { body += piece }
        let kept = Request(
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: body
        )
        let answer = script.withLock { script -> Answer? in
            script.requests.append(kept)
            return script.answers.isEmpty ? nil : script.answers.removeFirst()
        }
        guard let answer else { throw EgressError.noAnswer("the script has no answer left") }
        return ScriptedResponse(answer)
    }
}

private final class ScriptedResponse: EgressResponse {
    let status: Int
    let headers: [WebhookRequest.Header]
    private let body: Mutex<[UInt8]?>

    init(_ answer: ScriptedProvider.Answer) {
        status = answer.status
        headers = answer.headers
        body = Mutex([UInt8](answer.body.utf8))
    }

    func next() async throws -> [UInt8]? {
        body.withLock { body in
            defer { body = nil }
            return body
        }
    }
}

/// Keeps an account's values in memory.
struct NoState: PluginState {
    func read(_ key: String) async throws -> (value: [UInt8], revision: UInt64)? { nil }
    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) async throws -> UInt64? { nil }
    func remove(_ key: String, expecting: UInt64?) async throws -> Bool { false }
}

/// Keeps files in memory, named by their order.
final class MemoryBlobs: BlobStore {
    private let files = Mutex<[String: (info: BlobInfo, bytes: [UInt8])]>([:])

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        Writer(blobs: self, mime: mime, fileName: fileName)
    }

    func info(_ id: String) async throws -> BlobInfo? { files.withLock { $0[id]?.info } }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        files.withLock { Array(($0[id]?.bytes ?? []).dropFirst(Int(offset)).prefix(count)) }
    }

    fileprivate func keep(_ bytes: [UInt8], mime: String, fileName: String) -> BlobInfo {
        files.withLock { files in
            let info = BlobInfo(
                id: "blob-\(files.count)",
                mime: mime,
                fileName: fileName,
                sha256: String(repeating: "0", count: 64),
                length: UInt64(bytes.count)
            )
            files[info.id] = (info, bytes)
            return info
        }
    }

    private final class Writer: BlobWriter {
        private let blobs: MemoryBlobs
        private let mime: String
        private let fileName: String
        private let bytes = Mutex<[UInt8]>([])

        init(blobs: MemoryBlobs, mime: String, fileName: String) {
            self.blobs = blobs
            self.mime = mime
            self.fileName = fileName
        }

        func write(_ piece: [UInt8]) async throws { bytes.withLock { $0 += piece } }

        func finish() async throws -> BlobInfo {
            blobs.keep(bytes.withLock { $0 }, mime: mime, fileName: fileName)
        }

        func abandon() async {}
    }
}

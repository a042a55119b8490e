internal import Crypto
internal import Engine
internal import Foundation

/// Keeps files as the provider does: by id, behind addresses that live for minutes.
struct MediaShelf: Sendable {
    /// Is one file.
    struct File: Sendable {
        var id: String
        var mediaType: String
        var bytes: [UInt8]

        /// The digest as the API tells it.
        var digest: String { SHA256.hash(data: bytes).map { $0.hexadecimal }.joined() }

        /// The digest as webhooks tell it.
        var digestInWebhooks: String { Data(SHA256.hash(data: bytes)).base64EncodedString() }
    }

    /// How long an address lives, in seconds.
    static let lifeSeconds: Int64 = 300

    private static let capacity = 400

    private let secret: String
    private var files: [String: File] = [:]
    private var order: [String] = []
    private var count = 0

    init(secret: String) {
        self.secret = secret
    }

    /// The file with an id.
    subscript(id: String) -> File? { files[id] }

    /// Keeps a file under a new id, and forgets the oldest when there are too many.
    mutating func keep(_ bytes: [UInt8], mediaType: String, at now: Timestamp) -> File {
        count += 1
        let file = File(
            id: String(now.milliseconds * 1_000 + Int64(count % 1_000)),
            mediaType: mediaType,
            bytes: bytes
        )
        files[file.id] = file
        order.append(file.id)
        if order.count > Self.capacity { files[order.removeFirst()] = nil }
        return file
    }

    /// Forgets a file; false when there is none.
    mutating func remove(_ id: String) -> Bool {
        order.removeAll { $0 == id }
        return files.removeValue(forKey: id) != nil
    }

    /// The query of a fresh address of a file.
    func query(for id: String, at now: Timestamp) -> String {
        let end = now.adding(seconds: Self.lifeSeconds).milliseconds / 1_000
        return "mid=\(id)&ext=\(end)&hash=\(seal(id, end))"
    }

    /// The file that an address leads to, while the address lives.
    func file(_ id: String, until end: Int64, hash: String, at now: Timestamp) -> File? {
        guard hash == seal(id, end), now.milliseconds < end * 1_000 else { return nil }
        return files[id]
    }

    private func seal(_ id: String, _ end: Int64) -> String {
        Envelope.digest("\(secret)/\(id)/\(end)")
    }
}

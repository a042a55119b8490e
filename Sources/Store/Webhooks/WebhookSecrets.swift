import Crypto
import Foundation

/// Makes the secrets that sign deliveries, and seals them for the database.
struct WebhookSecrets: Sendable {
    private static let prefix = "whsec_"

    private let key: SymmetricKey?

    /// Creates secrets under a key of the data folder; `nil` when it cannot be read.
    init(_ key: [UInt8]?) {
        self.key = key.map { SymmetricKey(data: $0) }
    }

    /// Makes a secret as its owner sees it.
    static func make() -> String {
        prefix + Data(RandomBytes.make(32)).base64EncodedString()
    }

    /// The bytes that sign, of a secret as its owner sees it.
    static func bytes(of secret: String) -> [UInt8] {
        Array(Data(base64Encoded: String(secret.dropFirst(prefix.count))) ?? Data())
    }

    /// Seals a secret for one webhook; in another one's row it does not open.
    func seal(_ secret: String, of webhook: Int64) throws -> Data {
        guard let key else { throw SecretsError.unreadable }
        let box = try AES.GCM.seal(
            Array(secret.utf8),
            using: key,
            authenticating: Self.purpose(webhook)
        )
        guard let sealed = box.combined else { throw SecretsError.unreadable }
        return sealed
    }

    /// Opens what `seal` made.
    func open(_ sealed: Data, of webhook: Int64) throws -> String {
        guard let key, let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(
                box,
                using: key,
                authenticating: Self.purpose(webhook)
            )
        else { throw SecretsError.unreadable }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func purpose(_ webhook: Int64) -> [UInt8] {
        Array("webhook-secret/1/\(webhook)".utf8)
    }
}

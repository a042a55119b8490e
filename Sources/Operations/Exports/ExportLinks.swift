internal import Crypto
internal import Foundation
internal import Store

/// Makes and reads the keys of links in mails, each for one recipient of one run.
struct ExportLinks: Sendable {
    private let secret: SymmetricKey?

    init(secret: [UInt8]?) {
        self.secret = secret.map { SymmetricKey(data: $0) }
    }

    /// The key of a mail's links: the mail's number and a seal over what only it has.
    func key(of mailing: Mailing) -> String? {
        guard let secret else { return nil }
        let code = HMAC<SHA256>.authenticationCode(for: Self.words(of: mailing), using: secret)
        return "\(mailing.number)-" + Data(code).map { String(format: "%02x", $0) }.joined()
    }

    /// The number of the mail that a key names, whether or not it is genuine.
    func mailing(in key: String) -> Int64? {
        key.split(separator: "-").first.flatMap { Int64($0) }
    }

    /// Tells whether a key is that of a mail; how long it takes tells nothing.
    func opens(_ key: String, _ mailing: Mailing) -> Bool {
        guard let secret, let seal = key.split(separator: "-", maxSplits: 1).last,
            seal.utf8.count == 64
        else { return false }
        var code: [UInt8] = []
        var rest = seal[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return false }
            code.append(byte)
            rest = rest.dropFirst(2)
        }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code,
            authenticating: Self.words(of: mailing),
            using: secret
        )
    }

    private static func words(of mailing: Mailing) -> [UInt8] {
        Array("\(mailing.number)/\(mailing.run)/\(mailing.messageID)".utf8)
    }
}

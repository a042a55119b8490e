internal import Crypto
internal import Foundation

/// Makes secrets and names that nobody can guess.
enum RandomText {
    /// Makes a text of some random bytes, in letters that URLs and cookies take.
    static func make(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }).base64URL
    }

    /// The digest under which a secret is kept and looked up: SHA-256 in hexadecimal.
    static func digest(_ secret: String) -> String {
        SHA256.hash(data: Data(secret.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}

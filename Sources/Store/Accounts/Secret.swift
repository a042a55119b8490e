import Crypto
import Foundation

/// Makes the secrets that browsers and programs hold, and the hashes that we keep of them.
enum Secret {
    /// Makes 256 random bits in letters that fit into URLs.
    static func make(_ prefix: String) -> String {
        let letters = Data(RandomBytes.make(32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return prefix + letters
    }

    /// Hashes a secret; it has all the randomness it needs, so plain SHA-256 does.
    static func hash(_ secret: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(secret.utf8)))
    }
}

import Crypto
public import Engine
import Foundation

extension PendingDelivery {
    /// The headers that say what it is and prove who sent it, as Standard Webhooks has them.
    ///
    /// Signed is `id.seconds.body`; with two keys there are two signatures, of which one is to fit.
    public func headers(at now: Timestamp) -> [(name: String, value: String)] {
        let seconds = now.milliseconds / 1_000
        let signed = Data("\(id).\(seconds).\(body)".utf8)
        let signatures = keys.map { key in
            let code = HMAC<SHA256>.authenticationCode(
                for: signed,
                using: SymmetricKey(data: key)
            )
            return "v1," + Data(code).base64EncodedString()
        }
        return [
            ("webhook-id", id), ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}

import Crypto
import Foundation

extension WebhookRequest {
    /// Signs the request as a provider would that keeps to the manifest.
    mutating func sign(_ signature: PluginManifest.Signature, configuration: String) {
        let fields =
            try? JSONSerialization.jsonObject(with: Data(configuration.utf8)) as? [String: Any]
        let secret = fields?[signature.secret] as? String ?? ""
        let value: String
        switch signature.scheme {
        case .token: value = secret
        case .hmacSHA256Hex:
            value =
                code(secret)
                .map { byte in
                    let digits = String(byte, radix: 16)
                    return digits.count == 1 ? "0" + digits : digits
                }
                .joined()
        case .hmacSHA256Base64: value = code(secret).base64EncodedString()
        }
        headers.append(Header(signature.header, (signature.prefix ?? "") + value))
    }

    private func code(_ secret: String) -> Data {
        let key = SymmetricKey(data: Data(secret.utf8))
        return Data(HMAC<SHA256>.authenticationCode(for: body, using: key))
    }
}

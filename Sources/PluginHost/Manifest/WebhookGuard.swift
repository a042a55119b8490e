import Crypto
import Foundation

/// Verifies requests to a channel's webhook as its manifest declares, before the plugin sees them.
public struct WebhookGuard: Sendable {
    /// Says what to do with a request.
    public enum Verdict: Sendable, Hashable {
        /// The plugin may see it.
        case pass
        /// Answer 200 with this text, as it is; the plugin does not see it.
        case answer(String)
        /// Answer 401: nothing of it may be stored.
        case unsigned
        /// Answer 403: a handshake that is not ours.
        case forbidden
        /// Answer 500 and tell an administrator: a secret has no value.
        case unconfigured(field: String)
    }

    private let webhook: PluginManifest.Webhook?
    private let secrets: [String: String]

    /// Creates the guard of an account.
    ///
    /// - Parameters:
    ///   - webhook: what the manifest declares; `nil` lets every request pass.
    ///   - configuration: the account's configuration, a JSON object with its secrets.
    public init(_ webhook: PluginManifest.Webhook?, configuration: String) {
        self.webhook = webhook
        let names = [webhook?.signature?.secret, webhook?.challenge?.secret].compactMap(\.self)
        let object = try? JSONSerialization.jsonObject(with: Data(configuration.utf8))
        let fields = object as? [String: Any] ?? [:]
        var secrets: [String: String] = [:]
        for name in names { secrets[name] = fields[name] as? String }
        self.secrets = secrets
    }

    /// Looks at a request; takes the same time whether a signature is almost right or all wrong.
    public func judge(_ request: WebhookRequest) -> Verdict {
        if request.method == "GET" || request.method == "HEAD", let challenge = webhook?.challenge {
            return judge(request, challenge)
        }
        // A GET may have a body too: what declares a signature takes nothing without one.
        return webhook?.signature.map { judge(request, $0) } ?? .pass
    }

    private func judge(
        _ request: WebhookRequest,
        _ signature: PluginManifest.Signature
    ) -> Verdict {
        guard let secret = secrets[signature.secret], !secret.isEmpty else {
            return .unconfigured(field: signature.secret)
        }
        let prefix = signature.prefix ?? ""
        guard let header = request.header(signature.header), header.hasPrefix(prefix) else {
            return .unsigned
        }
        let given = header.dropFirst(prefix.count)
        let isRight: Bool
        switch signature.scheme {
        case .hmacSHA256Hex:
            guard let code = Self.bytes(hexadecimal: given) else { return .unsigned }
            let key = SymmetricKey(data: Data(secret.utf8))
            isRight = HMAC<SHA256>
                .isValidAuthenticationCode(code, authenticating: request.body, using: key)
        case .token:
            isRight = Self.areEqual(String(given), secret)
        }
        return isRight ? .pass : .unsigned
    }

    private func judge(
        _ request: WebhookRequest,
        _ challenge: PluginManifest.Challenge
    ) -> Verdict {
        guard let secret = secrets[challenge.secret], !secret.isEmpty else {
            return .unconfigured(field: challenge.secret)
        }
        var components = URLComponents()
        components.percentEncodedQuery = request.query.replacing("+", with: "%20")
        let items = components.queryItems ?? []
        func parameter(_ name: String) -> String? { items.first { $0.name == name }?.value }
        guard parameter(challenge.mode) == challenge.modeValue,
            let token = parameter(challenge.token), Self.areEqual(token, secret),
            let answer = parameter(challenge.answer)
        else { return .forbidden }
        return .answer(answer)
    }

    /// Compares by digest, so that the time tells nothing of the secret.
    private static func areEqual(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        func value(_ digit: UInt8) -> UInt8? {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}

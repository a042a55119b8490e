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
    /// What the account says by itself; `nil` when it says nothing that can be understood.
    private let own: OwnVerification?

    /// Creates the guard of an account.
    ///
    /// - Parameters:
    ///   - webhook: what the manifest declares; `nil` lets every request pass.
    ///   - configuration: the account's configuration, a JSON object with its secrets.
    public init(_ webhook: PluginManifest.Webhook?, configuration: String) {
        self.webhook = webhook
        let names = [
            webhook?.signature?.secret, webhook?.challenge?.secret, webhook?.settings?.secret,
        ]
        .compactMap(\.self)
        let object = try? JSONSerialization.jsonObject(with: Data(configuration.utf8))
        let fields = object as? [String: Any] ?? [:]
        var secrets: [String: String] = [:]
        for name in names { secrets[name] = fields[name] as? String }
        self.secrets = secrets
        own = webhook?.settings.flatMap { OwnVerification(fields[$0.field]) }
    }

    /// Whether nothing is verified at all.
    public var letsEverythingPass: Bool {
        webhook?.settings == nil ? webhook?.signature == nil : own == .nothing
    }

    /// Looks at a request; takes the same time whether a signature is almost right or all wrong.
    public func judge(_ request: WebhookRequest) -> Verdict {
        if request.method == "GET" || request.method == "HEAD", let challenge = webhook?.challenge {
            return judge(request, challenge)
        }
        // A GET may have a body too: what declares a signature takes nothing without one.
        if let settings = webhook?.settings { return judge(request, settings) }
        return webhook?.signature.map { signature in
            judge(request, signature.scheme, secret: signature.secret) { request in
                request.header(signature.header).flatMap { $0.without(signature.prefix) }
            }
        } ?? .pass
    }

    /// Judges as the account says; what cannot be understood lets nothing pass.
    private func judge(
        _ request: WebhookRequest,
        _ settings: PluginManifest.Settings
    ) -> Verdict {
        switch own {
        case nil: .unconfigured(field: settings.field)
        case .nothing?: .pass
        case .signed(let scheme, let place, let prefix)?:
            judge(request, scheme, secret: settings.secret) { request in
                switch place {
                case .header(let name): request.header(name).flatMap { $0.without(prefix) }
                case .query(let name): Self.parameter(name, of: request)?.without(prefix)
                }
            }
        }
    }

    private func judge(
        _ request: WebhookRequest,
        _ scheme: PluginManifest.Signature.Scheme,
        secret name: String,
        _ given: (WebhookRequest) -> Substring?
    ) -> Verdict {
        guard let secret = secrets[name], !secret.isEmpty else {
            return .unconfigured(field: name)
        }
        guard let given = given(request) else { return .unsigned }
        let isRight: Bool
        switch scheme {
        case .hmacSHA256Hex:
            guard let code = Self.bytes(hexadecimal: given) else { return .unsigned }
            isRight = Self.isCode(code, of: request, secret)
        case .hmacSHA256Base64:
            guard let code = Data(base64Encoded: String(given)) else { return .unsigned }
            isRight = Self.isCode([UInt8](code), of: request, secret)
        case .token:
            isRight = Self.areEqual(String(given), secret)
        }
        return isRight ? .pass : .unsigned
    }

    private static func isCode(
        _ code: [UInt8],
        of request: WebhookRequest,
        _ secret: String
    ) -> Bool {
        let key = SymmetricKey(data: Data(secret.utf8))
        return HMAC<SHA256>
            .isValidAuthenticationCode(code, authenticating: request.body, using: key)
    }

    private func judge(
        _ request: WebhookRequest,
        _ challenge: PluginManifest.Challenge
    ) -> Verdict {
        guard let secret = secrets[challenge.secret], !secret.isEmpty else {
            return .unconfigured(field: challenge.secret)
        }
        guard Self.parameter(challenge.mode, of: request) == challenge.modeValue,
            let token = Self.parameter(challenge.token, of: request), Self.areEqual(token, secret),
            let answer = Self.parameter(challenge.answer, of: request)
        else { return .forbidden }
        return .answer(answer)
    }

    private static func parameter(_ name: String, of request: WebhookRequest) -> String? {
        // Not by URLComponents, which ends the program at a query with signs that are not allowed.
        for part in request.query.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let words = sides.map { side in
                let text = String(side).replacing("+", with: " ")
                return text.removingPercentEncoding ?? text
            }
            if words[0] == name { return words.count > 1 ? words[1] : "" }
        }
        return nil
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

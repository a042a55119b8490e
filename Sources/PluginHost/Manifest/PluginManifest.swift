/// Is what a plugin's `plugin.json` says: who it is, what it brings, what it wants to be allowed.
///
/// The end of `conecta_plugin.h` explains each field to authors.
public struct PluginManifest: Sendable, Hashable, Codable {
    /// The reversed domain name, such as `org.example.echo`.
    public var id: String
    /// The version, such as `1.2.3`.
    public var version: String
    /// The name for people.
    public var name: String
    /// What it is for.
    public var description: String?
    /// Who made it.
    public var author: String?
    /// Under which terms.
    public var license: String?
    /// Where to read more.
    public var homepage: String?
    /// The file name of the library.
    public var library: String
    /// The major of the ABI.
    public var abi: UInt32
    /// The channels and reports it brings.
    public var features: [Feature]
    /// What it wants to be allowed.
    public var permissions: Permissions?
    /// How many calls a process of the plugin may make at once, 1 to 64; 4 unless said.
    public var concurrency: Int?

    /// Names what a feature is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A way to talk with people.
        case channel
        /// A document or board.
        case report
    }

    /// Is a channel or report as the manifest declares it.
    public struct Feature: Sendable, Hashable, Codable {
        /// What it is.
        public var kind: Kind
        /// What channels and reports are called by.
        public var id: String
        /// The name for people.
        public var name: String
        /// The configuration's field that events' account is compared with.
        public var accountSelector: String?
        /// Fields of the configuration with URLs whose hosts may be reached.
        public var grants: [String]?
        /// How requests to the webhook are verified.
        public var webhook: Webhook?
    }

    /// Says how requests to a webhook are verified.
    public struct Webhook: Sendable, Hashable, Codable {
        /// The signature of each POST.
        public var signature: Signature?
        /// The handshake by GET.
        public var challenge: Challenge?
        /// Where each account says by itself how its POSTs are signed; in place of `signature`.
        public var settings: Settings?
    }

    /// Names the fields in which an account says how its POSTs are signed.
    public struct Settings: Sendable, Hashable, Codable {
        /// The configuration's field with an object: scheme, header or query, prefix.
        public var field: String
        /// The configuration's field with the secret.
        public var secret: String
    }

    /// Says how a POST is signed.
    public struct Signature: Sendable, Hashable, Codable {
        /// Names a way to sign.
        public enum Scheme: String, Sendable, Hashable, Codable {
            /// The HMAC-SHA256 of the raw body in lower-case hexadecimal digits.
            case hmacSHA256Hex = "hmac-sha256-hex"
            /// The HMAC-SHA256 of the raw body in Base64.
            case hmacSHA256Base64 = "hmac-sha256-base64"
            /// The secret itself.
            case token
        }

        /// The header that holds it.
        public var header: String
        /// The way.
        public var scheme: Scheme
        /// What stands before it.
        public var prefix: String?
        /// The configuration's field with the secret.
        public var secret: String
    }

    /// Says how the provider asks whether the address is ours.
    public struct Challenge: Sendable, Hashable, Codable {
        /// The query parameter that says what is asked.
        public var mode: String
        /// The value it must have.
        public var modeValue: String
        /// The query parameter with the token.
        public var token: String
        /// The query parameter to answer with.
        public var answer: String
        /// The configuration's field with the token.
        public var secret: String
    }

    /// Says what a plugin wants to be allowed.
    public struct Permissions: Sendable, Hashable, Codable {
        /// The hosts it may reach: `api.example.org`, `*.example.org`.
        public var http: [String]?
        /// The hosts and ports it may connect to: `imap.example.org:993`, `*.example.org:5222`.
        public var dial: [String]?
        /// Whether it keeps small state for each account.
        public var state: Bool?
        /// Whether it reads and writes files of messages.
        public var blob: Bool?
    }
}

import Crypto
public import Foundation

/// Is a publisher's public key: a line of text to hand to operators.
public struct PublisherKey: Sendable, Hashable, Codable {
    private static let mark = "conecta-publisher"

    /// The 32 bytes.
    public let bytes: Data

    /// Names the key for people: sixteen hexadecimal digits of its hash.
    public var fingerprint: String { String(SHA256.hexadecimal(of: bytes).prefix(16)) }

    init(bytes: Data) throws {
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else {
            throw PluginProblem("this is no Ed25519 key")
        }
        self.bytes = bytes
    }

    /// Reads a key: its base64.
    public init(from decoder: any Decoder) throws {
        let bytes = try decoder.singleValueContainer().decode(Data.self)
        try self.init(bytes: bytes)
    }

    /// Writes a key: its base64.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    /// Reads the file that `plugin keygen` wrote for operators.
    ///
    /// - Returns: the key and the name its publisher gave to it.
    /// - Throws: `PluginProblem` when it is none.
    public static func read(_ text: String) throws -> (key: PublisherKey, name: String) {
        let parts =
            text.split(separator: "\n").first?
            .split(separator: " ", maxSplits: 2).map(String.init) ?? []
        guard parts.count == 3, parts[0] == mark, let bytes = Data(base64Encoded: parts[1]) else {
            throw PluginProblem("this is no publisher's key: it begins with \(mark)")
        }
        return (try PublisherKey(bytes: bytes), parts[2].trimmingCharacters(in: .whitespaces))
    }

    /// The file for operators.
    public func text(name: String) -> String {
        "\(Self.mark) \(bytes.base64EncodedString()) \(name)\n"
    }
}

/// Is a publisher's secret key, which signs packages.
public struct PublisherSecret: Sendable {
    private static let mark = "conecta-publisher-secret"

    private let secret: Curve25519.Signing.PrivateKey
    /// The publisher's name.
    public let name: String

    /// Makes a new key.
    ///
    /// - Throws: `PluginProblem` when the name is none.
    public init(name: String) throws {
        let name = name.trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.utf8.count <= 100, !name.contains(where: \.isNewline) else {
            throw PluginProblem("a publisher needs a name of at most 100 letters on one line")
        }
        self.name = name
        secret = Curve25519.Signing.PrivateKey()
    }

    /// Reads the file of a secret key.
    ///
    /// - Throws: `PluginProblem` when it is none.
    public init(text: String) throws {
        let parts =
            text.split(separator: "\n").first?
            .split(separator: " ", maxSplits: 2).map(String.init) ?? []
        guard parts.count == 3, parts[0] == Self.mark,
            let bytes = Data(base64Encoded: parts[1]),
            let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw PluginProblem("this is no publisher's secret key") }
        self.secret = secret
        name = parts[2]
    }

    /// The file, which nobody else may read.
    public var text: String {
        "\(Self.mark) \(secret.rawRepresentation.base64EncodedString()) \(name)\n"
    }

    /// The key for operators.
    public var key: PublisherKey {
        get throws { try PublisherKey(bytes: secret.publicKey.rawRepresentation) }
    }

    func sign(_ index: Data) throws -> PackageSignature {
        PackageSignature(
            key: try key,
            signature: try secret.signature(for: PackageSignature.message(index))
        )
    }
}

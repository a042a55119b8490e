import Crypto
import Foundation

/// Is `signature.json`: who answers for a package, proven by Ed25519 over its index.
public struct PackageSignature: Sendable, Hashable, Codable {
    /// The publisher's key.
    public var key: PublisherKey
    /// The signature.
    var signature: Data

    /// What is signed: the index, said to be one, so that no signature of something else fits.
    static func message(_ index: Data) -> Data {
        Data("conecta plugin package 1\n".utf8) + index
    }

    init(key: PublisherKey, signature: Data) {
        self.key = key
        self.signature = signature
    }

    init(json: Data) throws {
        do {
            self = try JSONDecoder().decode(PackageSignature.self, from: json)
        } catch {
            throw PluginProblem("\(PackageIndex.signatureName) cannot be read")
        }
    }

    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    /// Checks that the key made the signature of this index.
    func verify(_ index: Data) throws {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes),
            key.isValidSignature(signature, for: Self.message(index))
        else { throw PluginProblem("the signature is not that of this package") }
    }
}

import Crypto
import Foundation

/// Is `package.json`: what a package holds, by which its signature covers every byte.
public struct PackageIndex: Sendable, Hashable, Codable {
    /// The name of the index in a package.
    static let fileName = "package.json"
    /// The name of the signature in a package.
    static let signatureName = "signature.json"
    /// The form that this host writes and reads.
    static let currentFormat = 1

    /// Is a file with its hash.
    public struct File: Sendable, Hashable, Codable {
        /// The path within the package.
        public var path: String
        /// The length in bytes.
        public var length: Int
        /// The SHA-256 in lower-case hexadecimal digits.
        public var sha256: String

        init(path: String, bytes: Data) {
            self.path = path
            length = bytes.count
            sha256 = SHA256.hexadecimal(of: bytes)
        }
    }

    /// The number of the form.
    public var format: Int
    /// The plugin's id.
    public var id: String
    /// The plugin's version.
    public var version: String
    /// The major of the ABI.
    public var abi: UInt32
    /// The processor that the library is built for.
    public var machine: String
    /// Every file but index and signature, by path.
    public var files: [File]

    /// The index as it stands in the package.
    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }
}

extension SHA256 {
    /// Computes a hash in lower-case hexadecimal digits.
    static func hexadecimal(of bytes: some DataProtocol) -> String {
        hash(data: bytes)
            .map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }
            .joined()
    }
}

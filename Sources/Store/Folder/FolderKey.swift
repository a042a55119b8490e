import Crypto
import Foundation

/// Seals what must not be read from a copy of the database: channels' secrets.
///
/// The key is 32 random bytes in a file of the folder that only its owner reads.
struct FolderKey: Sendable {
    private let key: SymmetricKey

    /// Reads the key; where there is none yet, the folder's owner makes it.
    init?(path: String, creating: Bool) throws(DataFolderError) {
        if let bytes = FileManager.default.contents(atPath: path) {
            guard bytes.count == 32 else {
                throw .badKey(path: path, reason: "it has \(bytes.count) bytes, not 32")
            }
            key = SymmetricKey(data: bytes)
            return
        }
        guard access(path, F_OK) != 0 else {
            throw .badKey(path: path, reason: "it may not be read")
        }
        guard creating else { return nil }
        key = SymmetricKey(size: .bits256)
        do {
            try DurableFile.write(key.withUnsafeBytes { Array($0) }, to: path, mode: 0o600)
        } catch {
            throw DataFolderError(error, path: path)
        }
    }

    /// Makes 32 bytes for a purpose: the same every time, and of no use for finding others.
    func derive(_ purpose: String) -> [UInt8] {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key,
            info: Array("conecta/\(purpose)".utf8),
            outputByteCount: 32
        )
        return derived.withUnsafeBytes { Array($0) }
    }

    /// Seals bytes for one purpose: they open under the same purpose only.
    func seal(_ bytes: [UInt8], for purpose: String) throws -> Data {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: Array(purpose.utf8))
        guard let combined = box.combined else {
            throw SecretsError.unreadable
        }
        return combined
    }

    /// Opens what `seal` made.
    func open(_ sealed: Data, for purpose: String) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Array(purpose.utf8)))
        } catch {
            throw SecretsError.unreadable
        }
    }
}

/// Says that sealed secrets cannot be opened: the key file is another than the one they were made with.
public enum SecretsError: Error, Sendable, Hashable {
    case unreadable
}

internal import Crypto
internal import Foundation

/// Signs small facts that clients keep for us, so that they cannot make up or change them.
struct Seal: Sendable {
    private let key: SymmetricKey

    /// Creates a seal for one purpose; what is sealed for one is not valid for another.
    init(secret: Data, purpose: String) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Data("conecta \(purpose)".utf8),
            outputByteCount: 32
        )
    }

    /// Writes a value with its signature, in letters that URLs take.
    func close(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(value)
        let code = HMAC<SHA256>.authenticationCode(for: data, using: key)
        return data.base64URL + "." + Data(code).base64URL
    }

    /// Reads a value; `nil` when the signature is not ours.
    func open<Value: Decodable>(_ text: String, as kind: Value.Type = Value.self) -> Value? {
        guard text.utf8.count <= 8_192 else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let data = Data(base64URL: parts[0]),
            let code = Data(base64URL: parts[1]),
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: data, using: key)
        else { return nil }
        return try? JSONDecoder().decode(kind, from: data)
    }
}

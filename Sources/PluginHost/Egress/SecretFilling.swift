/// Puts secrets in the place of `{{secret:NAME}}`.
struct SecretFilling: Sendable {
    private static let opening = Array("{{secret:".utf8)
    private static let closing = Array("}}".utf8)

    let secrets: [String: String]

    /// Fills a text in.
    ///
    /// - Throws: `PluginFailure` of class `configuration` when a secret has no value.
    func fill(_ text: String) throws -> String {
        guard text.contains("{{secret:") else { return text }
        return String(decoding: try fill(Array(text.utf8)), as: UTF8.self)
    }

    /// Fills bytes in.
    ///
    /// - Throws: `PluginFailure` of class `configuration` when a secret has no value.
    func fill(_ bytes: [UInt8]) throws -> [UInt8] {
        guard var found = bytes.firstRange(of: Self.opening) else { return bytes }
        var filled: [UInt8] = []
        var rest = bytes[...]
        while true {
            filled += rest[..<found.lowerBound]
            let after = rest[found.upperBound...]
            guard let end = after.firstRange(of: Self.closing) else {
                throw PluginFailure(.configuration, "a secret's placeholder does not end")
            }
            let name = String(decoding: after[..<end.lowerBound], as: UTF8.self)
            guard let secret = secrets[name], !secret.isEmpty else {
                throw PluginFailure(.configuration, "the secret \(name) has no value")
            }
            filled += secret.utf8
            rest = after[end.upperBound...]
            guard let next = rest.firstRange(of: Self.opening) else { return filled + rest }
            found = next
        }
    }

    /// Takes the secrets out of a text for people.
    func redact(_ text: String) -> String {
        var text = text
        for secret in secrets.values where secret.utf8.count >= 4 {
            text = text.replacing(secret, with: "…")
        }
        return text
    }
}

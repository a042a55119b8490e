internal import Crypto
internal import Foundation

/// Is a secret that only the client's HttpOnly cookie holds, and the CSRF token that follows from it.
///
/// The token is shown in pages; the secret cannot be had from it. A foreign site knows neither.
struct FormSecret: Sendable, Hashable {
    /// The value of the cookie: of the login, or of the login form before it.
    let cookie: String

    /// The token that forms and scripts send.
    var token: String {
        let key = SymmetricKey(data: Data(cookie.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("conecta csrf".utf8), using: key)
        return Data(code).base64URL
    }

    /// Tells whether a token is the one of this secret, in constant time.
    func accepts(_ token: String) -> Bool {
        constantTimeEqual(Array(self.token.utf8), Array(token.utf8))
    }
}

/// Compares bytes in a time that depends on their count alone.
func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
}

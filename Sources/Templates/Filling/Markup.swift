/// Holds HTML that is written as it is, without escaping.
///
/// Only `Rendering` and code that escaped every value itself should make one.
public struct Markup: Sendable, Hashable {
    let bytes: [UInt8]

    /// Vouches for HTML that holds no unescaped foreign value.
    public init(trusted html: String) {
        bytes = Array(html.utf8)
    }

    /// Vouches for HTML in UTF-8 that holds no unescaped foreign value.
    public init(trusted html: [UInt8]) {
        bytes = html
    }
}

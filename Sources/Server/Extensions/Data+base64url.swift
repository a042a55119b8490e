internal import Foundation

extension Data {
    /// The bytes in base 64 with the letters that URLs and cookies take, without padding.
    var base64URL: String {
        base64EncodedString()
            .replacing("+", with: "-")
            .replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Reads what `base64URL` writes; `nil` for anything else.
    init?(base64URL text: some StringProtocol) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let letters = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: letters + padding)
    }
}

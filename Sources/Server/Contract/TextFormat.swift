internal import Engine
internal import Foundation

/// Knows the formats of texts that the document names; others fit everything.
enum TextFormat {
    static func fits(_ text: String, _ format: String) -> Bool {
        switch format {
        case "date-time": text.utf8.count > 10 && Timestamp(text, zone: .gmt) != nil
        case "date": text.utf8.count == 10 && Timestamp(text, zone: .gmt) != nil
        case "email": isEmail(text)
        case "uri": URL(string: text)?.scheme != nil
        default: true
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.count <= 254 && !text.contains { $0.isWhitespace || $0.isNewline }
    }
}

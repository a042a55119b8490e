internal import Foundation

extension String {
    /// The text without case and accents, as words are compared.
    var folded: String {
        if let quick = latinFolded { return quick }
        return folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
            locale: nil
        ).lowercased()
    }

    /// The words of the text, folded: runs of letters and digits.
    var foldedWords: [Substring] {
        let text = folded
        guard text.utf8.allSatisfy({ $0 < 128 }) else {
            return text.split { !$0.isLetter && !$0.isNumber }
        }
        return text.utf8.split { !(97...122 ~= $0 || 48...57 ~= $0) }.map(Substring.init)
    }

    /// The folded text where it has no other signs than western languages use: most have not.
    private var latinFolded: String? {
        var letters: [UInt8] = []
        letters.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar.value {
            case 65...90: letters.append(UInt8(scalar.value) + 32)
            case 0..<128: letters.append(UInt8(scalar.value))
            case 0xC0...0xFF:
                let letter = accented[Int(scalar.value - 0xC0)]
                guard letter != UInt8(ascii: "?") else { return nil }
                letters.append(letter)
            default: return nil
            }
        }
        return String(decoding: letters, as: UTF8.self)
    }
}

/// The letters from U+00C0 on without case and accents; `?` where there is none to take off.
private let accented = Array(
    "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y".utf8
)

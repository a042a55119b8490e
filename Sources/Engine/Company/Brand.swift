internal import Foundation

/// Is how the company looks on documents and boards.
public struct Brand: Sendable, Hashable, Codable {
    /// The colour of titles and what is worth a look, as `#RRGGBB`; empty for the house's own.
    public var accent = ""

    /// The logo: a PNG or JPEG file in base64; empty for none.
    public var logo = ""

    /// How many bytes the file of a logo has at most; it stands on every document.
    public static let maximumLogoBytes = 64 << 10

    /// Creates the look of a company that nobody configured.
    public init() {}

    /// The bytes of the logo; empty for none.
    public var logoBytes: [UInt8] { Data(base64Encoded: logo).map([UInt8].init) ?? [] }

    /// The accent's red, green and blue; `nil` for the house's own.
    public var accentRGB: UInt32? {
        guard accent.utf8.count == 7, accent.hasPrefix("#"),
            accent.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        return UInt32(accent.dropFirst(), radix: 16)
    }

    /// Checks colour and logo; whether the logo's pixels can be read is for who draws it to say.
    func check() throws(Refusal) {
        guard accent.isEmpty || accentRGB != nil else { throw .invalid("accent") }
        guard !logo.isEmpty else { return }
        let bytes = logoBytes
        let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        guard bytes.count <= Self.maximumLogoBytes, isPNG || bytes.starts(with: [0xFF, 0xD8, 0xFF])
        else { throw .invalid("logo") }
    }
}

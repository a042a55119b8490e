public import Paper

/// Says on which sheet a document is wanted: `a4`, `letter`, `a4-landscape` or `letter-portrait`.
public struct PaperChoice: Sendable, Hashable, Codable {
    /// Names a size of sheets.
    public enum Size: String, Sendable, Hashable, Codable, CaseIterable {
        /// 210 × 297 mm.
        case a4
        /// 8.5 × 11 inches.
        case letter
    }

    /// Says which side of a sheet is up.
    public enum Orientation: String, Sendable, Hashable, Codable, CaseIterable {
        /// The short one.
        case portrait
        /// The long one.
        case landscape
    }

    /// The size.
    public var size: Size

    /// Which side is up; `nil` where the report may choose.
    public var orientation: Orientation?

    /// Creates a choice.
    public init(_ size: Size, _ orientation: Orientation? = nil) {
        self.size = size
        self.orientation = orientation
    }

    /// Reads what people write, such as `letter` or `a4-landscape`; `nil` when it is no sheet.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let size = parts.first.flatMap({ Size(rawValue: String($0)) }), parts.count <= 2
        else { return nil }
        if parts.count == 2 {
            guard let side = Orientation(rawValue: String(parts[1])) else { return nil }
            orientation = side
        }
        self.size = size
    }

    /// All that may be written.
    public static let names = Size.allCases.flatMap { size in
        [size.rawValue] + Orientation.allCases.map { "\(size.rawValue)-\($0.rawValue)" }
    }

    /// The sheet.
    public var setup: PageSetup {
        let sheet = size == .a4 ? PageSetup() : .letter
        guard orientation == .landscape else { return sheet }
        return PageSetup(width: sheet.height, height: sheet.width, margin: sheet.margin)
    }
}

/// Names a face of the house's families: weight, slant, letters of one width, figures of one width.
struct Typeface: Hashable {
    /// How heavy the strokes are.
    enum Weight: UInt8 {
        case regular
        case medium
        case semibold
        case bold

        /// The weight as OpenType counts it.
        var openType: Int32 {
            switch self {
            case .regular: 400
            case .medium: 500
            case .semibold: 600
            case .bold: 700
            }
        }

        /// The nearest weight to a number as OpenType counts it.
        init(openType: Int) {
            switch openType {
            case ..<450: self = .regular
            case ..<550: self = .medium
            case ..<650: self = .semibold
            default: self = .bold
            }
        }
    }

    /// All of it in a few bits, for tables and keys.
    let code: UInt8

    /// How many codes there are.
    static let codes = 32

    init(
        _ weight: Weight = .regular,
        italic: Bool = false,
        monospaced: Bool = false,
        tabular: Bool = false
    ) {
        code =
            weight.rawValue | (italic ? 4 : 0) | (monospaced ? 8 : 0) | (tabular ? 16 : 0)
    }

    var weight: Weight { Weight(rawValue: code & 3) ?? .regular }
    var isItalic: Bool { code & 4 != 0 }
    var isMonospaced: Bool { code & 8 != 0 }
    var isTabular: Bool { code & 16 != 0 }
    var family: String { isMonospaced ? "Noto Sans Mono" : "Inter" }
}

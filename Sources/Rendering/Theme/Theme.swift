public import Paper

/// Holds the colours of boards and papers.
///
/// A tone is never colour alone: whoever draws one adds its shape (`ToneShape`) and, where the
/// block has it, its word.
public struct Theme: Sendable, Hashable {
    /// The colours of one tone.
    public struct TonePalette: Sendable, Hashable {
        /// Words and lines on the ground.
        public var ink: Color

        /// A filled shape such as a bar or a label.
        public var fill: Color

        /// Words on `fill`.
        public var onFill: Color

        /// A weak ground behind words in `ink`.
        public var tint: Color
    }

    /// A name that tells themes apart in caches.
    public var name: String

    /// What everything stands on.
    public var ground: Color

    /// What tiles and tables stand on.
    public var panel: Color

    /// Every second row, and the bar at the top.
    public var shade: Color

    /// Thin lines.
    public var line: Color

    /// Words.
    public var ink: Color

    /// Words of less weight.
    public var mutedInk: Color

    /// The colours of series that have no tone, in order.
    public var series: [Color]

    /// The operator's logo, at the top of documents and boards.
    public internal(set) var logo = Logo()

    var accent: TonePalette
    private var good: TonePalette
    private var warning: TonePalette
    private var critical: TonePalette

    /// The colours of a tone.
    public func palette(_ tone: Tone) -> TonePalette {
        switch tone {
        case .neutral: TonePalette(ink: ink, fill: mutedInk, onFill: ground, tint: shade)
        case .muted: TonePalette(ink: mutedInk, fill: line, onFill: ink, tint: shade)
        case .accent: accent
        case .good: good
        case .warning: warning
        case .critical: critical
        }
    }

    /// Light words on a dark ground, for televisions.
    public static let dark = Theme(
        name: "dark",
        ground: Color(rgba: 0x0F16_1DFF),
        panel: Color(rgba: 0x1B26_31FF),
        shade: Color(rgba: 0x2130_40FF),
        line: Color(rgba: 0x3141_51FF),
        ink: Color(rgba: 0xF3F6_F9FF),
        mutedInk: Color(rgba: 0xA3B1_BFFF),
        series: [0x3D9D_E3FF, 0xF7B8_3DFF, 0x4CC9_8AFF, 0xC792_EAFF, 0xFF8A_65FF, 0x4DD0_E1FF]
            .map(Color.init),
        accent: TonePalette(0x5FB2_EEFF, 0x3D9D_E3FF, 0x0A12_19FF, 0x1D3A_52FF),
        good: TonePalette(0x4CD2_8BFF, 0x36C2_75FF, 0x0A14_0EFF, 0x1A3F_2FFF),
        warning: TonePalette(0xF9C2_50FF, 0xF7B8_3DFF, 0x1A13_04FF, 0x4033_18FF),
        critical: TonePalette(0xFF78_75FF, 0xF058_55FF, 0x1C06_06FF, 0x4A23_27FF)
    )

    /// Dark words on white, for paper and bright rooms.
    public static let light = Theme(
        name: "light",
        ground: Color(rgba: 0xFFFF_FFFF),
        panel: Color(rgba: 0xFFFF_FFFF),
        shade: Color(rgba: 0xF3F6_F9FF),
        line: Color(rgba: 0xD9E0_E7FF),
        ink: Color(rgba: 0x1722_2DFF),
        mutedInk: Color(rgba: 0x5A68_76FF),
        series: [0x2378_C3FF, 0xD185_0DFF, 0x2A95_5FFF, 0x8050_B8FF, 0xCE56_2FFF, 0x1588_96FF]
            .map(Color.init),
        accent: TonePalette(0x1766_ABFF, 0x2378_C3FF, 0xFFFF_FFFF, 0xE3F0_FBFF),
        good: TonePalette(0x1975_46FF, 0x2A95_5FFF, 0xFFFF_FFFF, 0xE2F4_EAFF),
        warning: TonePalette(0x8F59_00FF, 0xE8A3_17FF, 0x2419_00FF, 0xFDF1_D8FF),
        critical: TonePalette(0xB423_1DFF, 0xCF3B_34FF, 0xFFFF_FFFF, 0xFCE7_E6FF)
    )

    /// The theme of a name that people type, or `nil`.
    public init?(named name: String) {
        switch name {
        case "dark": self = .dark
        case "light": self = .light
        default: return nil
        }
    }
}

extension Theme {
    init(
        name: String,
        ground: Color,
        panel: Color,
        shade: Color,
        line: Color,
        ink: Color,
        mutedInk: Color,
        series: [Color],
        accent: TonePalette,
        good: TonePalette,
        warning: TonePalette,
        critical: TonePalette
    ) {
        self.name = name
        self.ground = ground
        self.panel = panel
        self.shade = shade
        self.line = line
        self.ink = ink
        self.mutedInk = mutedInk
        self.series = series
        self.accent = accent
        self.good = good
        self.warning = warning
        self.critical = critical
    }

    /// The colour of a series by its tone or else its place.
    func color(of series: Series, at place: Int) -> Color {
        series.tone == .neutral ? self.series[place % self.series.count] : palette(series.tone).fill
    }
}

extension Theme.TonePalette {
    init(_ ink: UInt32, _ fill: UInt32, _ onFill: UInt32, _ tint: UInt32) {
        self.init(
            ink: Color(rgba: ink),
            fill: Color(rgba: fill),
            onFill: Color(rgba: onFill),
            tint: Color(rgba: tint)
        )
    }
}

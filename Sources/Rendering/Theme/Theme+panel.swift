internal import Paper

extension Theme {
    /// The colours of a panel that knows few: black on white, with red where it has it.
    ///
    /// What a colour says elsewhere is said here by shape and word; grounds are plain, so that no
    /// pattern of dots stands behind letters.
    public static func panel(_ palette: PngPalette) -> Theme {
        let (black, white) = (UInt32(0x0000_00FF), UInt32(0xFFFF_FFFF))
        let hasGreys = [PngPalette.greys16, .greys256].contains(palette)
        let alarm = palette.hasRed ? UInt32(0xFF00_00FF) : black
        let caution = palette == .blackWhiteRedYellow ? UInt32(0xFFD7_00FF) : black
        let grey: UInt32 = hasGreys ? 0x5555_55FF : black
        let shade: UInt32 = hasGreys ? 0xEEEE_EEFF : white
        let line: UInt32 = hasGreys ? 0xAAAA_AAFF : black
        let calm: UInt32 = hasGreys ? 0xAAAA_AAFF : white
        let series: [UInt32] = [black, 0x9090_90FF, 0x5050_50FF, 0xC0C0_C0FF]
        return Theme(
            name: "panel-" + palette.rawValue,
            ground: Color(rgba: white),
            panel: Color(rgba: white),
            shade: Color(rgba: shade),
            line: Color(rgba: line),
            ink: Color(rgba: black),
            mutedInk: Color(rgba: grey),
            series: series.map { Color(rgba: $0) },
            accent: TonePalette(black, black, white, white),
            good: TonePalette(black, calm, black, white),
            warning: TonePalette(
                black,
                caution,
                caution == black ? white : black,
                white
            ),
            critical: TonePalette(alarm, alarm, white, white)
        )
    }
}

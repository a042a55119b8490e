/// Holds what drawing keeps from one picture to the next; confined to one thread.
final class Inks {
    let typesetter: Typesetter
    let strikes: EmojiStrikes
    let painter: GlyphPainter
    let pictures = Pictures()

    init(fonts: Fonts) throws(RenderingError) {
        typesetter = try Typesetter(fonts: fonts)
        strikes = EmojiStrikes()
        painter = GlyphPainter(strikes: strikes)
    }
}

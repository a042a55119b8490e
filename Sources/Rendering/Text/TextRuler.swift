public import Paper
internal import Synchronization

/// Measures words exactly as they will be drawn, from any thread.
public final class TextRuler: TextMeasure, Sendable {
    private let fonts: Fonts
    /// Made at the first measurement; measuring is short, so callers take turns.
    private let typesetter = Mutex<Typesetter?>(nil)

    /// Creates a ruler with checked fonts.
    public init(fonts: Fonts) {
        self.fonts = fonts
    }

    /// Tells the width and height in points that one line of text takes.
    ///
    /// Both are zero when the text's fonts cannot be opened.
    public func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        guard style.size > 0, style.size.isFinite else { return (0, 0) }
        return typesetter.withLock { kept in
            guard let typesetter = try? kept ?? Typesetter(fonts: fonts) else { return (0, 0) }
            kept = typesetter
            typesetter.trim()
            let box = TextBox(width: .infinity, leading: 1.2, maximumLines: 1)
            guard let block = try? typesetter.set(text, TextFace(style), in: box) else {
                return (0, 0)
            }
            return (block.width, block.height)
        }
    }
}

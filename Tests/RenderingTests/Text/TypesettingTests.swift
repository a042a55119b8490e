import Paper
import Testing

@testable import Rendering

@Suite struct TypesettingTests {
    private let typesetter: Typesetter

    init() throws {
        typesetter = try Typesetter(fonts: RenderingSamples.fonts.get())
    }

    private func face(_ size: Double = 10) -> TextFace {
        TextFace(Typeface(), size, Color(rgba: 0xFF))
    }

    /// The text of each line, as its segments have it from left to right.
    private func lines(_ block: TextBlock) -> [String] {
        block.lines.map { line in
            block.pieces[Int(line.first)..<Int(line.end)].map { piece in
                let segment = typesetter.store.segments[Int(piece.segment)]
                let first = Int(segment.firstByte)
                let bytes = typesetter.store.bytes[first..<first + Int(segment.byteCount)]
                return String(decoding: bytes, as: UTF8.self) + (piece.hasSpaceAfter ? " " : "")
            }.joined()
        }
    }

    /// The right edge of all lines; white space that hangs at their ends is in none.
    private func right(_ block: TextBlock) -> Float {
        let visible = block.lines.flatMap { block.pieces[Int($0.first)..<Int($0.end)] }
        return visible.reduce(0) { right, piece in
            let size = Float(block.faces[Int(piece.face)].size)
            return max(right, piece.x + typesetter.store.segments[Int(piece.segment)].width * size)
        }
    }

    @Test func `words wrap at spaces and no line leaves the box`() throws {
        let text = "Bom dia, Márcia! O pedido chegará amanhã cedo."
        let block = try typesetter.set(text, face(), in: TextBox(width: 90))
        #expect(block.lines.count > 2)
        #expect(right(block) <= 90.05)
        #expect(lines(block).joined(separator: " ") == text)
    }

    @Test func `a word wider than the box is cut between characters`() throws {
        let word = String(repeating: "abcç", count: 40)
        let block = try typesetter.set("é \(word) fim", face(), in: TextBox(width: 50))
        #expect(right(block) <= 50.05)
        #expect(lines(block).joined() == "é\(word)fim")
    }

    @Test func `a box narrower than a letter still takes all letters`() throws {
        let block = try typesetter.set("WWW王👩‍💻", face(), in: TextBox(width: 1))
        #expect(lines(block).joined() == "WWW王👩‍💻")
        #expect(block.lines.count == 5)
    }

    @Test func `what does not fit on the lines allowed ends in an ellipsis inside the box`() throws
    {
        for text in [
            "Companhia Exemplo de Telecomunicações", "Otorrinolaringologista", "王小明王小明王小明王小明",
        ] {
            let block = try typesetter.set(text, face(), in: .cut(60))
            #expect(block.lines.count == 1)
            #expect(lines(block)[0].hasSuffix("…"))
            #expect(right(block) <= 60.05)
        }
    }

    @Test func `what fits has no ellipsis`() throws {
        #expect(lines(try typesetter.set("Ana", face(), in: .cut(60))) == ["Ana"])
    }

    @Test func `line ends count, carriage returns and other controls do not`() throws {
        let block = try typesetter.set("a\r\n\nb\u{0}c\td", face(), in: .line)
        #expect(lines(block) == ["a", "", "b c d"])
        #expect(block.lines[1].height > 0)
    }

    @Test func `Arabic words stand from right to left`() throws {
        let block = try typesetter.set("محمد الفاتح", face(), in: .line)
        let segments = block.pieces.map { typesetter.store.segments[Int($0.segment)] }
        #expect(segments.allSatisfy { $0.level % 2 == 1 })
        // The first word of the text is the last on the line.
        #expect(lines(block)[0].hasSuffix("محمد"))
    }

    @Test func `Latin inside Arabic keeps its own direction`() throws {
        let block = try typesetter.set("مرحبا WhatsApp 123 شكرا", face(), in: .line)
        #expect(lines(block)[0].contains("WhatsApp"))
        #expect(block.lines.count == 1)
    }

    @Test func `Arabic wraps and no line leaves the box`() throws {
        let text = String(repeating: "شكرا جزيلا على المساعدة ", count: 6)
        let block = try typesetter.set(text, face(), in: TextBox(width: 80))
        #expect(block.lines.count > 3)
        #expect(right(block) <= 80.05)
    }

    @Test func `Chinese wraps between characters`() throws {
        let block = try typesetter.set("王小明王小明王小明王小明", face(), in: TextBox(width: 45))
        #expect(block.lines.count == 3)
        #expect(right(block) <= 45.05)
    }

    @Test(arguments: [
        "😀", "👩‍💻", "👍🏽", "🇧🇷", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧‍👦", "☎️", "🧑🏿‍🚀",
    ]) func `an emoji is one coloured glyph`(emoji: String) throws {
        let block = try typesetter.set(emoji, face(), in: .line)
        let segments = block.pieces.map { typesetter.store.segments[Int($0.segment)] }
        #expect(segments.count == 1)
        #expect(segments[0].glyphCount == 1)
        #expect(typesetter.faces[Int(segments[0].face)].isColor)
    }

    @Test func `forty emoji keep their count`() throws {
        let emoji = Array("😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙😋😛😜🤪😝🤑🤗🤭🤫🤔🤐🤨😐😑😶😏😒🙄😬🤥")
        #expect(emoji.count == 40)
        let block = try typesetter.set(String(emoji), face(), in: TextBox(width: 100))
        let glyphs = block.pieces.reduce(0) {
            $0 + Int(typesetter.store.segments[Int($1.segment)].glyphCount)
        }
        #expect(glyphs == 40)
        #expect(right(block) <= 100.05)
    }

    @Test(arguments: [
        "", " ", "\u{202E}abc\u{202C}", "\u{200B}\u{200D}\u{FEFF}", "e\u{301}\u{302}\u{303}\u{304}",
        String(repeating: "\u{0301}", count: 300), "\u{FFFD}\u{FFFF}", "\u{E000}\u{10FFFD}",
        "a\u{2028}b", "ﷺﷺ", "\u{1F1E6}", "क्षत्रिय", "ภาษาไทย", "\u{7F}\u{85}\u{9F}",
    ]) func `strange text keeps its bytes in whole clusters`(text: String) throws {
        for width in [3.0, 40, .infinity] {
            let block = try typesetter.set(text, face(), in: TextBox(width: width))
            #expect(!block.lines.isEmpty)
            for piece in block.pieces {
                let segment = typesetter.store.segments[Int(piece.segment)]
                let first = Int(segment.firstCluster)
                let clusters = typesetter.store.clusters[first..<first + Int(segment.clusterCount)]
                #expect(clusters.reduce(0) { $0 + $1.bytes } == segment.byteCount)
                #expect(clusters.reduce(0) { $0 + $1.glyphs } == segment.glyphCount)
            }
        }
    }

    @Test func `figures of one width make numbers of one width`() throws {
        let tabular = TextFace(Typeface(tabular: true), 10, Color(rgba: 0xFF))
        let widths = try ["00:11:22", "44:55:66", "77:88:99"].map {
            try typesetter.width($0, tabular)
        }
        #expect(widths[0] == widths[1])
        #expect(widths[1] == widths[2])
    }

    @Test func `a full store is emptied and shapes the same again`() throws {
        let before = try typesetter.width("Atendimento", face())
        for number in 0..<41_000 { _ = try typesetter.set("w\(number)", face(), in: .line) }
        #expect(typesetter.store.isFull)
        typesetter.trim()
        #expect(typesetter.store.words.isEmpty)
        #expect(try typesetter.width("Atendimento", face()) == before)
    }

    @Test func `the ruler agrees with the typesetter from any thread`() async throws {
        let ruler = TextRuler(fonts: try RenderingSamples.fonts.get())
        let style = TextStyle(size: 10, color: Color(rgba: 0xFF))
        let expected = try typesetter.width("Olá, 王小明 👋", face())
        await withTaskGroup(of: Double.self) { group in
            for _ in 0..<8 { group.addTask { ruler.measure("Olá, 王小明 👋", style).width } }
            for await width in group { #expect(abs(width - expected) < 0.001) }
        }
        #expect(ruler.measure("x", TextStyle(size: .nan, color: .clear)) == (0, 0))
    }
}

import Paper
import Testing

@testable import Rendering

@Suite struct ParagraphTests {
    private let typesetter: Typesetter

    init() throws {
        typesetter = try Typesetter(fonts: RenderingSamples.fonts.get())
    }

    private static let words =
        "O atendimento é prestado em dias úteis, das oito às vinte horas, por pessoas que "
        + "conhecem o produto; fora desse horário a mensagem fica guardada e é respondida na "
        + "manhã seguinte, na ordem em que chegou."

    private func face() -> TextFace {
        TextFace(Typeface(), 10, Color(rgba: 0xFF))
    }

    private func set(
        _ text: String,
        width: Double,
        _ alignment: Paper.Alignment = .start,
        isColumn: Bool = false
    ) throws -> TextBlock {
        try typesetter.set(
            text,
            face(),
            in: TextBox(width: width, alignment: alignment, isColumn: isColumn)
        )
    }

    /// The left and right edge of a line as its pieces have it.
    private func edges(_ block: TextBlock, _ line: Int) -> (left: Float, right: Float) {
        let pieces = block.pieces[Int(block.lines[line].first)..<Int(block.lines[line].end)]
        let left = pieces.map(\.x).min() ?? 0
        let right = pieces.map { piece in
            piece.x + typesetter.store.segments[Int(piece.segment)].width * 10
        }
        return (left, right.max() ?? 0)
    }

    @Test func `a justified paragraph reaches both edges, but for its last line`() throws {
        let block = try set(Self.words, width: 240, .justify)
        #expect(block.lines.count > 3)
        for line in block.lines.indices.dropLast() {
            #expect(abs(edges(block, line).left) < 0.01)
            #expect(abs(edges(block, line).right - 240) < 0.01)
        }
        #expect(edges(block, block.lines.count - 1).right < 200)
    }

    @Test func `a line that was ended by hand is not stretched`() throws {
        let block = try set("Um dois\n" + Self.words, width: 240, .justify)
        #expect(edges(block, 0).right < 60)
        #expect(abs(edges(block, 1).right - 240) < 0.01)
    }

    @Test func `a line of few words stays ragged rather than full of holes`() throws {
        let block = try set(
            "Sim, otorrinolaringologistas! Inconstitucionalissimamente.",
            width: 175,
            .justify
        )
        #expect(block.lines.count == 2)
        #expect(edges(block, 0).right < 170)
    }

    @Test func `words stand in the same order and number however they are aligned`() throws {
        let ragged = try set(Self.words, width: 240)
        let justified = try set(Self.words, width: 240, .justify)
        #expect(ragged.pieces.map(\.segment) == justified.pieces.map(\.segment))
        #expect(ragged.lines.count == justified.lines.count)
    }

    @Test func `Arabic begins at the right: of the column, or of the widest line`() throws {
        let text = "شكرا جزيلا على المساعدة السريعة، وصل الطلب WhatsApp رقم 48-2231 اليوم صباحا"
        let column = try set(text, width: 200, isColumn: true)
        #expect(column.lines.count > 1)
        for line in column.lines.indices { #expect(abs(edges(column, line).right - 200) < 0.05) }
        let bubble = try set(text, width: 200)
        let widest = Float(bubble.width)
        #expect(widest < 200)
        for line in bubble.lines.indices { #expect(abs(edges(bubble, line).right - widest) < 0.05) }
    }

    @Test func `a Portuguese sentence with Arabic in it still begins at the left`() throws {
        let block = try set("O contato escreveu «شكرا جزيلا» ontem.", width: 300, isColumn: true)
        #expect(edges(block, 0).left == 0)
    }
}

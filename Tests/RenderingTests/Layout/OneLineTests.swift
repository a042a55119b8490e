import Foundation
import Paper
import Testing

@testable import Rendering

@Suite("What fits on one line by shrinking a little, or by using free room, stays on one")
struct OneLineTests {
    /// The heights at which the words of a document stand that hold a mark, by the mark.
    private func places(_ blocks: [Block], of marks: [String]) throws -> [String: Set<Double>] {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "lines.pdf")
            _ = try RenderingSamples.drafter.pdf(
                SpooledDocument.of(blocks),
                info: PaperSample.protocolInfo,
                wording: RenderingSamples.wording,
                to: file
            )
            let boxes = try RenderingSamples.run("pdftotext", "-bbox", file.path, "-").1
            var places: [String: Set<Double>] = [:]
            for box in boxes.matches(of: #/yMin="([-0-9.]+)"[^>]*>([^<]*)</#) {
                guard let mark = marks.first(where: { box.output.2.contains($0) }) else { continue }
                places[mark, default: []].insert(try #require(Double(box.output.1)).rounded())
            }
            return places
        }
    }

    /// A table of so many columns whose cells have two words each.
    private func table(columns: Int) -> [Block] {
        let names = (0..<columns).map { "c\($0)" }
        let cells = names.map { Cell(.text("palavra\($0) fim\($0)")) }
        return [
            .tableStart(Table(columns: names.map { Column(id: $0, title: $0) })),
            .row(Row(cells)), .row(Row(cells)), .tableEnd,
        ]
    }

    @Test(arguments: [2, 7, 8]) func `a row whose words fit at seven points has one line`(
        columns: Int
    ) throws {
        let places = try places(table(columns: columns), of: ["palavra", "fim"])
        #expect(places["palavra"]?.count == 2)
        #expect(places["palavra"] == places["fim"])
    }

    /// Letters as small as that would need are not read any more.
    @Test func `a row that is longer than that takes two lines`() throws {
        let places = try places(table(columns: 11), of: ["palavra", "fim"])
        #expect(places["fim"]?.isDisjoint(with: places["palavra"] ?? []) == true)
    }

    @Test func `the words of a total reach over the empty cells beside them, and over no others`()
        throws
    {
        func table(_ second: Value) -> [Block] {
            let columns = (0..<9).map { Column(id: "c\($0)", title: "c\($0)") }
            let body = Row((0..<9).map { _ in Cell(.text("uma palavra")) })
            let label = Cell(
                .text(
                    "total de tudo o que foi contado nas nove colunas que estão acima, até o último"
                )
            )
            let rest = (0..<8).map { Cell($0 == 0 ? second : .nothing) }
            return [
                .tableStart(Table(columns: columns)), .row(body),
                .row(Row([label] + rest, kind: .total)), .tableEnd,
            ]
        }
        let free = try places(table(.nothing), of: ["total", "último"])
        #expect(free["total"] == free["último"] && free["total"]?.count == 1)
        let taken = try places(table(.integer(7)), of: ["total", "último"])
        #expect(taken["total"] != taken["último"])
    }

    @Test func `a long fact takes the room that short ones leave`() throws {
        let long = "primeira palavra e muitas outras depois dela até a derradeira"
        let facts = Facts(
            [Fact("a", .text(long)), Fact("b", .text("curto")), Fact("c", .text("curto"))],
            columns: 3
        )
        let places = try places([.facts(facts)], of: ["primeira", "derradeira", "curto"])
        #expect(places["primeira"] == places["derradeira"])
        #expect(places["primeira"] == places["curto"] && places["curto"]?.count == 1)
    }
}

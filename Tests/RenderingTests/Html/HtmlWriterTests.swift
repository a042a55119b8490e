import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct HtmlWriterTests {
    private func html(_ blocks: [Block]) throws -> String {
        try HtmlWriter.fragment(of: blocks, wording: RenderingSamples.wording)
    }

    @Test func `no text becomes markup`() throws {
        let bad = "<script>alert('x')</script>\"&"
        var blocks: [Block] = [
            .heading(Heading(bad, anchor: bad)),
            .paragraph(Paragraph([Run(bad, bold: true, link: bad)])),
            .facts(Facts([Fact(bad, .text(bad))])),
            .tiles([
                Tile(id: bad, title: bad, value: .text(bad), note: bad, status: bad, symbol: bad)
            ]),
            .tableStart(Table(columns: [Column(id: bad, title: bad, group: bad)], title: bad)),
            .row(Row([Cell(.text(bad), link: "https://x.example/\(bad)")])), .tableEnd,
            .transcriptStart(Transcript(title: bad)),
            .entry(
                TranscriptEntry(
                    side: .contact,
                    author: bad,
                    moment: 0,
                    text: bad,
                    status: bad,
                    quote: bad,
                    attachments: [.init(name: bad, detail: bad, thumbnail: Array(bad.utf8))]
                )
            ),
            .transcriptEnd,
            .canvas(
                Canvas(
                    width: 9,
                    height: 9,
                    alternative: bad,
                    operations: [
                        .path(bad, Paint()), .path("M0 0L1 1\(bad)", Paint()),
                        .text(bad, x: 0, y: 0, TextStyle(size: 9, color: .clear)),
                        .link(Rectangle(x: 0, y: 0, width: 1, height: 1), "javascript:alert(1)"),
                    ]
                )
            ),
        ]
        blocks.append(
            .chart(
                Chart(
                    title: bad,
                    alternative: bad,
                    kind: .bar,
                    categories: [bad],
                    series: [Series(name: bad, values: [1])]
                )
            )
        )
        let text = try html(blocks)
        #expect(!text.contains("<script"))
        #expect(!text.contains("javascript:"))
        #expect(!text.contains("alert('"))
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "fragment.html")
            try Data(text.utf8).write(to: file)
            let (status, output) = try RenderingSamples.run(
                "xmllint",
                "--html",
                "--noout",
                "--nowarning",
                file.path
            )
            let complaints = output.split(separator: "\n").filter {
                $0.contains("error") && !$0.contains("Tag ")
            }
            #expect(complaints.isEmpty || status == 127, "\(output)")
        }
    }

    @Test func `a file is a page that needs nothing but itself`() throws {
        let document = try SpooledDocument.of([.paragraph(Paragraph("Bom dia"))])
        var info = DocumentInfo(title: "Vendas <1>", author: "Casa & Cia", language: .portuguese)
        info.dataAsOf = 1_795_367_109_000
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "page.html")
            let size = try HtmlWriter.write(
                document,
                info: info,
                wording: RenderingSamples.wording,
                style: ".paper { content: \"</style><script>\" }",
                to: file
            )
            let page = try String(contentsOf: file, encoding: .utf8)
            #expect(size == page.utf8.count)
            #expect(
                page.hasPrefix("<!DOCTYPE html><html lang=\"pt-BR\"><head><meta charset=\"utf-8\">")
            )
            #expect(page.contains("<title>Vendas &lt;1&gt;</title>"))
            #expect(page.contains("<h1>Vendas &lt;1&gt;</h1><p>Casa &amp; Cia</p>"))
            // The style holds all of itself, and nothing of it leaves the element.
            #expect(page.contains("<style>.paper { content: \"<\\/style><script>\" }</style>"))
            #expect(page.contains("SHA-256 do conteúdo: <code>\(document.contentHash)</code>"))
            #expect(page.hasSuffix("</html>"))
            #expect(!page.contains("href=") && !page.contains("src="))
        }
    }

    @Test func `a table has a head, scopes and machine-readable moments`() throws {
        let text = try html([
            .tableStart(Table(columns: [Column(id: "m", title: "Momento", alignment: .end)])),
            .row(Row([Cell(.moment(1_795_367_109_000), tone: .warning)])), .tableEnd,
        ])
        #expect(text.contains("<th scope=\"col\" class=\"align-end\" data-id=\"m\">Momento</th>"))
        #expect(text.contains("<td class=\"align-end tone-warning\">"))
        #expect(text.contains("<time datetime=\"2026-11-22T17:05:09Z\">22/11/2026 14:05</time>"))
    }

    @Test func `an empty table and an empty conversation say so`() throws {
        let text = try html([
            .tableStart(Table(columns: [], emptyText: "Nada aqui")), .tableEnd,
            .transcriptStart(Transcript(emptyText: "Silêncio")), .transcriptEnd,
        ])
        #expect(text.contains("Nada aqui"))
        #expect(text.contains("<p class=\"empty\">Silêncio</p>"))
    }

    @Test func `a board becomes placed sections without inline styles`() throws {
        let text = try html(BoardSample.blocks())
        #expect(text.contains("board-cell column-1 row-3 columns-8 rows-10"))
        #expect(!text.contains("style="))
        let opened = text.components(separatedBy: "<section").count
        #expect(opened == text.components(separatedBy: "</section>").count)
    }

    @Test func `a drawing keeps its groups balanced`() throws {
        let text = try html([
            .canvas(
                Canvas(
                    width: 9,
                    height: 9,
                    alternative: "",
                    operations: [
                        .restore, .save, .transform(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0),
                        .clip(Rectangle(x: 0, y: 0, width: 1, height: 1)), .save,
                    ]
                )
            )
        ])
        #expect(
            text.components(separatedBy: "<svg").count
                == text.components(separatedBy: "</svg>").count
        )
        #expect(
            text.components(separatedBy: "<g").count == text.components(separatedBy: "</g>").count
        )
    }
}

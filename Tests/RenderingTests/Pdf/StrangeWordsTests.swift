import Foundation
import Paper
import Testing

@testable import Rendering

/// Documents whose words are as long, as mixed and as hostile as contacts can write them.
@Suite struct StrangeWordsTests {
    private static let emoji = "😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😙😋😛😜🤪😝🤑🤗🤭🤫🤔🤐🤨😐😑😶😏😒🙄😬🤥"
    private static let long = String(repeating: "Otorrinolaringologia ", count: 14) + "300"
    private static let unbroken = String(repeating: "abcdefghij", count: 30)

    private static let names = [
        "محمد الفاتح بن عبد الرحمن", "王小明王小明王小明", "Ζωή Παπαδοπούλου", "שרה כהן", long, unbroken,
        emoji, "</w:t><script>alert(1)</script>", "=HYPERLINK(\"http://x.example\")",
        "a\u{202E}gpj.exe", "e\u{301}\u{301}\u{301} z\u{335}\u{335}", "👩‍👩‍👧‍👦 Família 🇧🇷",
        "اسم WhatsApp 48-2231 مختلط",
    ]

    static var blocks: [Block] {
        let justified =
            "O atendimento é prestado em dias úteis, das oito às vinte horas, por pessoas que "
            + "conhecem o produto; fora desse horário a mensagem fica guardada e é respondida na "
            + "manhã seguinte, na ordem em que chegou. Nenhuma palavra é dividida no fim da linha, e "
            + "as margens ficam retas mesmo assim."
        var blocks: [Block] = [
            .heading(Heading("Parágrafos", level: 2)),
            .paragraph(Paragraph([Run(justified)], alignment: .justify)),
            .paragraph(
                Paragraph(
                    [
                        Run("Partes "), Run("fortes", bold: true), Run(", "),
                        Run("inclinadas", italic: true), Run(", "),
                        Run("de largura fixa", monospaced: true), Run(", "),
                        Run("boas", tone: .good), Run(" e "), Run("críticas", tone: .critical),
                        Run(" num parágrafo justificado com "),
                        Run("um endereço", link: "https://exemplo.com.br"),
                        Run(" e emoji 🎉🎉 no meio do texto, para que se veja a linha inteira."),
                    ],
                    alignment: .justify
                )
            ),
            .paragraph(
                Paragraph(
                    "شكرا جزيلا على المساعدة السريعة، وصل الطلب رقم 48-2231 عبر WhatsApp هذا الصباح، "
                        + "وكل شيء على ما يرام. أرجو إرسال الفاتورة إلى contato@exemplo.com.br غدا."
                )
            ),
            .paragraph(Paragraph("O contato «محمد الفاتح» escreveu «شكرا جزيلا» às 14:05.")),
            .paragraph(Paragraph(emoji)),
            .heading(Heading("Nomes", level: 2)),
            .tableStart(
                Table(columns: [
                    Column(id: "n", title: "Nº", weight: 0.2, alignment: .end),
                    Column(id: "name", title: "Contato", weight: 3, group: "Quem"),
                    Column(id: "team", title: "Equipe", group: "Quem"),
                    Column(id: "wait", title: "Espera", weight: 0.4, alignment: .end),
                    Column(id: "state", title: "Situação", weight: 0.6),
                ])
            ),
        ]
        for (place, name) in names.enumerated() {
            blocks.append(
                .row(
                    Row([
                        Cell(.integer(Int64(place + 1))), Cell(.text(name)),
                        Cell(.text(place % 3 == 0 ? "Suporte Técnico" : "Vendas")),
                        Cell(
                            .duration(Int64(place) * 61_000),
                            tone: place > 9 ? .critical : .neutral
                        ),
                        Cell(
                            .text(place % 2 == 0 ? "na meta" : "em risco"),
                            tone: place % 2 == 0 ? .good : .warning
                        ),
                    ])
                )
            )
        }
        blocks.append(
            .row(
                Row(
                    [
                        Cell(.nothing), Cell(.text("Total")), Cell(.nothing),
                        Cell(.duration(4_758_000)),
                    ],
                    kind: .total
                )
            )
        )
        blocks += [
            .tableEnd, .heading(Heading("Conversa", level: 2)),
            .transcriptStart(Transcript()),
        ]
        for (place, name) in names.enumerated() {
            blocks.append(
                .entry(
                    TranscriptEntry(
                        side: place % 2 == 0 ? .contact : .ours,
                        author: name,
                        moment: RenderingSamples.now + Int64(place) * 60_000,
                        text: name,
                        status: place % 2 == 0 ? "" : "lida",
                        quote: place % 4 == 1 ? names[place - 1] : ""
                    )
                )
            )
        }
        blocks.append(.transcriptEnd)
        return blocks
    }

    @Test func `words of every kind stay on the page and are found again`() throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "words.pdf")
            let result = try RenderingSamples.drafter.pdf(
                SpooledDocument.of(Self.blocks),
                info: PaperSample.protocolInfo,
                wording: RenderingSamples.wording,
                to: file
            )
            try RenderingSamples.show([UInt8](Data(contentsOf: file)), "words.pdf")
            #expect(result.pages > 1)
            let (status, output) = try RenderingSamples.run("qpdf", "--check", file.path)
            #expect(status == 0, "\(output)")
            let text = try RenderingSamples.run("pdftotext", "-raw", file.path, "-").1
            for word in ["王小明王小明王小明", "Παπαδοπούλου", "WhatsApp", "<script>alert(1)"] {
                #expect(text.contains(word), "\(word)")
            }
            // Nothing leaves the margins: every word's box lies on the sheet inside of them.
            let boxes = try RenderingSamples.run("pdftotext", "-bbox", file.path, "-").1
            let sheet = PaperSample.protocolInfo.page
            for box in boxes.matches(of: #/xMin="([-0-9.]+)" yMin="[-0-9.]+" xMax="([-0-9.]+)"/#) {
                let left = try #require(Double(box.output.1))
                let right = try #require(Double(box.output.2))
                #expect(left >= sheet.margin - 3)
                #expect(right <= sheet.width - sheet.margin + 3)
            }
        }
    }
}

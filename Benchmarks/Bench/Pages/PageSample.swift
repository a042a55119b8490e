import Foundation
import Paper
import Templates

/// Makes a page with the same rows and nearly the same markup as the reference in C.
enum PageSample {
    /// 70 rows of 10 texts, some of which must be escaped.
    static let rows: [[String]] = (0..<70).map { row in
        [
            "Maria & João", "WhatsApp Vendas \(row)", "+55 11 98765-\(1_000 + row)", "Em espera",
            "<b>urgente</b>", "20261122-\(100_000 + row)-\(row % 10)", "Suporte técnico nível 2",
            "00:12:\(10 + row % 50)", "Ana \"Nina\" Souza", "Olá, preciso de ajuda com meu pedido",
        ]
    }

    /// The compiled template, whose file is written to a folder.
    static func pages(in folder: URL) throws -> Pages {
        let place = folder.appending(path: "pages")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data(template.utf8).write(to: place.appending(path: "list.xml"))
        return try Pages(folders: TemplateFolders(shipped: folder), words: Catalogue())
    }

    /// The facts of the page.
    static func facts(_ rows: [[String]]) -> PageFacts {
        [
            "rows": .list(rows) { row in
                [
                    "a": .text(row[0]), "b": .text(row[1]), "c": .text(row[2]), "d": .text(row[3]),
                    "e": .text(row[4]), "f": .text(row[5]), "g": .text(row[6]), "h": .text(row[7]),
                    "i": .text(row[8]), "j": .text(row[9]),
                ]
            }
        ]
    }

    private static let template = """
        <c:template xmlns="http://www.w3.org/1999/xhtml" xmlns:c="urn:conecta:template">
        <c:facts><c:fact name="rows" type="list">
        \("abcdefghij".map { "<c:fact name=\"\($0)\" type=\"text\"/>" }.joined())
        </c:fact></c:facts>
        <html lang="{@language}"><head><title>Lista</title></head><body><table><tbody>
        <tr class="card" c:for="row in rows"><td data-name="a">{row.a}</td><td>{row.b}</td>\
        <td class="number">{row.c}</td><td title="{row.d}">{row.e}</td><td>{row.f}</td>\
        <td>{row.g}</td><td>{row.h}</td><td>{row.i}</td><td class="end">{row.j}</td></tr>
        </tbody></table></body></html>
        </c:template>
        """
}

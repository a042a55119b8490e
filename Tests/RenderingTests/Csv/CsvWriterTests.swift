import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct CsvWriterTests {
    private func csv(_ blocks: [Block]) throws -> String {
        String(decoding: try CsvWriter.bytes(of: blocks), as: UTF8.self)
    }

    private func cells(_ values: Value...) throws -> String {
        let columns = values.indices.map { Column(id: "c\($0)", title: "C") }
        let text = try csv([
            .tableStart(Table(columns: columns)), .row(Row(values.map { Cell($0) })), .tableEnd,
        ])
        return String(text.split(separator: "\r\n", omittingEmptySubsequences: false)[1])
    }

    @Test func `it starts with the mark and the ids of the columns`() throws {
        let text = try csv([
            .heading(Heading("fora")),
            .tableStart(
                Table(columns: [Column(id: "wait_mean", title: "TME"), Column(id: "b", title: "B")])
            ),
            .tableEnd,
        ])
        #expect(text == "\u{FEFF}wait_mean,b\r\n")
    }

    @Test func `values are written for programs`() throws {
        #expect(
            try cells(
                .nothing,
                .integer(-1_284),
                .decimal(4.625, places: 2),
                .percent(0.834),
                .duration(401_000),
                .duration(-1_250),
                .moment(1_795_367_109_000),
                .moment(1),
                .day(20_779),
                .truth(false)
            )
                == ",-1284,4.62,0.834000,401,-1.250,2026-11-22T17:05:09Z,1970-01-01T00:00:00.001Z,"
                + "2026-11-22,false"
        )
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
    func `a text that a spreadsheet would run is made harmless`(text: String) throws {
        #expect(try cells(.text(text)).hasPrefix("\"'"))
    }

    @Test func `commas, quotes and line ends are quoted`() throws {
        #expect(try cells(.text("a,b"), .text("a\"b")) == "\"a,b\",\"a\"\"b\"")
        #expect(
            try csv([
                .tableStart(Table(columns: [Column(id: "a", title: "A")])),
                .row(Row([Cell(.text("x\ny"))])), .tableEnd,
            ]).hasSuffix("\"x\ny\"\r\n")
        )
    }

    @Test func `totals and section titles are left out, missing cells are empty`() throws {
        let columns = [Column(id: "a", title: "A"), Column(id: "b", title: "B")]
        let text = try csv([
            .tableStart(Table(columns: columns)), .row(Row([Cell(.text("S"))], kind: .section)),
            .row(Row([Cell(.integer(1))])), .row(Row([Cell(.integer(9))], kind: .total)), .tableEnd,
        ])
        #expect(text == "\u{FEFF}a,b\r\n1,\r\n")
    }

    @Test func `a second table follows after an empty line`() throws {
        let table = Block.tableStart(Table(columns: [Column(id: "a", title: "A")]))
        let text = try csv([table, .tableEnd, table, .tableEnd])
        #expect(text == "\u{FEFF}a\r\n\r\na\r\n")
    }

    @Test func `a file that cannot be written is an error that names it`() throws {
        let document = try SpooledDocument.of([])
        #expect {
            _ = try CsvWriter.write(document, to: URL(filePath: "/nonexistent/x.csv"))
        } throws: { error in
            String(describing: error).contains("/nonexistent/x.csv")
        }
    }
}

import Foundation
import Testing

/// Lets the real program make documents and recognise them.
@Suite struct VerifyTests {
    @Test(.timeLimit(.minutes(2)))
    func `a document is recognised until a byte of it is changed`() async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas")
            let file = premises.desk.appending(path: "history.pdf")
            try await premises.command(
                "report",
                "render",
                "history",
                "-o",
                file.path,
                "--paper",
                "letter"
            )
            let info = try await ProgramRun.of(URL(filePath: "/usr/bin/pdfinfo"), [file.path])
            #expect(info.text.contains("792 x 612"), "\(info.text)")

            let good = try await premises.run(["report", "verify", file.path])
            #expect(good.code == 0, "\(good.text)\(good.complaint)")
            #expect(good.text.contains("intact"))
            #expect(good.text.contains("history.pdf for"))
            let hash = try #require(good.text.firstMatch(of: #/[0-9a-f]{64}/#)).output
            #expect(try await premises.run(["report", "verify", String(hash)]).code == 0)
            let other = String(repeating: "0", count: 64)
            #expect(try await premises.run(["report", "verify", other]).code == 1)

            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: file)
            let bad = try await premises.run(["report", "verify", file.path])
            #expect(bad.code == 1)
            #expect(!bad.text.contains("intact"))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is neither a document nor a hash is refused in one line`() async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas")
            let note = premises.desk.appending(path: "note.pdf")
            try Data("no PDF".utf8).write(to: note)
            for document in ["nowhere.pdf", note.path] {
                let run = try await premises.run(["report", "verify", document])
                #expect(run.code == 1)
                #expect(run.complaints.count == 1, "\(run.complaint)")
            }
        }
    }
}

import Foundation
import Testing

/// Examines the documents about a closed session, over HTTP and on the command line.
struct Papers {
    let premises: Premises
    let protocolNumber: String
    let session: String
    let contact: String
    let words: [String]

    /// Downloads and opens every document.
    func examine(as supervisor: Caller, agent: Caller) async throws {
        try await examineProtocol(supervisor, agent)
        try await examineHistory(supervisor)
        try await examineBoard(supervisor)
        try await examineCommands()
    }

    private func examineProtocol(_ supervisor: Caller, _ agent: Caller) async throws {
        let path = "/reports/protocol.pdf?session=\(protocolNumber)"
        let paper = try await sameTwice(path, supervisor)
        #expect(paper.headers["content-type"] == "application/pdf")
        let text = try await self.text(of: paper.body, named: "protocol")
        for word in words + [contact, protocolNumber, "Orçamento", "Suporte", "Vendas"] {
            #expect(text.contains(word), "\(word)")
        }
        // Whoever served the session may have its protocol, but no other report.
        #expect(try await agent.get("/reports/protocol.pdf?session=\(session)").status == 200)
        #expect(try await agent.get("/reports/history.pdf").status == 403)
        #expect(try await supervisor.get("/reports/protocol.pdf?session=nada").status == 400)
        #expect(try await supervisor.get("/reports/protocol.pdf").status == 400)
        #expect(try await supervisor.get("/reports/nada.pdf").status == 404)
    }

    private func examineHistory(_ supervisor: Caller) async throws {
        let paper = try await sameTwice("/reports/history.pdf", supervisor)
        let text = try await self.text(of: paper.body, named: "history")
        for word in [contact, protocolNumber, "Orçamento"] {
            #expect(text.contains(word), "\(word)")
        }
        // A key of the catalogue on paper is a word that nobody wrote.
        #expect(text.matches(of: #/[a-z]+\.[a-z]+\.[a-z_]+/#).map { String($0.output) } == [])

        let table = try await sameTwice("/reports/history.csv", supervisor)
        #expect(table.headers["content-type"]?.hasPrefix("text/csv") == true)
        let lines = table.text.split(whereSeparator: \.isNewline)
        #expect(lines.count == 2)
        #expect(lines.last?.contains(contact) == true)
        #expect(lines.last?.contains(protocolNumber) == true)
        let past = try await supervisor.get("/reports/history.csv?from=2020-01-01&to=2020-02-01")
        #expect(past.text.split(whereSeparator: \.isNewline).count == 1)
        let html = try await supervisor.get("/reports/history.html")
        #expect(html.text.contains(contact))
        #expect(html.text.contains("<h1>Histórico de atendimentos</h1>"))
        // It looks the same where it is kept, without the server and its style sheets.
        #expect(html.text.contains(".paper") && !html.text.contains("/static/"))
        let policy = try #require(html.headers["content-security-policy"])
        #expect(policy.contains("style-src 'unsafe-inline'") && !policy.contains("script-src"))
    }

    private func examineBoard(_ supervisor: Caller) async throws {
        let path = "/boards/operacao.png?size=1280x720"
        let picture = try await supervisor.get(path)
        #expect(picture.status == 200)
        try await examine(picture.body, width: 1_280, height: 720)
        #expect(picture.headers["etag"]?.isEmpty == false)
        #expect(try await supervisor.get("/boards/nada.png").status == 404)
        #expect(try await supervisor.get("/boards/operacao.png?size=9x9").status == 400)
        let link = try await premises.command("board", "link", "operacao", "--json")
        let answer = try JSONDecoder().decode(Wire.self, from: link.output)
        let secret = try #require(answer.secret.string)
        let key = secret.firstMatch(of: #/key=([^&\s]+)/#).map { String($0.1) } ?? secret
        let nobody = Caller(address: supervisor.address)
        #expect(try await nobody.get("/boards/operacao.png?key=\(key)").status == 200)
        #expect(try await nobody.get("/boards/operacao.png?key=errada").status == 401)
        #expect(try await nobody.get("/reports/history.pdf?key=\(key)").status == 401)
        for slug in ["equipe", "canais", "agentes"] {
            for (width, height) in [(1_280, 720), (1_080, 1_920)] {
                let path = "/boards/\(slug).png?size=\(width)x\(height)"
                try await examine(try await supervisor.get(path).body, width: width, height: height)
            }
        }
        let panel = "/boards/operacao.png?size=800x480&palette=bwr&rotate=90&key=\(key)"
        try await examine(try await nobody.get(panel).body, width: 480, height: 800)
    }

    private func examineCommands() async throws {
        let board = premises.desk.appending(path: "board.png")
        try await premises.command("board", "render", "operacao", "-o", board.path)
        try await examine(Data(contentsOf: board), width: 1_920, height: 1_080)
        let paper = premises.desk.appending(path: "paper.pdf")
        let parameter = "session=\(protocolNumber)"
        try await premises.command(
            "report",
            "render",
            "protocol",
            "-o",
            paper.path,
            "--param",
            parameter
        )
        let text = try await self.text(of: Data(contentsOf: paper), named: "command")
        #expect(text.contains(contact))
        let csv = premises.desk.appending(path: "history.csv")
        try await premises.command("report", "render", "history", "-o", csv.path)
        #expect(try String(contentsOf: csv, encoding: .utf8).contains(protocolNumber))
        let nothing = premises.desk.appending(path: "nothing.pdf")
        let run = try await premises.run(
            ["report", "render", "protocol", "-o", nothing.path, "--param", "session=nada"]
        )
        #expect(run.code == 1)
        #expect(run.complaints.count == 1, "\(run.complaint)")
        #expect(!FileManager.default.fileExists(atPath: nothing.path))
    }

    /// Downloads twice: with the same data of the same moment, which a PDF tells to the second, the
    /// bytes are the same.
    private func sameTwice(_ path: String, _ caller: Caller) async throws -> Caller.Answer {
        try await until("\(path) comes twice within a second") {
            let second = Int(Date().timeIntervalSince1970)
            let (first, other) = (try await caller.get(path), try await caller.get(path))
            guard first.status == 200 else {
                throw NeverCame(description: "\(path): \(first.status) \(first.text)")
            }
            guard Int(Date().timeIntervalSince1970) == second else { return nil }
            #expect(first.body == other.body, "\(path)")
            return first
        }
    }

    private func text(of paper: Data, named name: String) async throws -> String {
        let file = premises.desk.appending(path: "\(name)-\(UUID().uuidString).pdf")
        try paper.write(to: file)
        if let qpdf = ProgramRun.tool("qpdf") {
            let run = try await ProgramRun.of(qpdf, ["--check", file.path])
            #expect(run.code == 0, "\(run.text)\(run.complaint)")
        }
        let tool = try #require(ProgramRun.tool("pdftotext"))
        let run = try await ProgramRun.of(tool, [file.path, "-"])
        #expect(run.code == 0, "\(run.complaint)")
        // A narrow column breaks a name into lines.
        return run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func examine(_ picture: Data, width: Int, height: Int) async throws {
        let file = premises.desk.appending(path: "\(UUID().uuidString).png")
        try picture.write(to: file)
        guard let pngcheck = ProgramRun.tool("pngcheck") else { return }
        let run = try await ProgramRun.of(pngcheck, [file.path])
        #expect(run.code == 0, "\(run.text)")
        #expect(run.text.contains("\(width)x\(height)"), "\(run.text)")
    }
}

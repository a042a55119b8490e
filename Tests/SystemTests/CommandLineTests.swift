import Foundation
import Testing

/// Runs the real program's commands, with and without a server.
@Suite struct CommandLineTests {
    @Test(.timeLimit(.minutes(2)), arguments: [false, true])
    func `people, teams and channels are kept alike with and without a server`(
        isServed: Bool
    ) async throws {
        try await Premises.run { premises in
            guard isServed else { return try await keep(premises) }
            try await premises.serving { _ in try await keep(premises) }
            // What was done through the server is there without it.
            let users = try await list(["user", "list"], premises)
            #expect(users.map(\.email.string) == ["ana@teste"])
        }
    }

    private func keep(_ premises: Premises) async throws {
        let person = [
            "user", "add", "ana@teste", "--role", "agent", "--name", "Ana", "--password-stdin",
        ]
        let added = try await premises.run(person, input: "uma senha de teste\n")
        #expect(added.code == 0, "\(added.complaint)")
        #expect(added.complaint.isEmpty)
        try await refuses(person, premises, input: "uma senha de teste\n", saying: "ana@teste")
        try await premises.command("team", "add", "vendas", "--name", "Vendas", "--target", "60")
        try await refuses(["team", "add", "vendas"], premises, saying: "vendas")
        try await refuses(["agent", "set-teams", "ana@teste", "nada"], premises, saying: "nada")
        try await premises.command("agent", "set-teams", "ana@teste", "vendas")
        try await premises.addWhatsApp("whatsapp-1", number: "5500001")
        try await refuses(["channel", "remove", "nada"], premises, saying: "nada")

        let users = try await list(["user", "list"], premises)
        #expect(users.map(\.email.string) == ["ana@teste"])
        #expect(users.first?.teams.elements == [.text("vendas")])
        let teams = try await list(["team", "list"], premises)
        let team = try #require(teams.first { $0.slug.string == "vendas" })
        #expect(team.targetSeconds.double == 60)
        let channels = try await list(["channel", "list"], premises)
        #expect(channels.map(\.slug.string) == ["whatsapp-1"])
        #expect(channels.map(\.account.string) == ["5500001"])
        #expect(channels.map(\.problem.string) == [""])
        // Secrets are never given out again.
        for words in try await [premises.run(["channel", "list", "--json"])].map(\.text) {
            #expect(!words.contains(Premises.appSecret))
        }
        try await premises.command("channel", "set", "whatsapp-1", "--name", "Vendas")
        try await premises.command("team", "set", "vendas", "--goal", "0.9")
        try await premises.command("user", "set-role", "ana@teste", "manager")
        #expect(try await list(["user", "list"], premises).first?.role.string == "manager")
        try await premises.command("channel", "remove", "whatsapp-1")
        #expect(try await list(["channel", "list"], premises).isEmpty)
        try await premises.command("user", "disable", "ana@teste")
        #expect(try await list(["user", "list"], premises).first?.isActive == .truth(false))
    }

    @Test(.timeLimit(.minutes(1)))
    func `wrong usage ends with 64 and says how it is right`() async throws {
        try await Premises.run { premises in
            for arguments in [
                ["nada"], ["user", "add"], ["user", "add", "a@b", "--role", "king"],
                ["team", "add", "x", "--goal", "7"], ["serve", "--listen", "nowhere"],
                ["board", "render", "operacao", "-o", "x.gif"],
                ["report", "render", "history", "-o", "x.pdf", "--param", "nothing"],
                ["check", "--nothing"],
            ] {
                let run = try await premises.run(arguments)
                #expect(run.code == 64, "\(arguments)")
                #expect(run.complaint.contains("sage: "), "\(arguments)")
                #expect(run.output.isEmpty, "\(arguments)")
            }
            #expect(!FileManager.default.fileExists(atPath: premises.folder.path))
            for arguments in [["--help"], ["help"], ["user", "--help"], ["serve", "--help"]] {
                #expect(try await ProgramRun.of(premises.program, arguments).code == 0)
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a folder that is in use, missing or no folder is refused in one line`() async throws {
        try await Premises.run { premises in
            try await refuses(["check"], premises, saying: "data")
            try await refuses(["rebuild"], premises, saying: "data")
            #expect(!FileManager.default.fileExists(atPath: premises.folder.path))
            try await premises.serving { server in
                try await refuses(["rebuild"], premises, saying: "server")
                #expect(try await premises.run(["check"]).code == 0)
                let second = try await premises.run(["serve", "--listen", "127.0.0.1:0"])
                #expect(second.code == 1)
                #expect(second.complaint.contains("in use"), "\(second.complaint)")
                let port = server.address.split(separator: ":").last ?? ""
                let elsewhere = premises.desk.appending(path: "other").path
                let third = try await ProgramRun.of(
                    premises.program,
                    ["serve", "--data", elsewhere, "--listen", "127.0.0.1:\(port)"]
                )
                #expect(third.code == 1)
                #expect(third.complaint.contains("127.0.0.1:\(port)"), "\(third.complaint)")
            }
            let file = premises.desk.appending(path: "file")
            try Data("x".utf8).write(to: file)
            let run = try await ProgramRun.of(
                premises.program,
                ["user", "list", "--data", file.path]
            )
            #expect(run.code == 1)
            #expect(run.complaints.count == 1, "\(run.complaint)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a database of a newer version, and one that is damaged, are left as they are`()
        async throws
    {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas")
            let database = premises.folder.appending(path: "conecta.sqlite")
            let whole = try Data(contentsOf: database)
            var newer = whole
            // The version stands at byte 60 of the file, most significant byte first.
            newer.replaceSubrange(60..<64, with: [0, 0, 0x70, 0])
            let noise = Data(repeating: 0xA5, count: whole.count)
            let page = whole.prefix(100) + noise.dropFirst(100)
            for (damaged, word) in [(newer, "newer"), (noise, "database"), (page, "damaged")] {
                try damaged.write(to: database)
                for arguments in [
                    ["serve", "--listen", "127.0.0.1:0"], ["user", "list"], ["check"], ["rebuild"],
                ] {
                    try await refuses(arguments, premises, saying: word)
                    #expect(try Data(contentsOf: database) == damaged, "\(arguments)")
                }
            }
            try whole.write(to: database)
            #expect(try await premises.run(["check"]).code == 0)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a folder that cannot be written is refused in one line`() async throws {
        try await Premises.run { premises in
            guard try await withoutRights(premises.program, ["--help"]).code == 0 else {
                return print(
                    "not tried without rights: nobody else may run \(premises.program.path)"
                )
            }
            try await premises.command("team", "add", "vendas")
            let files = FileManager.default
            let database = premises.folder.appending(path: "conecta.sqlite")
            let before = try Data(contentsOf: database)
            // The whole way to the folder is open, for reading alone.
            let folders = [premises.folder.deletingLastPathComponent(), premises.folder]
            for url in folders {
                try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: url.path)
            }
            defer {
                for url in folders {
                    try? files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
                }
            }
            for name in try files.contentsOfDirectory(atPath: premises.folder.path) {
                let path = premises.folder.appending(path: name).path
                try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
            }
            for arguments in [
                ["serve", "--listen", "127.0.0.1:0"], ["user", "list"], ["rebuild"],
            ] {
                let whole = arguments + ["--data", premises.folder.path]
                let run = try await withoutRights(premises.program, whole)
                #expect(run.code == 1, "\(arguments)")
                #expect(run.complaints.count == 1, "\(arguments): \(run.complaint)")
                #expect(run.complaint.contains("cannot be written"), "\(run.complaint)")
            }
            #expect(try Data(contentsOf: database) == before)
        }
    }

    /// Runs a program as one whom permissions bind: the administrator of the machine is not.
    private func withoutRights(_ program: URL, _ arguments: [String]) async throws -> ProgramRun {
        guard NSUserName() == "root" else { return try await ProgramRun.of(program, arguments) }
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--", program.path]
        return try await ProgramRun.of(URL(filePath: "/usr/bin/setpriv"), nobody + arguments)
    }

    private func refuses(
        _ arguments: [String],
        _ premises: Premises,
        input: String = "",
        saying word: String
    ) async throws {
        let run = try await premises.run(arguments, input: input)
        #expect(run.code == 1, "\(arguments): \(run.text)\(run.complaint)")
        #expect(run.complaints.count == 1, "\(arguments): \(run.complaint)")
        #expect(run.complaint.contains(word), "\(arguments): \(run.complaint)")
        #expect(run.output.isEmpty, "\(arguments): \(run.text)")
    }

    private func list(_ arguments: [String], _ premises: Premises) async throws -> [Wire] {
        let run = try await premises.run(arguments + ["--json"])
        guard run.code == 0 else { throw NeverCame(description: run.complaint) }
        return try JSONDecoder().decode(Wire.self, from: run.output).elements
    }
}

import Foundation
import Testing

/// Runs the commands around plugins where they say no.
@Suite struct PluginCommandTests {
    @Test(.timeLimit(.minutes(2)))
    func `a project is made where nothing is, and under names that can be`() async throws {
        try await AuthorDesk.use { desk in
            let made = try await desk.shell(
                "conecta plugin new 'Olá Mundo' --language c --kind report"
            )
            #expect(made.code == 0, "\(made.complaint)")
            let manifest = desk.folder.appending(path: "ola-mundo/plugin.json")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            for word in ["org.example.ola-mundo", "libOlaMundo.so", "Olá Mundo"] {
                #expect(text.contains("\"\(word)\""), "\(word)")
            }
            for wrong in [
                "'Olá Mundo' --language c", "'\"' --language c", "'' --language c",
                "Swift --language swift", "x --language c --id nodots", "7 --language c",
            ] {
                let run = try await desk.shell("conecta plugin new \(wrong)")
                #expect(run.code == 1 && run.complaints.count == 1, "\(wrong): \(run.complaint)")
            }
            #expect(try await desk.shell("conecta plugin new x --language perl").code == 64)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `a missing compiler and a wrong source are told, and the old library stays`() async throws
    {
        try await AuthorDesk.use { desk in
            _ = try await desk.shell(
                "conecta plugin new Pombo --language c; conecta plugin build pombo"
            )
            let missing = try await desk.shell("CC=/nowhere/cc conecta plugin build pombo")
            #expect(missing.code == 1 && missing.complaint.contains("/nowhere/cc"))
            let library = desk.folder.appending(path: "pombo/libPombo.so")
            let before = try Data(contentsOf: library)
            try desk.edit("pombo/pombo.c", "return CNX_OK;", "return CNX_FINE;")
            let wrong = try await desk.shell("conecta plugin build pombo")
            #expect(wrong.code == 1 && wrong.complaint.contains("CNX_FINE"))
            #expect(try Data(contentsOf: library) == before)
            // A symbol beside the entry is not exported, and what nobody defines does not link.
            try desk.edit("pombo/pombo.c", "return CNX_FINE;", "return nobody_defines_this();")
            #expect(try await desk.shell("conecta plugin build pombo").code == 1)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `an operator is shown what a plugin asks, and asked`() async throws {
        try await AuthorDesk.use { desk in
            let made = try await desk.shell(
                """
                conecta plugin new Pombo --language c
                conecta plugin build pombo
                conecta plugin pack pombo --unchecked
                """
            )
            #expect(made.code == 0, "\(made.complaint)")
            let package = "org.example.pombo-1.0.0.cnxp"
            let refused = try await desk.shell("conecta plugin install \(package) --yes")
            #expect(refused.code == 1 && refused.complaint.contains("--allow-unsigned"))
            let install = "conecta plugin install \(package) --allow-unsigned"
            let no = try await desk.shell("echo n | \(install)")
            #expect(no.code == 1, "\(no.complaint)")
            #expect(no.complaint.contains("may reach the address in \"apiBase\""))
            #expect(no.complaint.contains("! nobody vouches for it"))
            #expect(try await desk.shell("\(install) </dev/null").code == 1)
            let yes = try await desk.shell("echo y | \(install)")
            #expect(yes.code == 0, "\(yes.complaint)")
            let list = try await desk.shell("conecta plugin list")
            let line = list.text.split(separator: "\n").first { $0.hasPrefix("org.example.pombo ") }
            #expect(line?.contains("unsigned") == true && line?.contains("usable") == true)
            let json = try await desk.shell("conecta plugin list --json")
            #expect(json.text.contains("\"from\" : \"unsigned\""))
        }
    }
}

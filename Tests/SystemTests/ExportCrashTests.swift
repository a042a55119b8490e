import Foundation
import Testing

/// Ends the real program while it makes reports in the background.
@Suite struct ExportCrashTests {
    @Test(.timeLimit(.minutes(3)))
    func `every export that was taken is made after kill -9, whole and once`() async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson("sara@teste", "supervisor", named: "Sara")
            let server = try await premises.open()
            let before = Caller(address: server.address, token: token)
            var ids: [String] = []
            for _ in 0..<10 {
                let answer = try await before.post(
                    "/api/v1/exports",
                    #"{"report": "history", "formats": ["pdf", "csv"], "parameters": {"from": "2026-01-01", "to": "2026-12-31"}}"#
                )
                #expect(answer.status == 202, "\(answer.text)")
                ids.append(try #require(answer.json.id.string))
            }
            let eleventh = try await before.post("/api/v1/exports", #"{"report": "history"}"#)
            #expect([202, 409].contains(eleventh.status))
            await server.kill()

            try await premises.serving { server in
                let after = Caller(address: server.address, token: token)
                for id in ids {
                    try await until("export \(id) is done", deadline: .seconds(60)) {
                        let export = try await after.get("/api/v1/exports/\(id)").json
                        #expect(export.state.string != "failed")
                        return export.state.string == "done" ? true : nil
                    }
                    let file = try await after.get("/api/v1/exports/\(id)/file?format=pdf")
                    #expect(file.status == 200)
                    #expect(file.body.prefix(5) == Data("%PDF-".utf8))
                }
            }
            let folder = premises.folder.appending(path: "exports").path
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files.allSatisfy { $0.hasSuffix(".pdf") || $0.hasSuffix(".csv") })
            #expect(files.allSatisfy { !$0.hasPrefix("conecta-") })
        }
    }
}

import Foundation
import Glibc
import Testing

/// A plugin with a process of its own, in the real program.
@Suite struct PluginPlacementTests {
    private static let number = "5500009"

    @Test(.timeLimit(.minutes(3)))
    func `a channel whose process is killed goes on with the next webhook, and nothing is lost`()
        async throws
    {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
            try await premises.addWhatsApp("whatsapp-1", number: Self.number)
            try await premises.command("plugin", "place", "conecta.whatsapp", "worker")
            let refused = try await premises.run(["plugin", "place", "conecta.nobody", "worker"])
            #expect(refused.code != 0)
            #expect(refused.complaint.contains("there is no plugin conecta.nobody"))

            try await premises.serving { server in
                let caller = Caller(address: server.address, token: token)
                #expect(try await post("1", caller) == 200)
                let worker = try #require(Self.workers(of: server.identifier).first)
                #expect(Self.workers(of: server.identifier).count == 1)

                #expect(kill(worker, SIGKILL) == 0)
                // As a provider does: what was not taken comes again.
                try await until("the channel has a process again") {
                    try await post("2", caller) == 200
                }
                #expect(Self.workers(of: server.identifier) != [worker])
                let texts = try await caller.received(on: "whatsapp-1").map(\.text.string)
                #expect(texts.sorted { ($0 ?? "") < ($1 ?? "") } == ["Oi 1", "Oi 2"])

                let status = try await premises.run(["plugin", "status"])
                let line = status.text.split(separator: "\n").first { $0.contains("whatsapp") }
                #expect(line?.contains("worker") == true && line?.contains("running") == true)
                #expect(status.text.contains("killed"))
            }
        }
    }

    private func post(_ id: String, _ caller: Caller) async throws -> Int {
        let body = try CloudWebhook.text(
            "Oi \(id)",
            id: "wamid.\(id)",
            from: "5511999990001",
            to: Self.number
        )
        return try await caller.hook("whatsapp-1", body).status
    }

    /// The processes of plugins that a server has.
    private static func workers(of server: Int32) -> [pid_t] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(pid_t.init).filter { process in
            guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            else { return false }
            // The name stands in brackets; state and parent follow them.
            let fields = line.split(separator: ") ").last?.split(separator: " ") ?? []
            return line.contains("(conecta-worker)") && fields.count > 1
                && fields[1] == "\(server)" && fields[0] != "Z"
        }
    }
}

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
                // Heard by the next process, or kept until that is there: either way it is taken.
                try await until("the second message is taken") {
                    try await post("2", caller) == 200
                }
                try await until("both messages are in the books, once") {
                    let texts = try await caller.received(on: "whatsapp-1")
                        .compactMap(\.text.string)
                    return texts.sorted() == ["Oi 1", "Oi 2"]
                }
                #expect(Self.workers(of: server.identifier) != [worker])
                try await until("the process runs again, and its end is told") {
                    let status = try await premises.run(["plugin", "status"])
                    let line = status.text.split(separator: "\n")
                        .first { $0.contains("whatsapp") }
                    return line?.contains("worker") == true && line?.contains("running") == true
                        && status.text.contains("killed")
                }
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

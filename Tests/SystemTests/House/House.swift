import Foundation
import FoundationNetworking
import TestSupport

/// Is the real server in a process of its own, with a company made by the real commands.
final class House: Sendable {
    /// What everyone's password is.
    static let password = "uma senha de teste"

    /// The secret that signs the provider's webhooks.
    static let appSecret = "segredo-do-teste"

    /// The number at the provider.
    static let phoneNumber = "106540352242922"

    /// Where the server listens, without a slash at the end.
    let address: String

    private let program: RunningProgram
    private let executable: URL
    private let folder: URL
    private let provider: ProviderStandIn

    private init(
        address: String,
        program: RunningProgram,
        executable: URL,
        folder: URL,
        provider: ProviderStandIn
    ) {
        self.address = address
        self.program = program
        self.executable = executable
        self.folder = folder
        self.provider = provider
    }

    /// Starts a server and makes its company: two teams, two agents, a supervisor, two channels.
    static func start() async throws -> House {
        let executable = try Products.folder.appending(path: "conecta")
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-system-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try ProviderStandIn.freePort()
        let program = try RunningProgram(
            executable,
            ["serve", "--data", folder.path, "--listen", "127.0.0.1:\(port)"]
        )
        let house = House(
            address: "http://127.0.0.1:\(port)",
            program: program,
            executable: executable,
            folder: folder,
            provider: try ProviderStandIn()
        )
        try await house.untilReady()
        try await house.furnish()
        return house
    }

    /// Ends the server and removes what it kept.
    func stop() {
        program.kill()
        provider.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a command of the program on the running server.
    func command(_ arguments: String..., input: String? = nil) async throws {
        let run = try RunningProgram(
            executable,
            arguments + ["--data", folder.path],
            input: input
        )
        try await run.finish()
    }

    /// Runs a command of the program on the running server, and gives what it says.
    func answer(_ arguments: String...) async throws -> String {
        let run = try RunningProgram(executable, arguments + ["--data", folder.path])
        try await run.finish()
        return run.words
    }

    /// Lets a contact write on WhatsApp: a webhook as the provider sends it, signed.
    func receive(
        _ text: String,
        from phone: String,
        named name: String,
        at moment: Date = Date()
    ) async throws {
        let value: [String: Any] = [
            "messaging_product": "whatsapp",
            "metadata": [
                "display_phone_number": "551140000000", "phone_number_id": Self.phoneNumber,
            ],
            "contacts": [["profile": ["name": name], "wa_id": phone]],
            "messages": [
                [
                    "from": phone, "id": "wamid.\(UUID().uuidString)", "type": "text",
                    "timestamp": String(Int(moment.timeIntervalSince1970)),
                    "text": ["body": text],
                ]
            ],
        ]
        let body = try JSONSerialization.data(withJSONObject: [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
        ])
        guard let url = URL(string: address + "/hooks/whatsapp-teste") else { return }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let signature = "sha256=" + Signature.hex(of: body, key: Self.appSecret)
        request.setValue(signature, forHTTPHeaderField: "X-Hub-Signature-256")
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else {
            let words = String(decoding: data, as: UTF8.self)
            throw RunningProgram.Ended(description: "the webhook answered \(status): \(words)")
        }
    }

    /// What the server said, for the report of a failure.
    var words: String { program.words }

    private func untilReady() async throws {
        guard let url = URL(string: address + "/readyz") else { return }
        for _ in 0..<600 {
            if let (_, answer) = try? await URLSession.shared.data(from: url),
                (answer as? HTTPURLResponse)?.statusCode == 200
            {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw RunningProgram.Ended(description: "the server is not ready:\n\(words)")
    }

    private func furnish() async throws {
        try await command("team", "add", "vendas", "--name", "Vendas")
        try await command("team", "add", "suporte", "--name", "Suporte")
        for (email, name, role) in [
            ("ana@teste", "Ana Beatriz", "agent"), ("bruno@teste", "Bruno Lima", "agent"),
            ("sara@teste", "Sara Nunes", "supervisor"),
            ("alda@teste", "Alda Reis", "administrator"),
        ] {
            try await command(
                "user",
                "add",
                email,
                "--role",
                role,
                "--name",
                name,
                "--team",
                "vendas",
                "--team",
                "suporte",
                "--password-stdin",
                input: Self.password + "\n"
            )
        }
        try await command(
            "channel",
            "add",
            "whatsapp-teste",
            "--plugin",
            "whatsapp",
            "--name",
            "WhatsApp Vendas",
            "--team",
            "vendas",
            "--config",
            "-",
            input: """
                {"phoneNumberId": "\(Self.phoneNumber)", "businessAccountId": "1",
                 "accessToken": "acesso", "appSecret": "\(Self.appSecret)",
                 "verifyToken": "verificar", "apiBase": "\(provider.address)", "apiVersion": "v20.0"}
                """
        )
        try await command(
            "channel",
            "add",
            "chat-teste",
            "--plugin",
            "webchat",
            "--name",
            "Chat do site",
            "--team",
            "suporte",
            "--config",
            "-",
            input: "{}"
        )
    }
}

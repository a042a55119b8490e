import Foundation
import TestSupport

/// Is a data folder with the real program around it, and the provider of its channels.
///
/// The server runs only while a test wants it: commands are tried with and without one.
final class Premises: Sendable {
    /// What everyone's password is.
    static let password = "uma senha de teste"

    /// The secret that signs the provider's webhooks.
    static let appSecret = "segredo da aceitação"

    /// The word of the provider's handshake.
    static let verifyToken = "verificar"

    /// The data folder.
    let folder: URL

    /// Where else a test may put files.
    let desk: URL

    /// Takes what is sent.
    let provider: ProviderStandIn

    /// The program.
    let program: URL

    private init(root: URL) throws {
        folder = root.appending(path: "data")
        desk = root.appending(path: "desk")
        provider = try ProviderStandIn()
        program = try Products.folder.appending(path: "conecta")
        try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
    }

    /// Runs a test on premises of its own, which are cleared away afterwards.
    static func run(_ test: (Premises) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "conecta-premises-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let premises = try Premises(root: root)
        defer { premises.provider.stop() }
        try await test(premises)
    }

    /// Runs a command on the data folder, however it ends.
    func run(_ arguments: [String], input: String = "") async throws -> ProgramRun {
        try await ProgramRun.of(program, arguments + ["--data", folder.path], input: input)
    }

    /// Runs a command on the data folder, which must succeed.
    @discardableResult
    func command(_ arguments: String..., input: String = "") async throws -> ProgramRun {
        let run = try await run(arguments, input: input)
        guard run.code == 0 else {
            let words = arguments.joined(separator: " ")
            throw NeverCame(description: "\(words): \(run.code)\n\(run.text)\(run.complaint)")
        }
        return run
    }

    /// Runs a server for the time of some work; it then has to end in order.
    func serving<Answer>(_ work: (ServerProcess) async throws -> Answer) async throws -> Answer {
        let server = try await open()
        let answer: Answer
        do {
            answer = try await work(server)
        } catch {
            await server.kill()
            throw NeverCame(
                description: "\(error)\nThe server said:\n\(server.words.suffix(4_000))"
            )
        }
        let code = await server.stop()
        guard code == 0 else {
            throw NeverCame(description: "the server ended with \(code ?? -1):\n\(server.words)")
        }
        return answer
    }

    /// Starts a server; with the plugins of a folder when one is given.
    func open(plugins: URL? = nil) async throws -> ServerProcess {
        let chosen = plugins.map { ["--plugins", $0.path] } ?? []
        return try await ServerProcess.start(
            program,
            ["serve", "--data", folder.path] + chosen,
            log: desk.appending(path: "log-\(UUID().uuidString)")
        )
    }

    /// Adds a person and gives a token that acts as them.
    func addPerson(
        _ email: String,
        _ role: String,
        named name: String,
        teams: [String] = []
    ) async throws -> String {
        let person = ["user", "add", email, "--role", role, "--name", name, "--password-stdin"]
        let run = try await run(
            person + teams.flatMap { ["--team", $0] },
            input: Self.password + "\n"
        )
        guard run.code == 0 else { throw NeverCame(description: run.complaint) }
        let token = try await command("token", "add", "--user", email, "--name", "teste")
        return token.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Adds a WhatsApp channel of a number.
    func addWhatsApp(_ slug: String, number: String, team: String = "vendas") async throws {
        try await command(
            "channel",
            "add",
            slug,
            "--plugin",
            "whatsapp",
            "--name",
            "WhatsApp \(slug)",
            "--team",
            team,
            "--config",
            "-",
            input: """
                {"phoneNumberId": "\(number)", "businessAccountId": "1", "accessToken": "acesso",
                 "appSecret": "\(Self.appSecret)", "verifyToken": "\(Self.verifyToken)",
                 "apiBase": "\(provider.address)", "apiVersion": "v20.0"}
                """
        )
    }
}

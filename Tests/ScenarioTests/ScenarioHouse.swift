import Crypto
import Engine
import Foundation
import FoundationNetworking
import Logging
import Operations
import Server
import ServiceLifecycle
import Store
import Templates
import TestSupport

/// Is a whole house with its server, real plugins and a real socket; only the time is the scenario's.
final class ScenarioHouse: Sendable {
    /// The number that contacts write to, and the secret that signs what the provider tells.
    static let number = "106540352242922"
    private static let secret = "segredo do cenário"

    let clock: ManualClock
    let provider: ScenarioProvider
    let house: House
    let address: String
    // A session of its own: its connections end with the scenario, before the server does.
    private let calls = URLSession(configuration: .ephemeral)

    /// Says that something never came.
    struct Never: Error, CustomStringConvertible {
        let description: String
    }

    private init(
        _ house: House,
        _ clock: ManualClock,
        _ provider: ScenarioProvider,
        address: String
    ) {
        self.house = house
        self.clock = clock
        self.provider = provider
        self.address = address
    }

    /// Plays a scenario in a house of its own, with the teams `vendas` and `suporte`, Ana and Bruno
    /// in sales, Carla in support, Sofia who watches, Alda who administers, and a WhatsApp channel.
    static func play(_ scenario: (ScenarioHouse) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "conecta-scenario-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let clock = ManualClock()
        let provider = try await ScenarioProvider()
        let logger = Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() }
        let products = try Products.folder
        let settings = HouseSettings(
            folder: root.appending(path: "data"),
            plugins: ["Channels", "Reports"].map { checkout.appending(path: "Plugins/\($0)") },
            libraries: [products],
            templates: checkout.appending(path: "templates"),
            worker: products.appending(path: "conecta-worker").path
        )
        let house = try await House.open(settings, clock: clock.wall, logger: logger)
        do {
            try await furnish(house, provider)
            try await serve(house, settings, logger) { address in
                let place = ScenarioHouse(house, clock, provider, address: address)
                defer { place.calls.invalidateAndCancel() }
                try await scenario(place)
            }
        } catch {
            await house.close()
            throw error
        }
        await house.close()
    }

    private static let checkout = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs the services of the house and its server while a scenario is played.
    private static func serve(
        _ house: House,
        _ settings: HouseSettings,
        _ logger: Logger,
        _ scenario: (String) async throws -> Void
    ) async throws {
        await house.channels.open()
        let (ports, found) = AsyncStream<Int>.makeStream()
        let application = ServerApplication(
            Dependencies(
                switchboard: house.switchboard,
                library: house.folder.library,
                accounts: house.folder.accounts,
                media: house.folder.media,
                channels: house.channels,
                reports: house.reports,
                boards: house.boards,
                templates: try Pages(
                    folders: TemplateFolders(shipped: settings.templates),
                    words: house.catalogue
                ),
                clock: house.clock,
                logger: logger
            ),
            settings: ServerSettings(port: 0, secret: Data(repeating: 7, count: 32))
        ) { found.yield($0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: (house.services() + [application]).map { .init(service: $0) },
                logger: logger
            )
        )
        let running = Task { try await group.run() }
        do {
            for await port in ports {
                try await scenario("http://127.0.0.1:\(port)")
                break
            }
        } catch {
            await group.triggerGracefulShutdown()
            _ = await running.result
            throw error
        }
        await group.triggerGracefulShutdown()
        _ = await running.result
    }

    private static func furnish(_ house: House, _ provider: ScenarioProvider) async throws {
        let board = house.switchboard
        func configure(_ configuration: Configuration) async throws {
            _ = try await board.submit(.configure(configuration), by: .console)
        }
        try await configure(.company(Company(name: "Cenário")))
        for (slug, name) in [("vendas", "Vendas"), ("suporte", "Suporte")] {
            try await configure(.team(Team(id: .new, slug: slug, name: name)))
        }
        let sales = try await board.read { $0.team(slug: "vendas") }.found
        let support = try await board.read { $0.team(slug: "suporte") }.found
        let people: [(String, Role, [Team])] = [
            ("ana", .agent, [sales]), ("bruno", .agent, [sales]), ("carla", .agent, [support]),
            ("sofia", .supervisor, [sales, support]), ("alda", .administrator, []),
        ]
        for (name, role, teams) in people {
            let agent = Agent(
                id: .new,
                email: "\(name)@example.com",
                name: name.capitalized,
                role: role,
                teams: role == .agent ? teams.map(\.id) : [],
                scope: .only(Set(teams.map(\.id)))
            )
            try await configure(.agent(agent))
        }
        let draft = Channel(
            id: .new,
            slug: "whatsapp",
            name: "WhatsApp",
            plugin: "whatsapp",
            team: sales.id
        )
        let channel = try await house.channels.add(
            draft,
            configuration: """
                {"phoneNumberId": "\(number)", "businessAccountId": "1", "accessToken": "acesso",
                 "appSecret": "\(secret)", "verifyToken": "verificar",
                 "apiBase": "\(provider.address)", "apiVersion": "v20.0"}
                """
        )
        try await configure(
            .template(
                MessageTemplate(
                    id: .new,
                    channel: channel.id,
                    name: "saudacao",
                    language: "pt_BR",
                    body: "Olá, {{1}}!"
                )
            )
        )
    }
}

extension ScenarioHouse {
    /// Calls the API as a person, by the name that their address begins with.
    func call(
        _ method: String,
        _ path: String,
        as person: String,
        _ body: String? = nil
    ) async throws -> ScenarioAnswer {
        let agent = try await house.switchboard.read { $0.agent(email: "\(person)@example.com") }
            .found
        let token = try await house.folder.accounts.addToken(
            named: "scenario",
            for: agent.id,
            at: clock.now
        ).secret
        var headers = ["Authorization": "Bearer \(token)"]
        if body != nil { headers["Content-Type"] = "application/json" }
        return try await send(method, "/api/v1/" + path, body.map { Data($0.utf8) }, headers)
    }

    /// Tells what the provider tells: a webhook, signed.
    @discardableResult
    func hook(_ body: Data) async throws -> ScenarioAnswer {
        let key = SymmetricKey(data: Data(Self.secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        let signature =
            "sha256="
            + code.map { byte in
                String(byte, radix: 16).count == 1
                    ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
            }
            .joined()
        let headers = [
            "Content-Type": "application/json", "X-Hub-Signature-256": signature,
        ]
        return try await send("POST", "/hooks/whatsapp", body, headers)
    }

    /// Lets a contact write: a webhook with one message.
    @discardableResult
    func write(
        _ text: String = "Oi",
        from phone: String,
        id: String = "wamid.\(UUID().uuidString)",
        at moment: Timestamp? = nil
    ) async throws -> ScenarioAnswer {
        let message: [String: Any] = [
            "from": phone, "id": id, "type": "text", "text": ["body": text],
            "timestamp": String((moment ?? clock.now).milliseconds / 1_000),
        ]
        return try await hook(Self.webhook([message]))
    }

    /// A webhook with messages, as the provider writes them.
    static func webhook(_ messages: [[String: Any]]) throws -> Data {
        let contacts = Set(messages.compactMap { $0["from"] as? String }).sorted().map { phone in
            ["profile": ["name": "Contato \(phone.suffix(2))"], "wa_id": phone] as [String: Any]
        }
        let value: [String: Any] = [
            "messaging_product": "whatsapp",
            "metadata": ["display_phone_number": "551140000000", "phone_number_id": number],
            "contacts": contacts, "messages": messages,
        ]
        return try JSONSerialization.data(withJSONObject: [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
        ])
    }

    /// The open sessions, as the administrator sees them.
    func sessions() async throws -> [ScenarioJSON] {
        try await call("GET", "sessions?limit=200", as: "alda").json.items.elements
    }

    /// The open session of a phone; null when there is none.
    func session(of phone: String) async throws -> ScenarioJSON {
        try await sessions().first { $0.address.string == phone } ?? .null
    }

    /// What happened in a session, oldest first.
    func timeline(_ session: ScenarioJSON) async throws -> [ScenarioJSON] {
        let path = "sessions/\(session.id.string)/timeline?limit=200"
        return try await call("GET", path, as: "alda").json.items.elements.reversed()
    }

    /// Lets time pass in small steps, with a tick at each as the server has them.
    func pass(seconds: Int64) async throws {
        var left = seconds
        while left > 0 {
            let step = min(left, 30)
            clock.advance(seconds: step)
            _ = try await house.switchboard.submit(.tick, by: .system)
            left -= step
        }
    }

    /// Waits until something is so.
    func until(_ what: String, _ isSo: () async throws -> Bool) async throws {
        for _ in 0..<600 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Never(description: "never came: \(what)")
    }

    /// Changes a team's rules through the API.
    func rule(_ team: String, _ rules: String) async throws {
        let answer = try await call("PATCH", "teams/\(team)", as: "alda", #"{"rules": \#(rules)}"#)
        guard answer.status == 200 else {
            throw Never(description: "the rules of \(team): \(answer)")
        }
    }

    /// Changes an agent's presence through the API.
    func presence(_ state: String, of person: String) async throws {
        let body = #"{"state": "\#(state)"}"#
        let answer = try await call("PUT", "me/presence", as: person, body)
        guard (200..<300).contains(answer.status) else {
            throw Never(description: "the presence of \(person): \(answer)")
        }
    }

    private func send(
        _ method: String,
        _ path: String,
        _ body: Data?,
        _ headers: [String: String]
    ) async throws -> ScenarioAnswer {
        guard let url = URL(string: address + path) else {
            throw Never(description: "\(path) is no path")
        }
        var request = URLRequest(url: url, timeoutInterval: 60)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await calls.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return ScenarioAnswer(status: status, body: data)
    }
}

extension Optional {
    /// What must be there.
    fileprivate var found: Wrapped {
        get throws {
            guard let self else { throw ScenarioHouse.Never(description: "something is missing") }
            return self
        }
    }
}

import Engine
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import Paper
import PluginHost
import Rendering
import Store
import Templates
import TestSupport

@testable import Server

/// Is a server on a data folder of its own, with the sample company, and plugins that are stand-ins.
final class ServerHouse: Sendable {
    let company = SampleCompany()
    let clock = ManualClock()
    let folder: DataFolder
    let switchboard: Switchboard
    let shelf = StandInShelf()
    let server: ServerApplication
    let webhooks: WebhookDesk
    let post: ReportPost

    private let root: URL

    init(isDemo: Bool = false) async throws {
        let files = FileManager.default
        root = files.temporaryDirectory.appending(path: "server-\(UUID().uuidString)")
        let templates = root.appending(path: "templates")
        try files.createDirectory(
            at: templates.appending(path: "static"),
            withIntermediateDirectories: true
        )
        let script = templates.appending(path: "static/app.js")
        try Data("export {}\n".utf8).write(to: script)
        try files.copyItem(
            at: Self.checkout.appending(path: "templates/api"),
            to: templates.appending(path: "api")
        )
        let clock = clock
        let wall = WallClock(
            now: { clock.now },
            wait: { _ in try await Task.sleep(for: .seconds(3_600)) }
        )
        folder = try DataFolder.open(root.appending(path: "data").path)
        switchboard = try Switchboard(journal: folder.journal(), clock: wall.now)
        try await Self.furnish(switchboard, folder, company)
        webhooks = WebhookDesk(
            webhooks: folder.webhooks(),
            policy: WebhookPolicy(allowsLoopback: true)
        )
        var logger = Logger(label: "server tests")
        logger.logLevel = .critical
        let channels = ChannelDesk(
            switchboard: switchboard,
            folder: folder,
            plugins: shelf,
            clock: wall,
            logger: logger
        )
        await channels.open()
        let fonts = try Fonts(configuration: Self.checkout.appending(path: "templates/fonts.conf"))
        let reports = ReportDesk(
            switchboard: switchboard,
            library: folder.library,
            plugins: shelf,
            rendering: RenderingDesk(fonts: fonts),
            ruler: TextRuler(fonts: fonts),
            clock: wall,
            logger: logger
        )
        post = ReportPost(
            folder: folder,
            reports: reports,
            switchboard: switchboard,
            words: Catalogue(),
            clock: wall
        )
        server = ServerApplication(
            Dependencies(
                switchboard: switchboard,
                library: folder.library,
                accounts: folder.accounts,
                media: folder.media,
                channels: channels,
                reports: reports,
                boards: BoardDesk(boards: folder.boards, reports: reports),
                webhooks: webhooks,
                post: post,
                templates: try Pages(
                    folders: TemplateFolders(shipped: templates),
                    words: Catalogue()
                ),
                clock: wall,
                logger: logger
            ),
            settings: ServerSettings(
                port: 0,
                secret: Data(repeating: 7, count: 32),
                isDemo: isDemo,
                maximumUpload: 64 << 10
            )
        )
    }

    deinit {
        try? folder.close()
        try? FileManager.default.removeItem(at: root)
    }

    private static let checkout = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func furnish(
        _ switchboard: Switchboard,
        _ folder: DataFolder,
        _ company: SampleCompany
    ) async throws {
        var changes: [Configuration] = [.team(company.sales), .team(company.support)]
        changes += [company.admin, company.ana, company.bruno, company.carla, company.sofia]
            .map { .agent($0) }
        changes += [.channel(company.whatsapp), .channel(company.webchat)]
        changes += [.tag(company.urgent), .tag(company.hidden)]
        changes += [.template(company.greeting), .template(company.pending)]
        for change in changes { _ = try await switchboard.submit(.configure(change), by: .console) }
        try await folder.channelSettings.set(
            ChannelConfiguration(secrets: ["appSecret": "whatsapp-secret"]),
            of: company.whatsapp.id
        )
        try await folder.channelSettings.set(ChannelConfiguration(), of: company.webchat.id)
    }

    /// Runs a test against the router, with the followers at work.
    func test<Value: Sendable>(
        _ setup: TestingSetup = .router,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let services = server.services
        let following = Task { await services.follow() }
        defer { following.cancel() }
        services.stage.enter(.running)
        guard let contract = services.contract else { throw Missing() }
        return try await server.application().test(setup) { client in
            try await body(CheckedClient(client: client, contract: contract))
        }
    }

    /// Makes a token for a person, perhaps for some uses alone.
    func token(_ agent: Agent, scopes: [String] = []) async throws -> String {
        try await folder.accounts.addToken(
            named: "test",
            for: agent.id,
            scopes: scopes,
            at: clock.now
        ).secret
    }

    /// Begins a login of a person, and gives its cookie's value.
    func login(_ agent: Agent) async throws -> String {
        try await folder.accounts.openLogin(of: agent.id, at: clock.now, lifetimeSeconds: 36_000)
            .secret
    }

    /// Lets a contact write on the channel with templates, and gives the session.
    @discardableResult
    func contactWrites(
        _ text: String = "Oi",
        key: String = UUID().uuidString,
        phone: String = "5511999990000"
    ) async throws -> Session {
        let inbound = Inbound(
            channel: company.whatsapp.id,
            dedupeKey: key,
            sentAt: clock.now,
            identities: [ContactIdentity(kind: .phone, value: phone)],
            profileName: "Maria",
            address: phone,
            providerID: key,
            signal: .message(Content(kind: .text, text: text))
        )
        _ = try await switchboard.submit(.receive(inbound), by: .contact)
        let address = Address(channel: company.whatsapp.id, value: phone)
        let session = await switchboard.read { floor in
            floor.sessionByAddress[address].flatMap { floor.sessions[$0] }
        }
        guard let session else { throw Missing() }
        return session
    }

    struct Missing: Error {}
}

extension TestClientProtocol {
    /// Sends a request with a bearer token and perhaps a JSON body.
    func call(
        _ method: HTTPRequest.Method,
        _ uri: String,
        as token: String? = nil,
        json: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if json != nil { headers[.contentType] = "application/json" }
        return try await execute(
            uri: uri,
            method: method,
            headers: headers,
            body: json.map { ByteBuffer(string: $0) }
        )
    }
}

extension TestResponse {
    /// The body as a JSON value.
    var json: JSON { JSON(parsing: String(buffer: body)) ?? .null }

    /// The stable code of a problem.
    var code: JSON? { json["code"] }
}

extension JSON {
    /// The text of it.
    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The elements of it.
    var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }
}

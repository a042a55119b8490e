import Engine
import Foundation
import Logging
import Operations
import PluginHost
import Store
import TestSupport
import Testing

/// Is a data folder with a desk whose plugin does what a test tells it.
final class ChannelRoom: Sendable {
    let path = NSTemporaryDirectory() + "operations-tests-" + UUID().uuidString
    let clock = ManualClock()
    let plugin = ScriptedPlugin()
    let folder: DataFolder
    let board: Switchboard
    let desk: ChannelDesk
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() async throws {
        let clock = clock
        folder = try DataFolder.open(path)
        board = try Switchboard(journal: folder.journal()) { clock.now }
        let team = Team(id: .new, slug: "vendas", name: "Vendas")
        _ = try await board.submit(.configure(.team(team)), by: .console)
        desk = ChannelDesk(
            switchboard: board,
            folder: folder,
            plugins: plugin,
            clock: clock.wall,
            logger: log
        )
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Adds a channel for a number.
    @discardableResult
    func add(_ slug: String, number: String) async throws -> Engine.Channel {
        let team = try #require(await board.read { $0.team(slug: "vendas")?.id })
        let draft = Channel(id: .new, slug: slug, name: slug, plugin: "whatsapp", team: team)
        let configuration = #"{"phoneNumberId":"\#(number)","appSecret":"segredo"}"#
        return try await desk.add(draft, configuration: configuration)
    }

    func post(_ slug: String, signature: String = "segredo") async -> WebhookAnswer {
        let request = WebhookRequest(
            method: "POST",
            headers: [.init("x-signature", signature)],
            body: Array("{}".utf8),
            received: clock.now.milliseconds
        )
        return await desk.webhook(slug, request)
    }

    func message(
        _ id: String,
        from phone: String = "5511900000001",
        account: String = "",
        files: [ChannelAttachment] = []
    ) -> ChannelEvent {
        ChannelEvent(
            key: id,
            kind: .message(ChannelMessage(id: id, text: "Oi", attachments: files)),
            time: clock.now.milliseconds,
            account: account,
            conversation: phone,
            identities: [ChannelIdentity(kind: .phone, value: "+" + phone)],
            contactName: "Maria"
        )
    }

    var sessions: [Session] {
        get async { await board.read { Array($0.sessions.values) } }
    }
}

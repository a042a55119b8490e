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

    init(limits: HoldLimits = HoldLimits()) async throws {
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
            limits: limits,
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

    func post(
        _ slug: String,
        _ body: String = "{}",
        method: String = "POST",
        signature: String = "segredo"
    ) async -> WebhookAnswer {
        let request = WebhookRequest(
            method: method,
            headers: [.init("x-signature", signature), .init("x-trace", "1")],
            body: Array(body.utf8),
            received: clock.now.milliseconds
        )
        return await desk.webhook(slug, request)
    }

    /// Has the plugin read the body of each request as the id and text of a message.
    func readBodies(killedBy killer: String? = nil) {
        plugin.read { [clock] request in
            let body = String(decoding: request.body, as: UTF8.self)
            guard body != killer else {
                var failure = PluginFailure(.crashed, "o processo terminou")
                failure.evidence = CrashEvidence(signal: 11, function: "webhook")
                throw failure
            }
            let message = ChannelMessage(id: body, text: body)
            return WebhookResult(events: [
                ChannelEvent(
                    key: body,
                    kind: .message(message),
                    time: clock.now.milliseconds,
                    conversation: "5511900000001",
                    identities: [ChannelIdentity(kind: .phone, value: "+5511900000001")]
                )
            ])
        }
    }

    /// Lets what waits for plugins go its way while a piece of work runs, as a server does.
    func replaying<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        let replay = HeldReplay(desk: desk, clock: clock.wall)
        let running = Task { try await replay.run() }
        let ticking = Task { [clock] in
            while !Task.isCancelled {
                clock.advance(milliseconds: 200)
                await Task.yield()
            }
        }
        defer {
            ticking.cancel()
            running.cancel()
        }
        return try await work()
    }

    /// The texts of the contacts' messages, in the order of the books.
    var texts: [String] {
        get async throws {
            guard let session = await sessions.first else { return [] }
            let items = try await folder.library.timeline(of: session.id, before: nil, limit: 200)
            // The timeline begins with the newest.
            return items.reversed().compactMap { item in
                guard case .message(let stored) = item.entry else { return nil }
                return stored.content.text
            }
        }
    }

    /// Waits until something is so.
    ///
    /// - Throws: `CancellationError` at the end of the test's time limit.
    func until(_ isSo: () async throws -> Bool) async throws {
        while try await !isSo() {
            try Task.checkCancellation()
            await Task.yield()
        }
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

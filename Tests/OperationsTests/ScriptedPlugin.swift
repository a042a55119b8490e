import Foundation
import Operations
import PluginHost
import Synchronization

/// Is a plugin that does what a test tells it, and remembers what it was asked.
final class ScriptedPlugin: PluginShelf, ChannelPort {
    private struct State {
        var answer: Result<WebhookResult, PluginFailure> = .success(WebhookResult())
        var outcome = SendResult(.accepted(id: "out-1", conversation: ""))
        var traits = ChannelTraits()
        var media: [Result<FetchedMedia, PluginFailure>] = []
        var templates: [TemplateNews] = []
        var webhooks = 0
        var reading: (@Sendable (WebhookRequest) throws -> WebhookResult)?
        var heard: [WebhookRequest] = []
        var isMissing = false
        var sent: [OutboundMessage] = []
    }

    private let state = Mutex(State())

    func hear(_ events: [ChannelEvent], pushes: [VisitorPush] = []) {
        state.withLock { $0.answer = .success(WebhookResult(events: events, pushes: pushes)) }
    }

    /// Reads requests from now on as a closure does.
    func read(_ reading: @escaping @Sendable (WebhookRequest) throws -> WebhookResult) {
        state.withLock { $0.reading = reading }
    }

    /// Goes from the shelf, or comes back.
    func go(missing: Bool) { state.withLock { $0.isMissing = missing } }

    /// What it was given to read, whatever became of it.
    var heard: [WebhookRequest] { state.withLock(\.heard) }

    func fail(_ failure: PluginFailure) { state.withLock { $0.answer = .failure(failure) } }

    func declare(_ traits: ChannelTraits) { state.withLock { $0.traits = traits } }

    func answer(_ outcome: SendResult) { state.withLock { $0.outcome = outcome } }

    func list(_ templates: [TemplateNews]) { state.withLock { $0.templates = templates } }

    func bring(_ media: [Result<FetchedMedia, PluginFailure>]) {
        state.withLock { $0.media = media }
    }

    var webhooks: Int { state.withLock(\.webhooks) }

    var sent: [OutboundMessage] { state.withLock(\.sent) }

    func features() async -> [FeatureListing] {
        guard !state.withLock(\.isMissing) else { return [] }
        let text = """
            {"manifest": {"kind": "channel", "id": "whatsapp", "name": "WhatsApp",
              "accountSelector": "phoneNumberId", "webhook": {"signature": {"header": "x-signature",
              "scheme": "token", "secret": "appSecret"}}}, "plugin": "test", "icon": "",
             "schema": "{\\"properties\\":{\\"appSecret\\":{\\"x-secret\\":true}}}"}
            """
        return [try? JSONDecoder().decode(FeatureListing.self, from: Data(text.utf8))]
            .compactMap(\.self)
    }

    func openChannel(_ feature: String, _ account: ChannelAccount) async throws -> any ChannelPort {
        guard account.configuration.contains("phoneNumberId") else {
            throw PluginFailure(.configuration, "/phoneNumberId: is missing")
        }
        return self
    }

    func check(
        _ feature: String,
        _ account: ChannelAccount
    ) async throws -> [ConfigurationFinding] { [] }

    func openReport(_ id: String) async throws -> any ReportPort {
        throw PluginFailure(.unsupported, "no reports here")
    }

    var abilities: ChannelAbilities { [.media, .templates] }

    func traits() async throws -> ChannelTraits {
        let (answer, reading, traits) = state.withLock { ($0.answer, $0.reading, $0.traits) }
        // Paused is paused, whatever is asked.
        if reading == nil, case .failure(let failure) = answer, failure.class == .paused {
            throw failure
        }
        return traits
    }

    func webhook(_ request: WebhookRequest) async throws -> WebhookResult {
        let (answer, reading) = state.withLock { state in
            state.webhooks += 1
            state.heard.append(request)
            return (state.answer, state.reading)
        }
        guard let reading else { return try answer.get() }
        return try reading(request)
    }

    func send(_ message: OutboundMessage) async -> SendResult {
        state.withLock { state in
            state.sent.append(message)
            return state.outcome
        }
    }

    func poll(since cursor: [UInt8]) async throws -> PollResult { PollResult() }

    func fetchMedia(_ attachment: ChannelAttachment) async throws -> FetchedMedia {
        let next = state.withLock { $0.media.isEmpty ? nil : $0.media.removeFirst() }
        guard let next else { throw PluginFailure(.refused, "the provider has it no more") }
        return try next.get()
    }

    func resolve(_ address: String) async throws -> ResolvedContact? { nil }

    func sessionChanged(_ news: SessionNews) async throws -> [VisitorPush] { [] }

    func visitorPage() async throws -> VisitorPage { VisitorPage(title: "") }

    func show(_ receipt: ReceiptNews) async throws -> [VisitorPush] { [] }

    func templates() async throws -> [TemplateNews] { state.withLock(\.templates) }

    func close() async {}
}

/// Is an account of a channel whose plugin runs in this process.
final class HostedChannel: ChannelPort {
    private let threads: PluginThreads
    private let gate: FeatureGate
    private let limits: CallLimits
    let instance: ChannelInstance
    private let use = InstanceUse()

    var abilities: ChannelAbilities { instance.abilities }

    init(
        threads: PluginThreads,
        gate: FeatureGate,
        limits: CallLimits,
        instance: ChannelInstance
    ) {
        self.threads = threads
        self.gate = gate
        self.limits = limits
        self.instance = instance
    }

    /// Makes a call of the instance on a thread of plugins.
    private func call<Value: Sendable>(
        limit: Int64,
        _ body: @escaping @Sendable (ChannelInstance, CallSignal) throws -> Value
    ) async throws -> Value {
        try use.begin()
        let instance = instance
        do {
            let value = try await threads.run(gate, limit: limit) { try body(instance, $0) }
            use.end(lost: false)
            return value
        } catch {
            // Only a lost thread gives this class without a word of the plugin: see PluginThreads.
            use.end(lost: (error as? PluginFailure)?.isLostThread == true)
            throw error
        }
    }

    func traits() async throws -> ChannelTraits {
        try await call(limit: limits.quick) { try $0.traits($1) }
    }

    func webhook(_ request: WebhookRequest) async throws -> WebhookResult {
        try await call(limit: limits.webhook) { try $0.webhook(request, $1) }
    }

    func send(_ message: OutboundMessage) async -> SendResult {
        let said = Said()
        do {
            return try await call(limit: limits.exchange) {
                try $0.send(message, $1) { said.keep($0) }
            }
        } catch {
            let failure = error as? PluginFailure ?? PluginFailure(.internal, "\(error)")
            if let result = said.result, !failure.isLostThread { return result }
            return SendResult(failure: failure)
        }
    }

    func poll(since cursor: [UInt8]) async throws -> PollResult {
        try use.beginPoll()
        defer { use.endPoll() }
        return try await call(limit: limits.exchange) { try $0.poll(since: cursor, $1) }
    }

    func fetchMedia(_ attachment: ChannelAttachment) async throws -> FetchedMedia {
        try await call(limit: limits.exchange) { try $0.fetchMedia(attachment, $1) }
    }

    func resolve(_ address: String) async throws -> ResolvedContact? {
        try await call(limit: limits.exchange) { try $0.resolve(address, $1) }
    }

    func sessionChanged(_ news: SessionNews) async throws -> [VisitorPush] {
        try await call(limit: limits.exchange) { try $0.sessionChanged(news, $1) }
    }

    func visitorPage() async throws -> VisitorPage {
        try await call(limit: limits.quick) { try $0.visitorPage($1) }
    }

    func show(_ receipt: ReceiptNews) async throws -> [VisitorPush] {
        try await call(limit: limits.exchange) { try $0.show(receipt, $1) }
    }

    func templates() async throws -> [TemplateNews] {
        try await call(limit: limits.exchange) { try $0.templates($1) }
    }

    func close() async {
        guard await use.close() else { return }
        let instance = instance
        try? await threads.run(gate, limit: limits.quick) { _ in instance.destroy() }
    }
}

extension SendResult {
    /// What a failure of the call means for the message.
    init(failure: PluginFailure) {
        self.init(
            Outcome(failure),
            credentialsRefused: failure.class == .credentials,
            wasTried: ![.credentials, .busy, .disabled, .paused].contains(failure.class)
        )
    }
}

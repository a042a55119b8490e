internal import Engine
internal import Logging
internal import PluginHost
internal import Store

extension WebhookRequest {
    /// Whether it can be kept and given to the plugin later: a handshake wants its answer now.
    var isKept: Bool { method != "GET" && method != "HEAD" }

    /// Makes a kept request what it was.
    init(_ kept: RawRequest) {
        self.init(
            method: kept.method,
            path: kept.path,
            query: kept.query,
            remoteAddress: kept.remoteAddress,
            headers: kept.headers.map { Header($0.name, $0.value) },
            body: kept.body,
            received: kept.receivedAt.milliseconds
        )
    }
}

extension RawRequest {
    /// Takes down a request without the headers that show who sent it.
    init(_ request: WebhookRequest, hiding secretHeaders: Set<String>) {
        self.init(
            method: request.method,
            path: request.path,
            query: request.query,
            remoteAddress: request.remoteAddress,
            headers: request.headers
                .filter { !secretHeaders.contains($0.name.lowercased()) }
                .map { Header(name: $0.name, value: $0.value) },
            body: request.body,
            receivedAt: Timestamp(milliseconds: request.received)
        )
    }
}

extension ChannelDesk {
    /// Whether what comes now must wait behind what came before it.
    func mustWait(on channel: ID<Channel>) -> Bool {
        guard let waiting else { return true }
        return waiting[channel, default: 0] != 0 || arriving[channel, default: 0] != 0
    }

    /// Learns what waits since before the start.
    func countWaiting() async {
        do {
            let counted = try await folder.held.waiting()
            if waiting == nil { waiting = counted }
        } catch {
            logger.error("what waits for plugins is not known", metadata: ["reason": "\(error)"])
        }
    }

    /// Keeps a request for its plugin, and answers the provider that it was taken.
    ///
    /// What the plugin would have answered is not known: the answer is 200 without words.
    func hold(
        _ request: WebhookRequest,
        on channel: Channel,
        because problem: String,
        death: PluginDeath? = nil
    ) async -> WebhookAnswer {
        let id = channel.id
        // A channel that is switched off takes nothing: whoever asked is to come again.
        guard channel.isActive else { return .later(seconds: 60) }
        arriving[id, default: 0] += 1
        defer { arriving[id, default: 0] -= 1 }
        let secrets =
            places[id]?.secretHeaders ?? gatekeepers[id]?.secretHeaders
            ?? Gatekeeper.secretHeaders(of: nil)
        do {
            try await folder.held.hold(
                RawRequest(request, hiding: secrets),
                for: id,
                death: death,
                problem: problem,
                limits: limits
            )
        } catch {
            logger.error(
                "a webhook cannot wait for its plugin; its sender is asked to come again",
                metadata: ["channel": "\(channel.slug)", "reason": "\(error)"]
            )
            return .later(seconds: 60)
        }
        waiting?[id, default: 0] += 1
        logger.notice(
            "a webhook waits for its plugin",
            metadata: ["channel": "\(channel.slug)", "reason": "\(problem)"]
        )
        replayBell.ring()
        return WebhookAnswer(200)
    }
}

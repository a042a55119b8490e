internal import Engine
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import Store

/// Serves the feed: `GET /feed`.
struct FeedController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("feed", use: feed)
    }

    @Sendable
    private func feed(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let after = request.headers[.lastEventID] ?? request.query("after")
        let place = after.flatMap { Int64($0) }
        let connection = context.channel
        let client = StreamClient { connection.close(promise: nil) }
        let hub = services.feed
        let ending = end(of: caller.proof, client)
        return client.response {
            await hub.connect(caller.viewer, proof: caller.proof, after: place, client: client)
        } disconnect: { reader in
            ending?.cancel()
            await hub.disconnect(reader)
        }
    }

    /// Ends a stream when its token does.
    private func end(of proof: Caller.Proof, _ client: StreamClient) -> Task<Void, Never>? {
        guard case .token(let token) = proof, let moment = token.expiresAt else { return nil }
        let clock = services.dependencies.clock
        return Task {
            guard (try? await clock.sleep(until: moment)) != nil else { return }
            client.finish()
        }
    }
}

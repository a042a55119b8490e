internal import Engine
internal import Hummingbird
internal import NIOCore

/// Serves the feed: `GET /feed`.
struct FeedController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("feed", use: feed)
    }

    @Sendable
    private func feed(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let login: String? =
            if case .login(let digest) = caller.proof { digest } else { nil }
        let after = request.headers[.lastEventID] ?? request.query("after")
        let place = after.flatMap { Int64($0) }
        let connection = context.channel
        let client = StreamClient { connection.close(promise: nil) }
        let hub = services.feed
        return client.response {
            await hub.connect(caller.viewer, login: login, after: place, client: client)
        } disconnect: { reader in
            await hub.disconnect(reader)
        }
    }
}

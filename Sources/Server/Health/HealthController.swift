internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Operations
internal import OrderedCollections

/// Serves whoever watches the process: `/healthz`, `/readyz`.
struct HealthController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("healthz") { _, _ in
            let value: JSON = ["status": "ok"]
            return value.response()
        }
        router.get("readyz", use: ready)
    }

    /// Tells whether requests would be answered: the switchboard and a reader are asked, and
    /// whether the last commands could be written.
    @Sendable
    private func ready(_ request: Request, _ context: ServerContext) async throws -> Response {
        var checks: [JSON.Field] = []
        let stage = services.stage.current
        checks.append(JSON.Field(name: "server", value: .text(stage.rawValue)))
        let count = await services.switchboard.read { $0.channels.count }
        checks.append(JSON.Field(name: "channels", value: .count(count)))
        let connections = await services.dependencies.channels.connections().values
        let degraded = connections.count { !$0.isWorking }
        checks.append(JSON.Field(name: "degradedChannels", value: .count(degraded)))
        let held = connections.reduce(0) { $0 + $1.heldRequests }
        checks.append(JSON.Field(name: "heldRequests", value: .count(held)))
        var isReady = stage == .running
        do {
            _ = try await services.contacts.contact(.init(1))
            if let failure = await services.switchboard.lastFailure { throw failure }
            checks.append(JSON.Field(name: "journal", value: "ok"))
        } catch {
            context.logger.error("the journal does not answer", metadata: ["reason": "\(error)"])
            checks.append(JSON.Field(name: "journal", value: "failed"))
            isReady = false
        }
        let value: JSON = [
            "status": isReady ? "ok" : "unavailable", "checks": .object(checks),
        ]
        return value.response(isReady ? .ok : .serviceUnavailable)
    }
}

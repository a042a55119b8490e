internal import Hummingbird
internal import Operations
internal import PluginHost

/// Serves the plugins of the installation: `/api/v1/plugins`, `/api/v1/plugin-sandbox`.
struct PluginController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let plugins = router.group("api/v1/plugins")
        plugins.get("", use: list)
        plugins.get(":id", use: one)
        plugins.post("reload", use: reload)
        plugins.post(":id/resume", use: resume)
        router.get("api/v1/plugin-sandbox", use: sandbox)
    }

    private var desk: PluginDesk { PluginDesk(services.dependencies.channels) }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        try request.part(of: try await desk.plugins(), cursor: \.listing.id).json(\.json).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let id = context.text("id")
        guard let found = try await desk.plugins().first(where: { $0.listing.id == id }) else {
            throw Problem.notFound
        }
        return found.json.response()
    }

    @Sendable
    private func reload(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try await desk.reload()
        return .done
    }

    @Sendable
    private func resume(_ request: Request, _ context: ServerContext) async throws -> Response {
        let actor = try context.requireCaller().actor
        guard try await desk.resume(context.text("id"), by: actor) else { throw Problem.notFound }
        return .done
    }

    @Sendable
    private func sandbox(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard let standing = try await desk.sandbox() else { throw Problem.notFound }
        return standing.json.response()
    }
}

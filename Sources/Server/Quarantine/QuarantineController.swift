internal import Engine
internal import Hummingbird
internal import Operations
internal import Store

/// Serves what was taken out of plugins' ways: `/api/v1/quarantine`.
struct QuarantineController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let quarantine = router.group("api/v1/quarantine")
        quarantine.get("", use: list)
        quarantine.get(":id", use: one)
        quarantine.delete(":id", use: drop)
        quarantine.post(":id/retry", use: retry)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let directory = await services.directory()
        let limit = try request.limit()
        var channel: ID<Engine.Channel>?
        if let text = request.query("channel") {
            guard let found = directory.channel(text) else { throw Refusal.notFound(.channel) }
            channel = found.id
        }
        let found = try await services.dependencies.channels.quarantined(
            of: channel,
            before: try request.cursor { ID($0) },
            limit: limit + 1
        )
        return page(
            found,
            limit: limit,
            next: { $0.id.description },
            { $0.json(directory) }
        ).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await input(context).detail(await services.directory()).response()
    }

    @Sendable
    private func retry(_ request: Request, _ context: ServerContext) async throws -> Response {
        let input = try await input(context)
        guard !input.isErased else { throw Problem.erasedInput }
        let actor = Actor.agent(try context.requireViewer().agent.id)
        guard
            try await services.dependencies.channels.retryQuarantined(input.id, by: actor)
        else { throw Problem.notFound }
        return .done
    }

    @Sendable
    private func drop(_ request: Request, _ context: ServerContext) async throws -> Response {
        let input = try await input(context)
        let actor = Actor.agent(try context.requireViewer().agent.id)
        guard
            try await services.dependencies.channels.dropQuarantined(input.id, by: actor)
        else { throw Problem.notFound }
        return .done
    }

    private func input(_ context: ServerContext) async throws -> HeldInput {
        let id = ID<HeldRequest>(context.text("id"))
        guard let id, let input = try await services.dependencies.channels.quarantined(id) else {
            throw Problem.notFound
        }
        return input
    }
}

extension Problem {
    /// What came is erased: there is nothing to try again.
    static let erasedInput = Problem(
        .conflict,
        "erased",
        detail: "what came is erased: it can only be dropped"
    )
}

internal import Engine
internal import Hummingbird

/// Serves one noun of the company's configuration.
struct ResourceController<Item: Resource>: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let items = router.group("api/v1/\(Item.path)")
        items.get("", use: list)
        items.post("", use: create)
        items.get(":id", use: one)
        items.patch(":id", use: change)
        items.delete(":id", use: remove)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let directory = await services.directory()
        let wanted = try Item.all(in: directory, for: viewer)
            .filter { try $0.isWanted(by: request, directory) }
        return try request.part(of: wanted, default: 200, cursor: \.key)
            .json { $0.json(directory) }.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let directory = await services.directory()
        return try item(context, directory).json(directory).response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(Item.Body.self, context)
        let item = try Item.make(body, await services.directory())
        return try await store(item, by: caller).response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(Item.Body.self, context)
        let directory = await services.directory()
        var item = try item(context, directory)
        try item.take(body, directory)
        return try await store(item, by: caller).response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        guard let removing = try item(context, await services.directory()).removing else {
            throw Problem.forbidden
        }
        try await services.configure(removing, by: caller)
        return .done
    }

    private func store(_ item: Item, by caller: Caller) async throws -> JSON {
        let stored = try await services.configure(item.storing, by: caller)
        let now = await services.directory()
        return (Item.read(stored) ?? item).json(now)
    }

    private func item(_ context: ServerContext, _ directory: Directory) throws -> Item {
        let viewer = try context.requireViewer()
        let text = context.text("id")
        let items = Item.all(in: directory, for: viewer)
        let found = items.first { $0.key == text } ?? items.first { $0.address == text }
        guard let found else { throw Refusal.notFound(Item.subject) }
        return found
    }
}

internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Serves templates of messages: `/api/v1/templates`.
struct TemplateController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let templates = router.group("api/v1/templates")
        templates.get("", use: list)
        templates.post("", use: create)
        templates.patch(":id", use: change)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        let directory = await services.directory()
        let channels = try request.channels(directory)
        let found = directory.templates.values.filter {
            channels.isEmpty || channels.contains($0.channel)
        }
        let value: JSON = ["items": .list(found) { $0.json(directory) }, "nextCursor": nil]
        return value.response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(TemplateRecord.self, context)
        let directory = await services.directory()
        guard let wanted = body.channel else {
            throw Problem.badRequest("missing", field: "channel")
        }
        guard let channel = directory.channel(wanted) else {
            throw Refusal.notFound(.channel)
        }
        guard let name = body.name, let text = body.body else {
            throw Problem.badRequest("missing", field: body.name == nil ? "name" : "body")
        }
        var template = MessageTemplate(
            id: .new,
            channel: channel.id,
            name: name,
            language: body.language ?? "pt_BR",
            body: text,
            state: body.state ?? .approved
        )
        let stored = try await services.configure(.template(template), by: caller)
        if case .template(let made) = stored { template = made }
        return template.json(directory).response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(TemplateRecord.self, context)
        let directory = await services.directory()
        let id: ID<MessageTemplate> = try context.id(of: .template)
        guard var template = directory.templates[id] else { throw Refusal.notFound(.template) }
        if let name = body.name { template.name = name }
        if let language = body.language { template.language = language }
        if let text = body.body { template.body = text }
        if let state = body.state { template.state = state }
        try await services.configure(.template(template), by: caller)
        return template.json(directory).response()
    }
}

private struct TemplateRecord: Decodable {
    var channel: String?
    var name: String?
    var language: String?
    var body: String?
    var state: MessageTemplate.State?
}

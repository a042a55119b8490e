internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Serves tags: `/api/v1/tags`.
struct TagController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let tags = router.group("api/v1/tags")
        tags.get("", use: list)
        tags.post("", use: create)
        tags.get(":id", use: one)
        tags.patch(":id", use: change)
        tags.delete(":id", use: remove)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        let tags = await services.directory().tags.values
        let value: JSON = ["items": .list(tags, \.json), "nextCursor": nil]
        return value.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        return try await tag(context).json.response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(TagRecord.self, context)
        guard let name = body.name else { throw Problem.badRequest("missing", field: "name") }
        var tag = Tag(
            id: .new,
            slug: body.slug ?? Slug.make(of: name),
            name: name,
            isPublished: body.published ?? true
        )
        if case .tag(let stored) = try await services.configure(.tag(tag), by: caller) {
            tag = stored
        }
        return tag.json.response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(TagRecord.self, context)
        var tag = try await tag(context)
        if let slug = body.slug { tag.slug = slug }
        if let name = body.name { tag.name = name }
        if let published = body.published { tag.isPublished = published }
        try await services.configure(.tag(tag), by: caller)
        return tag.json.response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        try await services.configure(.removeTag(tag(context).id), by: caller)
        return .done
    }

    private func tag(_ context: ServerContext) async throws -> Tag {
        guard let tag = await services.directory().tag(context.text("id")) else {
            throw Refusal.notFound(.tag)
        }
        return tag
    }
}

private struct TagRecord: Decodable {
    var slug: String?
    var name: String?
    var published: Bool?
}

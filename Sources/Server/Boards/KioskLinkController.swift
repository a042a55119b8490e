internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Store

/// Serves the links by which screens show a board without a login: `/api/v1/boards/{slug}/links`.
///
/// A link shows what its maker may see. Everyone has their own; an administrator ends any.
struct KioskLinkController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let links = router.group("api/v1/boards/:slug/links")
        links.get("", use: list)
        links.post("", use: create)
        links.delete(":id", use: revoke)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let links = try await services.kioskLinks(to: try await board(context, viewer), for: viewer)
        let directory = await services.directory()
        return try request.part(of: links) { String($0.id) }
            .json { $0.json(directory) }.response()
    }

    /// Makes a link; its key is in this answer and nowhere else.
    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let slug = try await board(context, viewer)
        let body = try await request.json(LinkBody.self, context)
        let end = try body.expiresAt.map { text in
            guard let moment = Timestamp(text, zone: context.timeZone), services.now() < moment
            else { throw Problem.badRequest("a moment to come", field: "expiresAt") }
            return moment
        }
        let made = try await services.accounts.addKioskLink(
            to: slug,
            viewer: viewer.agent.id,
            name: body.name,
            showsNames: body.showsNames ?? false,
            expiresAt: end,
            at: services.now()
        )
        return made.link.json(await services.directory())
            .adding([
                "key": .text(made.secret),
                "url": .text("/boards/\(slug.percentEncoded)?key=\(made.secret)"),
            ])
            .response(.created)
    }

    /// Ends a link; what it shows ends at once.
    @Sendable
    private func revoke(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let slug = try await board(context, viewer)
        let links = try await services.kioskLinks(to: slug, for: viewer)
        guard let id = Int64(context.text("id")), links.contains(where: { $0.id == id }) else {
            throw Problem.notFound
        }
        _ = try await services.accounts.revokeKioskLink(id, at: services.now())
        return .done
    }

    private func board(_ context: ServerContext, _ viewer: Viewer) async throws -> String {
        let slug = context.text("slug")
        guard try await services.dependencies.boards.board(named: slug, for: viewer) != nil else {
            throw Problem.notFound
        }
        return slug
    }
}

extension Services {
    /// The links to a board that have not ended: a person's own, or all for an administrator.
    func kioskLinks(to board: String, for viewer: Viewer) async throws -> [KioskLink] {
        let now = now()
        return try await accounts.kioskLinks(to: board).filter { link in
            link.revokedAt == nil && link.expiresAt.map { $0 > now } ?? true
                && (viewer.administers || link.viewer == viewer.agent.id)
        }
    }
}

private struct LinkBody: Decodable {
    var name: String
    var showsNames: Bool?
    var expiresAt: String?
}

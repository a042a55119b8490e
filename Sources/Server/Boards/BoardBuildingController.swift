internal import Engine
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import Rendering
internal import Store

/// Serves what is done with boards that people build: `/api/v1/boards`.
///
/// Supervisors build boards of their own; administrators change anybody's.
struct BoardBuildingController: Sendable {
    let services: Services

    private var desk: BoardDesk { services.dependencies.boards }

    func add(to router: RouterGroup<ServerContext>) {
        let boards = router.group("api/v1/boards")
        boards.post("", use: create)
        boards.post("preview", use: preview)
        boards.get(":slug/definition", use: definition)
        boards.patch(":slug", use: change)
        boards.delete(":slug", use: remove)
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let body = try await request.json(BoardBody.self, context)
        let board = try await building {
            try await desk.add(
                BoardPlan(title: body.name ?? "", widgets: body.widgets ?? []),
                slug: body.slug,
                isShared: body.isShared ?? false,
                by: viewer
            )
        }
        return board.definition(for: viewer, await services.directory()).response(.created)
    }

    /// Draws a board that is not kept, so that its builder sees what it will be.
    @Sendable
    private func preview(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let body = try await request.json(BoardBody.self, context)
        let shape = try BoardShape(request)
        let plan = BoardPlan(title: body.name ?? "", widgets: body.widgets ?? [])
        return try await services.reporting {
            let picture = try await building {
                try await desk.preview(plan, shape: shape, viewer: viewer)
            }
            return Response(
                status: .ok,
                headers: [.contentType: "image/png", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture.bytes))
            )
        }
    }

    @Sendable
    private func definition(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        guard let board = try await desk.board(named: context.text("slug"), for: viewer) else {
            throw Problem.notFound
        }
        return board.definition(for: viewer, await services.directory()).response()
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let slug = context.text("slug")
        let old = try await building { try await desk.changeable(slug, by: viewer) }
        let body = try await request.json(BoardBody.self, context)
        let kept = BoardDesk.plan(of: old)
        let plan = BoardPlan(
            title: body.name ?? old.title,
            widgets: body.widgets ?? kept?.widgets ?? []
        )
        let board = try await building {
            try await desk.change(
                slug,
                to: plan,
                isShared: body.isShared ?? old.isShared,
                by: viewer
            )
        }
        return board.definition(for: viewer, await services.directory()).response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let slug = context.text("slug")
        try await building { try await desk.remove(slug, by: viewer) }
        return .done
    }

    private func building<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let error as BoardError {
            throw Problem(error)
        }
    }
}

private struct BoardBody: Decodable {
    var name: String?
    var slug: String?
    var isShared: Bool?
    var widgets: [BoardWidget]?
}

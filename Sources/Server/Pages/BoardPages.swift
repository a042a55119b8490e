internal import Engine
internal import Hummingbird
internal import Operations
internal import Store
internal import Templates

/// Shows the boards, and each as a page for a screen on a wall: `/boards`, `/boards/:slug`.
struct BoardPages: Sendable {
    let services: Services
    let writer: PageWriter

    /// How many seconds lie between two pictures of a screen.
    private static let pause = 5

    func add(to router: RouterGroup<ServerContext>) {
        router.get("boards", use: list)
        router.get("boards/:slug", use: screen)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.supervises)
        let boards = try await services.dependencies.boards.list()
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "boards": .list(boards) { ["slug": .text($0.slug), "name": .text($0.title)] },
        ]
        return try writer.page("boards", facts, context)
    }

    /// Shows the picture alone; a kiosk link's key goes on to the picture's address.
    @Sendable
    private func screen(_ request: Request, _ context: ServerContext) async throws -> Response {
        let slug = context.text("slug")
        let watcher = try await services.watcher(of: slug, request, context)
        let boards = try await services.dependencies.boards.list()
        guard let board = boards.first(where: { $0.slug == slug }) else { throw Problem.notFound }
        let key = request.query("key").map { "?key=" + $0.percentEncoded } ?? ""
        let facts: PageFacts = [
            "slug": .text(slug),
            "name": .text(board.title),
            "picture": .text("/boards/" + slug.percentEncoded + ".png" + key),
            "seconds": .integer(Self.pause),
            "isKiosk": .flag(watcher.isKiosk),
        ]
        return try writer.page("board", facts, context)
    }
}

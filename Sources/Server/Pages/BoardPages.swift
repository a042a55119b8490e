internal import Engine
internal import Hummingbird
internal import Operations
internal import OrderedCollections
internal import Store
internal import Templates

/// Shows the boards, and each as a page for a screen on a wall: `/boards`, `/boards/:slug`; where
/// a board is built, and where the links to it are: `/boards/new`, `/boards/:slug/edit`,
/// `/boards/:slug/links`.
struct BoardPages: Sendable {
    let services: Services
    let writer: PageWriter

    /// How many seconds a screen waits for another picture before it asks again.
    private static let wait = 25

    func add(to router: RouterGroup<ServerContext>) {
        router.get("boards", use: list)
        router.get("boards/new", use: create)
        router.get("boards/:slug", use: screen)
        router.get("boards/:slug/edit", use: edit)
        router.get("boards/:slug/links", use: links)
    }

    private var desk: BoardDesk { services.dependencies.boards }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.watchesBoards)
        let boards = try await desk.list(for: caller.viewer)
        let directory = await services.directory()
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "boards": .list(boards) { board in
                [
                    "slug": .text(board.slug), "name": .text(board.title),
                    "isReady": .flag(board.owner == nil), "isShared": .flag(board.isShared),
                    "owner": .text(board.owner.flatMap { directory.agents[$0]?.name }),
                    "mayEdit": .flag(BoardDesk.may(caller.viewer, change: board)),
                ]
            },
        ]
        return try writer.page("boards", facts, context)
    }

    /// Shows the picture alone; a kiosk link's key goes on to the picture's address.
    @Sendable
    private func screen(_ request: Request, _ context: ServerContext) async throws -> Response {
        let slug = context.text("slug")
        let watcher = try await services.watcher(of: slug, request, context)
        guard let board = try await desk.board(named: slug, for: watcher.viewer) else {
            throw Problem.notFound
        }
        let key = request.query("key").map { "?key=" + $0.percentEncoded } ?? ""
        let facts: PageFacts = [
            "slug": .text(slug),
            "name": .text(board.title),
            "picture": .text("/boards/" + slug.percentEncoded + ".png" + key),
            "seconds": .integer(Self.wait),
            "isKiosk": .flag(watcher.isKiosk),
        ]
        return try writer.page("board", facts, context)
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await builder(of: nil, context)
    }

    @Sendable
    private func edit(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.watchesBoards)
        let slug = context.text("slug")
        guard let board = try await desk.board(named: slug, for: caller.viewer) else {
            throw Problem.notFound
        }
        guard BoardDesk.may(caller.viewer, change: board) else { throw Problem.forbidden }
        return try await builder(of: board, context)
    }

    private func builder(
        of board: BoardDefinition?,
        _ context: ServerContext
    ) async throws -> Response {
        let caller = try context.require(\.watchesBoards)
        let viewer = caller.viewer
        let directory = await services.directory()
        let language = context.language
        let plan = board.flatMap(BoardDesk.plan)
        let teams = directory.teams.values.filter { viewer.teams.contains($0.id) }
        let channels = directory.channels.values.filter { viewer.teams.contains($0.team) }
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "isNew": .flag(board == nil),
            "name": .text(board?.title ?? ""),
            "isShared": .flag(board?.isShared ?? false),
            "board": .record([
                "slug": .text(board?.slug ?? ""),
                "widgets": .list(plan?.widgets ?? []) { $0.facts },
                "metrics": .list(BoardMetrics.all) { metric in
                    [
                        "id": .text(metric.id), "unit": .text(metric.unit.rawValue),
                        "name": .text(metric.name.text(in: language)),
                        "definition": .text(metric.definition.text(in: language)),
                    ]
                },
                "teams": .list(teams) { ["id": .text($0.slug), "name": .text($0.name)] },
                "channels": .list(channels) { ["id": .text($0.slug), "name": .text($0.name)] },
            ]),
        ]
        return try writer.page("board-builder", facts, context)
    }

    @Sendable
    private func links(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.watchesBoards)
        let slug = context.text("slug")
        guard let board = try await desk.board(named: slug, for: caller.viewer) else {
            throw Problem.notFound
        }
        let links = try await services.kioskLinks(to: slug, for: caller.viewer)
        let directory = await services.directory()
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "slug": .text(slug),
            "name": .text(board.title),
            "links": .list(links) { link in
                [
                    "id": .text(String(link.id)), "name": .text(link.name),
                    "viewer": .text(directory.agents[link.viewer]?.name ?? ""),
                    "showsNames": .flag(link.showsNames),
                    "createdAt": .moment(milliseconds: link.createdAt.milliseconds),
                    "expiresAt": link.expiresAt.map {
                        PageFact.moment(milliseconds: $0.milliseconds)
                    }
                        ?? PageFact.none,
                ]
            },
        ]
        return try writer.page("board-links", facts, context)
    }
}

extension Viewer {
    fileprivate var watchesBoards: Bool { may(.boards) }
}

extension BoardWidget {
    /// The widget as the builder's script reads it.
    fileprivate var facts: PageFacts {
        [
            "type": .text(type.rawValue), "column": .integer(column), "row": .integer(row),
            "width": .integer(width), "height": .integer(height), "title": .text(title),
            "metric": .text(metric), "team": .text(team), "channel": .text(channel),
            "warning": warning.map { PageFact.number($0) } ?? PageFact.none,
            "critical": critical.map { PageFact.number($0) } ?? PageFact.none,
            "symbol": .text(symbol),
            "chart": .text(chart?.rawValue), "text": .text(text),
        ]
    }
}

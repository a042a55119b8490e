internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import OrderedCollections
internal import Rendering
internal import Store

/// Serves boards: their figures, and their pictures for screens without a browser.
struct BoardController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("api/v1/boards", use: list)
        router.get("api/v1/boards/:slug", use: figures)
        router.get("boards/{slug}.png", use: picture)
        router.get("boards/{slug}.pdf", use: paper)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let boards = try await services.dependencies.boards.list(for: viewer)
        let directory = await services.directory()
        return try request.part(of: boards, cursor: \.slug)
            .json { $0.json(for: viewer, directory) }.response()
    }

    @Sendable
    private func figures(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let slug = context.text("slug")
        guard let board = try await services.dependencies.boards.board(named: slug, for: viewer)
        else { throw Problem.notFound }
        let now = services.now()
        let degraded = await services.dependencies.channels.degraded()
        let (live, directory) = await services.switchboard.read { floor in
            (floor.liveFigures(for: viewer, at: now, degraded: degraded), Directory(floor))
        }
        let midnight = directory.midnight(of: now)
        let today = try await services.figures.figures(
            from: midnight,
            to: now,
            by: .total,
            for: viewer
        )
        let byTeam = try await services.figures.figures(
            from: midnight,
            to: now,
            by: .team,
            for: viewer
        )
        let teams = directory.teams.values.filter { viewer.teams.contains($0.id) }
        let value: JSON = [
            "slug": .text(board.slug), "name": .text(board.title), "asOf": .text(now.text),
            "live": live.json, "today": (today[.total] ?? PeriodFigures()).json,
            "byTeam": .list(teams) { team in
                let head: JSON = ["team": directory.reference(team.id)]
                return head.adding((byTeam[.team(team.id)] ?? PeriodFigures()).json)
            },
        ]
        return value.response()
    }

    /// Draws a board: now, when it has changed, or again and again.
    @Sendable
    private func picture(_ request: Request, _ context: ServerContext) async throws -> Response {
        let slug = context.text("slug")
        let watcher = try await services.watcher(of: slug, request, context)
        let shape = try BoardShape(request)
        let patience = try request.patience()
        try services.boardSeats.note(shape, for: watcher)
        let watch = BoardWatch(
            services: services,
            slug: slug,
            proof: try BoardProof(request),
            watcher: watcher,
            shape: shape,
            clock: services.dependencies.clock
        )
        if let asked = request.query("stream"), asked != "0" {
            return try await services.reporting { try await watch.stream() }
        }
        let known = request.headers[.ifNoneMatch]
        return try await services.reporting {
            Self.answer(try await watch.picture(otherThan: known, within: patience), known)
        }
    }

    private static func answer(_ picture: PngPicture, _ known: String?) -> Response {
        let tag = picture.entityTag
        let headers: HTTPFields = [
            .contentType: "image/png", .eTag: tag, .cacheControl: "private, no-cache",
        ]
        if known?.contains(tag) == true {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture.bytes))
        )
    }

    @Sendable
    private func paper(_ request: Request, _ context: ServerContext) async throws -> Response {
        let slug = context.text("slug")
        let watcher = try await services.watcher(of: slug, request, context)
        let shape = try BoardShape(request)
        try services.boardSeats.note(shape, for: watcher)
        return try await services.reporting {
            let report = try await services.dependencies.boards.pdf(
                slug,
                shape: shape,
                viewer: watcher.viewer,
                showsNames: watcher.showsNames
            )
            return try services.send(report, named: slug, request)
        }
    }
}

extension PngPicture {
    /// The value of an `ETag` header.
    var entityTag: String { "\"" + etag + "\"" }
}

extension Directory {
    /// The first moment of the company's day that a moment is in.
    func midnight(of now: Timestamp) -> Timestamp {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: company.timeZone) ?? .gmt
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let start = calendar.startOfDay(for: date).timeIntervalSince1970
        return Timestamp(milliseconds: Int64((start * 1_000).rounded()))
    }
}

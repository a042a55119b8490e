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
        try context.require(\.supervises)
        let boards = try await services.dependencies.boards.list()
        let value: JSON = [
            "items": .list(boards) { ["slug": .text($0.slug), "name": .text($0.title)] },
            "nextCursor": nil,
        ]
        return value.response()
    }

    @Sendable
    private func figures(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.require(\.supervises).viewer
        let slug = context.text("slug")
        let boards = try await services.dependencies.boards.list()
        guard let board = boards.first(where: { $0.slug == slug }) else { throw Problem.notFound }
        let now = services.now()
        let (live, directory) = await services.switchboard.read { floor in
            (floor.liveFigures(for: viewer, at: now), Directory(floor))
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

    @Sendable
    private func picture(_ request: Request, _ context: ServerContext) async throws -> Response {
        let slug = context.text("slug")
        let watcher = try await services.watcher(of: slug, request, context)
        let shape = try BoardShape(request)
        return try await services.reporting {
            let picture = try await services.dependencies.boards.picture(
                slug,
                shape: shape,
                viewer: watcher.viewer,
                isKiosk: watcher.isKiosk
            )
            return Self.answer(picture, request)
        }
    }

    private static func answer(_ picture: PngPicture, _ request: Request) -> Response {
        let tag = "\"" + picture.etag + "\""
        let headers: HTTPFields = [
            .contentType: "image/png", .eTag: tag, .cacheControl: "private, no-cache",
        ]
        if request.headers[.ifNoneMatch]?.contains(tag) == true {
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
        return try await services.reporting {
            let report = try await services.dependencies.boards.pdf(
                slug,
                shape: shape,
                viewer: watcher.viewer,
                isKiosk: watcher.isKiosk
            )
            return try await services.send(report, named: slug, request, context)
        }
    }
}

/// Is whoever looks at a board: a person, or a screen with a kiosk link.
struct BoardWatcher: Sendable {
    /// What may be seen.
    let viewer: Viewer

    /// Whether it is a screen, to which no contact's name is shown.
    let isKiosk: Bool
}

extension Services {
    /// Finds out who looks at a board: by login or token, or by the `key` of a kiosk link to it.
    ///
    /// - Throws: `Problem.unauthenticated` for nobody, `Problem.forbidden` for who watches nothing.
    func watcher(
        of slug: String,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> BoardWatcher {
        if let key = request.query("key") {
            guard let link = try await accounts.kioskLink(key), link.board == slug,
                let viewer = await viewer(of: link.viewer), viewer.supervises
            else { throw Problem.unauthenticated }
            return BoardWatcher(viewer: viewer, isKiosk: true)
        }
        return BoardWatcher(
            viewer: try context.require(\.supervises).viewer,
            isKiosk: false
        )
    }
}

extension BoardShape {
    /// Reads `size`, `scale` and `theme` of a request.
    fileprivate init(_ request: Request) throws {
        self.init()
        if let size = request.query("size") {
            let parts = size.split(separator: "x").compactMap { Int($0) }
            guard parts.count == 2, parts.allSatisfy((160...7_680).contains) else {
                throw Problem.badRequest("WIDTHxHEIGHT, each 160 to 7680", field: "size")
            }
            (width, height) = (parts[0], parts[1])
        }
        if let text = request.query("scale") {
            guard let scale = Double(text), (0.25...4).contains(scale) else {
                throw Problem.badRequest("0.25 to 4", field: "scale")
            }
            self.scale = scale
        }
        guard Double(width) * Double(height) * scale * scale <= 34_000_000 else {
            throw Problem.badRequest("at most 34 million pixels", field: "size")
        }
        if let text = request.query("theme") {
            guard let theme = BoardTheme(rawValue: text) else {
                throw Problem.badRequest("dark or light", field: "theme")
            }
            self.theme = theme
        }
    }
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

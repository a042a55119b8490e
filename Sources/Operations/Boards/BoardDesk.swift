public import Engine
internal import Foundation
internal import Paper
internal import PluginHost
public import Rendering
public import ServiceLifecycle
public import Store
internal import Synchronization

/// Draws wallboards, once for everyone who sees the same.
///
/// A picture is made anew when something happened, at most four times a second, and every second
/// otherwise, since waiting times pass.
public final class BoardDesk: Service {
    let boards: Boards
    let reports: ReportDesk
    private let shelf = BoardShelf<PngPicture>()
    private let lastGood = LastGood()
    // What is drawn for one person alone must not keep the walls waiting.
    private let turnstile = Turnstile(limit: 2, queue: 16)
    private let commits = Atomic<Int64>(0)

    /// Creates a desk.
    public init(boards: Boards, reports: ReportDesk) {
        self.boards = boards
        self.reports = reports
    }

    /// Hears what happens until the server stops, so that pictures are made anew in time.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for await batch in self.reports.switchboard.subscribe() {
                    self.commits.add(Int64(batch.count), ordering: .relaxed)
                }
            }
        }
    }

    /// How much has happened: pictures may differ once it is another number.
    public var version: Int64 { commits.load(ordering: .relaxed) }

    /// Notes that a board's definition changed.
    func changed() { commits.add(1, ordering: .relaxed) }

    /// Lists all boards: the ready ones, then those that people built.
    public func list() async throws -> [BoardDefinition] {
        let built = try await boards.all().filter { !Self.isReady($0.slug) }
        return BoardDefinition.ready + built
    }

    /// Lists the boards that a person sees.
    public func list(for viewer: Viewer) async throws -> [BoardDefinition] {
        try await list().filter { Self.may(viewer, see: $0) }
    }

    /// Finds a board that a person sees; `nil` when there is none.
    public func board(named slug: String, for viewer: Viewer) async throws -> BoardDefinition? {
        let ready = BoardDefinition.ready.first { $0.slug == slug }
        let stored = ready == nil ? try await boards.board(slug) : nil
        guard let board = ready ?? stored, Self.may(viewer, see: board) else { return nil }
        return board
    }

    static func isReady(_ slug: String) -> Bool {
        BoardDefinition.ready.contains { $0.slug == slug }
    }

    private static func may(_ viewer: Viewer, see board: BoardDefinition) -> Bool {
        board.owner == nil || board.isShared || viewer.administers
            || board.owner == viewer.agent.id
    }

    /// Draws a board as a viewer may see it, with or without names of contacts.
    ///
    /// When the data cannot be read, the last picture is drawn again, marked as stale.
    ///
    /// - Throws: `ReportError`, or `CancellationError` when the caller gave up.
    public func picture(
        _ slug: String,
        shape: BoardShape = BoardShape(),
        viewer: Viewer,
        showsNames: Bool = true
    ) async throws -> PngPicture {
        let board = try await board(slug, for: viewer)
        let key = BoardShelf<PngPicture>.Key(
            board: slug,
            teams: viewer.teams,
            shape: shape,
            language: viewer.agent.language,
            showsNames: showsNames
        )
        let edition = BoardShelf<PngPicture>.Edition(
            version: version,
            at: reports.clock.now()
        )
        do {
            return try await shelf.picture(key, now: edition) { [self] in
                try await draw(board, key, shape, viewer, showsNames: showsNames)
            }
        } catch {
            throw reports.translated(error, of: slug)
        }
    }

    private func draw(
        _ board: BoardDefinition,
        _ key: BoardShelf<PngPicture>.Key,
        _ shape: BoardShape,
        _ viewer: Viewer,
        showsNames: Bool
    ) async throws -> PngPicture {
        let now = reports.clock.now()
        do {
            let (_, request) = try await write(board, shape, viewer, showsNames: showsNames)
            let picture = try await reports.rendering.board(request)
            lastGood.keep(request, of: key, definition: board, at: now)
            return picture
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            guard let stale = lastGood.request(key, definition: board, at: now) else { throw error }
            return try await reports.rendering.board(stale)
        }
    }

    /// Draws a plan that is not kept, for whoever builds it.
    ///
    /// - Throws: `BoardError.problems`, `ReportError`, or `CancellationError`.
    public func preview(
        _ plan: BoardPlan,
        shape: BoardShape,
        viewer: Viewer
    ) async throws -> PngPicture {
        try await check(plan, for: viewer)
        let board = BoardDefinition(
            slug: "preview-\(viewer.agent.id)",
            title: plan.title,
            report: BoardDefinition.operation.report,
            parameters: try plan.json()
        )
        do {
            return try await turnstile.pass {
                let (_, request) = try await write(board, shape, viewer, showsNames: true)
                return try await reports.rendering.board(request)
            }
        } catch {
            throw reports.translated(error, of: plan.title)
        }
    }

    /// Draws a board as a PDF of one page.
    ///
    /// - Throws: `ReportError`, or `CancellationError` when the caller gave up.
    public func pdf(
        _ slug: String,
        shape: BoardShape = BoardShape(),
        viewer: Viewer,
        showsNames: Bool = true
    ) async throws -> FinishedReport {
        let board = try await board(slug, for: viewer)
        let file = FileManager.default.temporaryDirectory
            .appending(path: "conecta-\(UUID().uuidString).pdf")
        do {
            return try await turnstile.pass {
                let (info, request) = try await write(board, shape, viewer, showsNames: showsNames)
                let paper = try await reports.rendering.boardPdf(request, info: info, to: file)
                var report = FinishedReport(
                    title: info.title,
                    format: .pdf,
                    contentHash: paper.contentHash
                )
                report.pages = paper.pages
                report.body = .file(file)
                return report
            }
        } catch {
            throw reports.translated(error, of: slug)
        }
    }

    private func board(_ slug: String, for viewer: Viewer) async throws -> BoardDefinition {
        guard viewer.supervises else { throw ReportError.forbidden }
        guard let board = try await board(named: slug, for: viewer) else {
            throw ReportError.unknown(slug)
        }
        return board
    }

    /// Lets the board's report write it for whoever sees the same teams.
    private func write(
        _ board: BoardDefinition,
        _ shape: BoardShape,
        _ viewer: Viewer,
        showsNames: Bool
    ) async throws -> (info: DocumentInfo, request: BoardRequest) {
        let now = reports.clock.now()
        let company = await reports.switchboard.read { $0.company }
        let language = Language(tag: viewer.agent.language) ?? .portuguese
        let zone = TimeZone(identifier: company.timeZone) ?? .gmt
        let data = try await reports.room.data(
            for: Self.anyone(like: viewer),
            at: now,
            showsNames: showsNames,
            hidesIdentities: !showsNames
        )
        let request = ReportRequest(
            format: .png,
            language: language,
            timeZone: zone.identifier,
            parameters: board.parameters,
            company: company.name,
            width: Double(shape.width),
            height: Double(shape.height),
            scale: shape.scale,
            isDark: shape.theme == .dark && shape.palette == nil
        )
        var info = DocumentInfo(title: board.title, author: company.name, language: language)
        info.dataAsOf = now.milliseconds
        let sink = BoardSink(info, ruler: reports.ruler)
        try await reports.plugins.openReport(board.report)
            .render(request, data: data, into: sink)
        let result = sink.result
        let picture = BoardRequest(
            key: "\(board.slug)/\(viewer.teams)/\(showsNames)/\(language.rawValue)",
            blocks: shape.palette.map { $0.plain(result.blocks) } ?? result.blocks,
            width: shape.width,
            height: shape.height,
            scale: shape.scale,
            theme: shape.palette.map(Theme.panel)
                ?? ReportDesk.theme(of: company, isDark: shape.theme == .dark),
            wording: Paper.Wording(language: language, zone: zone),
            palette: shape.palette,
            turn: shape.turn
        )
        return (result.info, picture)
    }

    /// A viewer of the same teams who is nobody, so that one picture serves all of them.
    private static func anyone(like viewer: Viewer) -> Viewer {
        Viewer(
            Agent(id: .new, email: "", name: "", role: .supervisor, scope: viewer.teams)
        )
    }
}

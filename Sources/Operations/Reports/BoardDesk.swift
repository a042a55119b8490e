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
    private let boards: Boards
    private let reports: ReportDesk
    private let shelf = BoardShelf<PngPicture>()
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

    /// Lists the boards.
    public func list() async throws -> [BoardDefinition] {
        try await boards.all()
    }

    /// Draws a board as a viewer may see it; a kiosk shows no names of contacts.
    ///
    /// - Throws: `ReportError`, or `CancellationError` when the caller gave up.
    public func picture(
        _ slug: String,
        shape: BoardShape = BoardShape(),
        viewer: Viewer,
        isKiosk: Bool = false
    ) async throws -> PngPicture {
        let board = try await board(slug, for: viewer)
        let key = BoardShelf<PngPicture>.Key(
            board: slug,
            teams: viewer.teams,
            shape: shape,
            language: viewer.agent.language,
            showsNames: !isKiosk
        )
        let edition = BoardShelf<PngPicture>.Edition(
            version: commits.load(ordering: .relaxed),
            at: reports.clock.now()
        )
        do {
            return try await shelf.picture(key, now: edition) { [self] in
                let (_, request) = try await write(board, shape, viewer, showsNames: !isKiosk)
                return try await reports.rendering.board(request)
            }
        } catch {
            throw reports.translated(error, of: slug)
        }
    }

    /// Draws a board as a PDF of one page.
    ///
    /// - Throws: `ReportError`, or `CancellationError` when the caller gave up.
    public func pdf(
        _ slug: String,
        shape: BoardShape = BoardShape(),
        viewer: Viewer,
        isKiosk: Bool = false
    ) async throws -> FinishedReport {
        let board = try await board(slug, for: viewer)
        let file = FileManager.default.temporaryDirectory
            .appending(path: "conecta-\(UUID().uuidString).pdf")
        do {
            let (info, request) = try await write(board, shape, viewer, showsNames: !isKiosk)
            let paper = try await reports.rendering.boardPdf(request, info: info, to: file)
            var report = FinishedReport(
                title: info.title,
                format: .pdf,
                contentHash: paper.contentHash
            )
            report.pages = paper.pages
            report.body = .file(file)
            return report
        } catch {
            throw reports.translated(error, of: slug)
        }
    }

    private func board(_ slug: String, for viewer: Viewer) async throws -> BoardDefinition {
        guard viewer.supervises else { throw ReportError.forbidden }
        guard let board = try await boards.board(slug) else { throw ReportError.unknown(slug) }
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
            isDark: shape.theme == .dark
        )
        var info = DocumentInfo(title: board.title, author: company.name, language: language)
        info.dataAsOf = now.milliseconds
        let sink = BoardSink(info, ruler: reports.ruler)
        try await reports.plugins.openReport(board.report)
            .render(request, data: data, into: sink)
        let result = sink.result
        let picture = BoardRequest(
            key: "\(board.slug)/\(viewer.teams)/\(showsNames)/\(language.rawValue)",
            blocks: result.blocks,
            width: shape.width,
            height: shape.height,
            scale: shape.scale,
            theme: shape.theme == .dark ? .dark : .light,
            wording: Paper.Wording(language: language, zone: zone)
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

extension BoardDefinition {
    /// The board that every installation begins with.
    public static let operation = BoardDefinition(
        slug: "operacao",
        title: "Operação",
        report: "wallboard"
    )
}

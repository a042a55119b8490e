internal import Engine
internal import Hummingbird
internal import Operations
internal import Store
internal import Templates

/// Shows the list of exports alone, for its updates, and takes its forms: `/reports/exports`.
struct ExportForms: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("reports/exports", use: show)
        router.post("reports/exports/:id/cancel", use: cancel)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.exportsReports)
        let facts = try await services.exportFacts(caller, context)
        return try writer.fragment("export-list", facts, context)
    }

    @Sendable
    private func cancel(_ request: Request, _ context: ServerContext) async throws -> Response {
        try context.require(\.exportsReports)
        let export = try await services.export(context)
        try await services.post().exports.cancel(export.number)
        return .redirect(to: "/reports")
    }
}

extension Viewer {
    /// Whether the person has reports made in the background, and sent.
    var exportsReports: Bool { readsReports && may(.exports) }
}

extension Services {
    /// The facts of a person's list of exports.
    func exportFacts(_ caller: Caller, _ context: ServerContext) async throws -> PageFacts {
        var exports: [Export] = []
        if caller.viewer.exportsReports, let post = dependencies.post {
            exports = try await post.exports.list(for: caller.viewer, limit: 30)
        }
        return [
            "csrf": .text(context.csrfToken),
            "isBusy": .flag(exports.contains { !$0.state.isOver }),
            "exports": .list(exports) { facts(of: $0, for: caller.viewer) },
        ]
    }

    private func facts(of export: Export, for viewer: Viewer) -> PageFacts {
        let progress = dependencies.post?.exports.progress(of: export.number)
        let isDone = export.state == .done
        return [
            "id": .text(String(export.number)),
            "title": .text(export.title),
            "state": .text(export.state.rawValue),
            "at": .moment(milliseconds: export.createdAt.milliseconds),
            "until": isDone
                ? export.expiresAt.map { .moment(milliseconds: $0.milliseconds) } ?? .none : .none,
            "step": .text(progress?.step.rawValue),
            "rows": .integer(Int(clamping: progress?.rows ?? 0)),
            "total": progress?.total.map { .integer(Int(clamping: $0)) } ?? .none,
            "problem": .text(export.problem?.code.rawValue),
            "detail": .text(export.problem?.detail ?? ""),
            "isWithheld": .flag(export.isWithheld(from: viewer)),
            "isScheduled": .flag(export.run != nil),
            "files": .list(export.files) { file in
                [
                    "format": .text(file.format), "name": .text(file.format.uppercased()),
                    "size": .integer(Int(clamping: file.size)), "pages": .integer(file.pages),
                    "hash": .text(file.contentHash),
                ]
            },
        ]
    }
}

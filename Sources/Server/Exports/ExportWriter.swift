internal import Engine
internal import Operations
internal import Paper
internal import Store

/// Writes exports for the API, with the names and words of one moment and language.
struct ExportWriter: Sendable {
    let directory: Directory
    let post: ReportPost
    let viewer: Viewer
    let language: Language

    /// The export as the API shows it.
    func json(_ export: Export) -> JSON {
        let owner = export.owner
        let value: JSON = [
            "id": .text(String(export.number)), "report": .text(export.order.report),
            "title": .text(export.title),
            "formats": .list(export.order.formats) { .text($0) },
            "parameters": JSON(parsing: export.order.parameters) ?? .null,
            "language": .text(export.order.language), "timeZone": .text(export.order.zone),
            "privacy": .bool(export.order.isPrivate), "paper": .text(export.order.paper),
            "state": .text(export.state.rawValue),
            "owner": directory.reference(owner),
            "createdAt": .text(export.createdAt.text), "startedAt": .text(export.startedAt?.text),
            "finishedAt": .text(export.finishedAt?.text),
            "expiresAt": .text(export.expiresAt?.text), "attempts": .count(export.attempts),
        ]
        return value.adding([
            "progress": progress(export), "error": problem(export.problem),
            "files": .list(export.files) { file(export, $0) },
            "isWithheld": .bool(export.isWithheld(from: viewer)),
            "run": export.run.map { .text(String($0)) } ?? .null,
        ])
    }

    /// Why something was not made, as the API shows it.
    func problem(_ problem: ExportProblem?) -> JSON {
        guard let problem else { return .null }
        return [
            "code": .text(problem.code.rawValue),
            "text": .text(
                post.words.text("exports.problem.\(problem.code.rawValue)", in: language)
            ),
            "detail": .nonEmpty(problem.detail),
        ]
    }

    private func progress(_ export: Export) -> JSON {
        guard export.state == .running, let now = post.exports.progress(of: export.number) else {
            return .null
        }
        return [
            "step": .text(now.step.rawValue), "format": .text(now.format),
            "rows": .integer(now.rows), "of": now.total.map { .integer($0) } ?? .null,
        ]
    }

    private func file(_ export: Export, _ file: Export.File) -> JSON {
        let isThere = export.state == .done && !export.isWithheld(from: viewer)
        let address = "/api/v1/exports/\(export.number)/file?format=\(file.format)"
        return [
            "format": .text(file.format), "size": .integer(file.size),
            "pages": .count(file.pages), "contentHash": .text(file.contentHash),
            "url": isThere ? .text(address) : .null,
        ]
    }
}

extension Services {
    /// What writes exports for whoever asks.
    func exportWriter(_ context: ServerContext) async throws -> ExportWriter {
        ExportWriter(
            directory: await directory(),
            post: try post(),
            viewer: try context.requireViewer(),
            language: context.spoken
        )
    }
}

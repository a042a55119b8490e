internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Operations

/// Serves reports: what there is, and each as PDF, PNG, CSV or HTML.
struct ReportController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("api/v1/reports", use: list)
        router.get("api/v1/reports/:id", use: one)
        for format in DocumentFormat.allCases {
            router.get("reports/{id}.\(format.rawValue)") { request, context in
                try await make(format, request, context)
            }
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let reports = await services.dependencies.reports.list(in: context.spoken)
        return try request.part(of: reports, cursor: \.id).json(\.json).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await listing(context.text("id"), context).json.response()
    }

    private func make(
        _ format: DocumentFormat,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> Response {
        let viewer = try context.requireViewer()
        let id = context.text("id")
        let listing = try await listing(id, context)
        return try await services.reporting {
            let report = try await services.dependencies.reports.run(
                ReportJob(
                    report: id,
                    parameters: try parameters(request, context, listing),
                    format: format,
                    viewer: viewer,
                    zone: context.timeZone.identifier,
                    hidesIdentities: request.query("privacy") == "true",
                    page: try page(request),
                    paper: try paper(request)
                )
            )
            return try services.send(report, named: id, request)
        }
    }

    private func listing(
        _ id: String,
        _ context: ServerContext
    ) async throws -> ReportDesk.Listing {
        let reports = await services.dependencies.reports.list(in: context.spoken)
        guard let listing = reports.first(where: { $0.id == id }) else { throw Problem.notFound }
        return listing
    }

    /// What the query says beside how the report is made.
    private func parameters(
        _ request: Request,
        _ context: ServerContext,
        _ listing: ReportDesk.Listing
    ) throws -> String {
        var texts: [String: String] = [:]
        for part in (request.uri.query ?? "").split(separator: "&") {
            let name = part.split(separator: "=").first.map(String.init) ?? ""
            guard !["page", "paper", "privacy", "download", ""].contains(name) else { continue }
            // A field of a form that was left empty says nothing.
            if let value = request.query(name) { texts[name] = value }
        }
        return try ReportParameters(schema: listing.schema, zone: context.timeZone)
            .json(texts)
    }

    private func paper(_ request: Request) throws -> PaperChoice? {
        guard let text = request.query("paper"), !text.isEmpty else { return nil }
        guard let paper = PaperChoice(text) else {
            throw Problem.badRequest(PaperChoice.names.joined(separator: ", "), field: "paper")
        }
        return paper
    }

    private func page(_ request: Request) throws -> Int {
        guard let text = request.query("page") else { return 1 }
        guard let page = Int(text), page > 0 else {
            throw Problem.badRequest("a number from 1", field: "page")
        }
        return page
    }
}

extension ReportDesk.Listing {
    /// The report as the API shows it.
    var json: JSON {
        [
            "id": .text(id), "name": .text(name), "plugin": .text(plugin),
            "parameters": JSON(parsing: schema) ?? .null,
        ]
    }
}

internal import Engine
internal import Hummingbird

/// Serves the history: `GET /api/v1/history`.
struct HistoryController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("api/v1/history", use: list)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let filter = try SessionFilter(request, context, await services.directory())
        return try await services.history(filter, request, viewer)
    }
}

extension Services {
    /// Lists the sessions of a filter that a person may see, newest first.
    func history(
        _ filter: SessionFilter,
        _ request: Request,
        _ viewer: Viewer
    ) async throws -> Response {
        let limit = try request.limit()
        let found = try await sessions.history(
            filter,
            for: viewer,
            after: try request.cursor { ID<Session>($0) },
            limit: limit + 1
        )
        let showing = await showing(viewer)
        return page(found, limit: limit, next: \.session.id.description) { $0.json(showing) }
            .response()
    }
}

extension SessionFilter {
    /// Reads the filter of a request, for the API and for pages alike.
    init(_ request: Request, _ context: ServerContext, _ directory: Directory) throws {
        self.init()
        from = try request.moment("from", context)
        to = try request.moment("to", context)
        if let text = request.query("basis") {
            guard let basis = Basis(rawValue: text) else {
                throw Problem.badRequest("started, ended or active", field: "basis")
            }
            self.basis = basis
        }
        phases = try Set(
            request.values("phase").map { name in
                guard let phase = Session.Phase(rawValue: name) else {
                    throw Problem.badRequest(
                        "selfService, waiting, inService or closed",
                        field: "phase"
                    )
                }
                return phase
            }
        )
        channels = try request.channels(directory)
        teams = try request.teams(directory)
        agents = try request.agents(directory)
        tags = try request.tags(directory)
        dispositions = try Set(request.values("disposition").map(directory.dispositionID))
        outcomes = try Set(
            request.values("outcome").map { name in
                guard let outcome = Outcome(rawValue: name) else {
                    throw Problem.badRequest("success or lost", field: "outcome")
                }
                return outcome
            }
        )
        if let text = request.query("contact") {
            guard let id = ID<Contact>(text) else { throw Refusal.notFound(.contact) }
            contact = id
        }
        if let text = request.query("protocol") {
            guard let number = ProtocolNumber(text) else {
                throw Problem.badRequest(
                    "a protocol number with its check digit",
                    field: "protocol"
                )
            }
            self.number = number
        }
        text = request.query("q") ?? ""
    }
}

internal import Engine
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationEssentialsCompat
internal import OrderedCollections

/// Serves what is done with flows beside naming them: drafts, versions, export and import.
struct FlowController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let flows = router.group("api/v1/flows")
        flows.get(":id/draft", use: draft)
        flows.put(":id/draft", use: setDraft)
        flows.post(":id/validate", use: validate)
        flows.post(":id/publish", use: publish)
        flows.get(":id/versions", use: versions)
        flows.get(":id/versions/:number", use: version)
        flows.get(":id/export", use: export)
        flows.post("import", use: take)
    }

    @Sendable
    private func draft(_ request: Request, _ context: ServerContext) async throws -> Response {
        try flow(context, await services.directory()).draft.json.response()
    }

    /// Takes a whole definition as the draft; what keeps it from being published is told by `validate`.
    @Sendable
    private func setDraft(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        var request = request
        let bytes = try await request.collectBody(upTo: context.maxUploadSize)
        var flow = try flow(context, await services.directory())
        flow.draft = try FlowDefinition(parsing: Data(buffer: bytes))
        try await services.configure(.flow(flow), by: caller)
        return flow.draft.json.response()
    }

    @Sendable
    private func validate(_ request: Request, _ context: ServerContext) async throws -> Response {
        let directory = await services.directory()
        let flow = try flow(context, directory)
        let problems = await services.switchboard.read { $0.problems(of: flow) }
        let value: JSON = ["items": .list(problems, \.json), "nextCursor": nil]
        return value.response()
    }

    @Sendable
    private func publish(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let flow = try flow(context, await services.directory())
        _ = try await services.switchboard.submit(.publishFlow(flow.id), by: caller.actor)
        let directory = await services.directory()
        guard let current = directory.flows[flow.id]?.current,
            let version = directory.flowVersions[current]
        else { throw Problem.internal }
        return version.json(isCurrent: true).response()
    }

    @Sendable
    private func versions(_ request: Request, _ context: ServerContext) async throws -> Response {
        let directory = await services.directory()
        let flow = try flow(context, directory)
        let known = directory.flowVersions.values.filter { $0.flow == flow.id }
            .sorted { $0.number > $1.number }
        return try request.part(of: known) { String($0.number) }
            .json { $0.json(isCurrent: $0.id == flow.current) }.response()
    }

    @Sendable
    private func version(_ request: Request, _ context: ServerContext) async throws -> Response {
        let directory = await services.directory()
        let flow = try flow(context, directory)
        let number = Int(context.text("number"))
        let found = directory.flowVersions.values.first {
            $0.flow == flow.id && $0.number == number
        }
        guard let found else { throw Refusal.notFound(.flow) }
        return found.json(isCurrent: found.id == flow.current)
            .adding(["definition": found.definition.json]).response()
    }

    /// The flow as a whole, to be imported elsewhere or here again.
    @Sendable
    private func export(_ request: Request, _ context: ServerContext) async throws -> Response {
        let flow = try flow(context, await services.directory())
        let value: JSON = [
            "slug": .text(flow.slug), "name": .text(flow.name), "definition": flow.draft.json,
        ]
        return value.response()
    }

    /// Makes a flow of an export, or replaces the draft of the one with its slug.
    @Sendable
    private func take(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(FlowExport.self, context)
        let directory = await services.directory()
        let known = directory.flows.values.first { $0.slug == body.slug }
        var flow = known ?? Flow(id: .new, slug: body.slug, name: body.name)
        flow.name = body.name
        flow.draft = body.definition
        let stored = try await services.configure(.flow(flow), by: caller)
        let now = await services.directory()
        return (Flow.read(stored) ?? flow).json(now).response(known == nil ? .created : .ok)
    }

    private func flow(_ context: ServerContext, _ directory: Directory) throws -> Flow {
        let id = try directory.flowID(context.text("id"))
        guard let flow = directory.flows[id] else { throw Refusal.notFound(.flow) }
        return flow
    }
}

/// Is a whole flow in a body.
private struct FlowExport: Decodable {
    var slug: String
    var name: String
    var definition: FlowDefinition
}

extension FlowVersion {
    /// The version as the API shows it, without its definition.
    fileprivate func json(isCurrent: Bool) -> JSON {
        [
            "id": .text(id.description), "number": .count(number), "current": .bool(isCurrent),
        ]
    }
}

internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Serves figures of a period, and what each of them means.
struct FiguresController: Sendable {
    let services: Services

    // Longer than a year a program reads in parts.
    private static let longest: Int64 = 400 * 86_400_000

    func add(to router: RouterGroup<ServerContext>) {
        router.get("api/v1/figures", use: figures)
        router.get("api/v1/metrics", use: metrics)
    }

    @Sendable
    private func figures(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let directory = await services.directory()
        let now = services.now()
        let from = try request.moment("from", context) ?? directory.midnight(of: now)
        let to = try request.moment("to", context) ?? now
        guard from < to, to.since(from) <= Self.longest else {
            throw Problem.badRequest("after from, and at most 400 days", field: "to")
        }
        let dimension: FigureDimension = try request.choice("by") ?? .total
        let found = try await services.figures.figures(
            from: from,
            to: to,
            by: dimension,
            for: viewer
        )
        let keys = found.keys.sorted { Self.order($0) < Self.order($1) }
        let value: JSON = [
            "from": .text(from.text), "to": .text(to.text), "by": .text(dimension.rawValue),
            "items": .list(keys) { key in
                directory.json(key).adding((found[key] ?? PeriodFigures()).json)
            },
            "nextCursor": nil,
        ]
        return value.response()
    }

    /// The definitions of all figures, in the language of the person.
    @Sendable
    private func metrics(_ request: Request, _ context: ServerContext) async throws -> Response {
        let language = context.language
        return try request.part(of: Metric.all, default: 200, cursor: \.id).json { metric in
            [
                "id": .text(metric.id), "unit": .text(metric.unit.rawValue),
                "name": .text(metric.name.text(in: language)),
                "definition": .text(metric.definition.text(in: language)),
            ]
        }.response()
    }

    private static func order(_ key: FigureKey) -> Int64 {
        switch key {
        case .total: 0
        case .team(let id): id.value
        case .channel(let id): id.value
        case .agent(let id): id.value
        }
    }
}

extension Directory {
    /// Names the part that figures are of.
    fileprivate func json(_ key: FigureKey) -> JSON {
        switch key {
        case .total: ["team": nil, "channel": nil, "agent": nil]
        case .team(let id): ["team": reference(id), "channel": nil, "agent": nil]
        case .channel(let id): ["team": nil, "channel": reference(id), "agent": nil]
        case .agent(let id): ["team": nil, "channel": nil, "agent": reference(id)]
        }
    }
}

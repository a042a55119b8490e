internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Serves teams: `/api/v1/teams`.
struct TeamController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let teams = router.group("api/v1/teams")
        teams.get("", use: list)
        teams.post("", use: create)
        teams.get(":id", use: one)
        teams.patch(":id", use: change)
        teams.delete(":id", use: remove)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        let teams = await services.directory().teams.values
        let value: JSON = ["items": .list(teams, \.json), "nextCursor": nil]
        return value.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        return try await team(context).json.response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(TeamBody.self, context)
        guard let name = body.name else { throw Problem.badRequest("missing", field: "name") }
        var team = Team(id: .new, slug: body.slug ?? Slug.make(of: name), name: name)
        body.apply(to: &team)
        if case .team(let stored) = try await services.configure(.team(team), by: caller) {
            team = stored
        }
        return team.json.response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(TeamBody.self, context)
        var team = try await team(context)
        body.apply(to: &team)
        try await services.configure(.team(team), by: caller)
        return team.json.response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        try await services.configure(.removeTeam(team(context).id), by: caller)
        return .done
    }

    private func team(_ context: ServerContext) async throws -> Team {
        guard let team = await services.directory().team(context.text("id")) else {
            throw Refusal.notFound(.team)
        }
        return team
    }
}

private struct TeamBody: Decodable {
    var slug: String?
    var name: String?
    var targetSeconds: Int64?
    var goal: Double?
    var shortAbandonSeconds: Int64?
    var countsAbandoned: Bool?
    var active: Bool?

    func apply(to team: inout Team) {
        if let slug { team.slug = slug }
        if let name { team.name = name }
        if let targetSeconds { team.targetSeconds = max(1, targetSeconds) }
        if let goal { team.goal = min(max(goal, 0), 1) }
        if let shortAbandonSeconds { team.shortAbandonSeconds = max(0, shortAbandonSeconds) }
        if let countsAbandoned { team.countsAbandoned = countsAbandoned }
        if let active { team.isActive = active }
    }
}

/// Makes names for URLs.
enum Slug {
    /// Makes a name of lower-case letters, digits and dashes of a name for people.
    static func make(of name: String) -> String {
        var slug = ""
        for scalar in name.folded.unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, !slug.hasSuffix("-") {
                slug += "-"
            }
        }
        return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
    }
}

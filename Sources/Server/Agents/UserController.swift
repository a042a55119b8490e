internal import Engine
internal import Hummingbird
internal import OrderedCollections
internal import Store

/// Serves the people who work here: `/api/v1/users`.
struct UserController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let users = router.group("api/v1/users")
        users.get("", use: list)
        users.post("", use: create)
        users.get(":id", use: one)
        users.patch(":id", use: change)
        users.put(":id/presence", use: setPresence)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let directory = await services.directory()
        let teams = try request.teams(directory)
        let known = directory.agents.values.filter { agent in
            viewer.maySeePresence(of: agent)
                && (teams.isEmpty || agent.teams.contains(where: teams.contains))
        }
        let limit = try request.limit(default: 200)
        let start = request.query("cursor").flatMap { ID<Agent>($0) }
            .flatMap { id in known.firstIndex { $0.id == id } }
            .map { $0 + 1 }
        let rest = Array(known.dropFirst(start ?? 0).prefix(limit + 1))
        let presences = await services.switchboard.read { $0.presences }
        let connections = await services.feed.presence()
        return page(rest, limit: limit, next: \.id.description) { agent in
            let state = AgentState(
                presence: presences[agent.id],
                isConnected: connections.isConnected(agent.id)
            )
            return Self.json(agent, directory, state, viewer)
        }.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let directory = await services.directory()
        let agent = try known(context, directory, viewer)
        return Self.json(agent, directory, await services.state(of: agent.id), viewer).response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(UserBody.self, context)
        let directory = await services.directory()
        guard let email = body.email?.trimmingSpaces.lowercased(), email.contains("@") else {
            throw Problem.badRequest("an e-mail address", field: "email")
        }
        guard directory.agent(email) == nil else { throw Refusal.badSlug(email) }
        guard let password = body.password, password.count >= Accounts.minimumPassword else {
            throw Problem.weakPassword
        }
        var agent = Agent(id: .new, email: email, name: body.name ?? email)
        try body.apply(to: &agent, directory)
        let stored = try await services.configure(.agent(agent), by: caller)
        guard case .agent(let made) = stored else { throw Problem.internal }
        agent = made
        try await services.accounts.setPassword(password, for: agent.id)
        return agent.json(await services.directory(), state: await services.state(of: agent.id))
            .response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let body = try await request.json(UserBody.self, context)
        let directory = await services.directory()
        var agent = try known(context, directory, caller.viewer)
        try body.apply(to: &agent, directory)
        let administrators = directory.agents.values.filter {
            $0.role == .administrator && $0.isActive && $0.id != agent.id
        }
        if administrators.isEmpty, agent.role != .administrator || !agent.isActive {
            throw Problem(.conflict, "last-administrator")
        }
        if let password = body.password {
            guard password.count >= Accounts.minimumPassword else { throw Problem.weakPassword }
            try await services.accounts.setPassword(password, for: agent.id)
            await services.feed.end(loginsOf: agent.id)
        }
        try await services.configure(.agent(agent), by: caller)
        if !agent.isActive { try await services.accounts.closeLogins(of: agent.id) }
        return agent.json(await services.directory(), state: await services.state(of: agent.id))
            .response()
    }

    /// Lets a supervisor send someone of their teams away who forgot to.
    @Sendable
    private func setPresence(_ request: Request, _ context: ServerContext) async throws -> Response
    {
        let caller = try context.require(\.supervises)
        let body = try await request.json(PresenceBody.self, context)
        let directory = await services.directory()
        let agent = try known(context, directory, caller.viewer)
        let presence = try body.presence()
        let isOwn = agent.id == caller.agent.id
        guard caller.viewer.maySetPresence(of: agent), isOwn || presence != .available else {
            throw Problem.forbidden
        }
        _ = try await services.switchboard.submit(
            .setPresence(agent.id, presence),
            by: caller.actor
        )
        return Self.json(agent, directory, await services.state(of: agent.id), caller.viewer)
            .response()
    }

    private func known(
        _ context: ServerContext,
        _ directory: Directory,
        _ viewer: Viewer
    ) throws -> Agent {
        guard let agent = directory.agent(context.text("id")),
            viewer.maySeePresence(of: agent)
        else { throw Refusal.notFound(.agent) }
        return agent
    }

    private static func json(
        _ agent: Agent,
        _ directory: Directory,
        _ state: AgentState,
        _ viewer: Viewer
    ) -> JSON {
        viewer.supervises || viewer.agent.id == agent.id
            ? agent.json(directory, state: state) : agent.colleagueJSON(directory, state: state)
    }
}

/// Is the body that makes or changes a person; what it does not name stays.
private struct UserBody: Decodable {
    enum Scope: Decodable {
        case all
        case teams([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let word = try? container.decode(String.self) {
                guard word == "all" else {
                    throw DecodingError.dataCorruptedError(
                        in: container,
                        debugDescription: "\"all\" or a list of teams"
                    )
                }
                self = .all
            } else {
                self = .teams(try container.decode([String].self))
            }
        }
    }

    var email: String?
    var name: String?
    var nickname: String?
    var role: Role?
    var password: String?
    var teams: [String]?
    var scope: Scope?
    var language: String?
    var sessionLimit: Int?
    var active: Bool?

    func apply(to agent: inout Agent, _ directory: Directory) throws {
        func team(_ text: String) throws -> ID<Team> {
            guard let team = directory.team(text) else { throw Refusal.notFound(.team) }
            return team.id
        }
        if let email = email?.trimmingSpaces.lowercased(), email != agent.email {
            guard email.contains("@") else {
                throw Problem.badRequest("an e-mail address", field: "email")
            }
            guard directory.agent(email) == nil else { throw Refusal.badSlug(email) }
            agent.email = email
        }
        if let name { agent.name = name }
        if let nickname { agent.nickname = nickname }
        if let role { agent.role = role }
        if let teams { agent.teams = try teams.map(team) }
        switch scope {
        case .all: agent.scope = .all
        case .teams(let names): agent.scope = .only(Set(try names.map(team)))
        case nil: break
        }
        if let language {
            guard ["pt-BR", "en"].contains(language) else {
                throw Problem.badRequest("pt-BR or en", field: "language")
            }
            agent.language = language
        }
        if let sessionLimit { agent.sessionLimit = max(0, sessionLimit) }
        if let active { agent.isActive = active }
    }
}

extension Problem {
    /// The password is too short.
    static let weakPassword = Problem(
        .unprocessableContent,
        "weak-password",
        fields: ["minimum": .count(Accounts.minimumPassword)]
    )
}

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
        users.get(":id/photo", use: photo)
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
        let part = try request.part(of: known, default: 200, cursor: \.id.description)
        let presences = await services.switchboard.read { $0.presences }
        let connections = await services.feed.presence()
        return part.json { agent in
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
        let caller = try context.requireCaller()
        let body = try await request.json(UserBody.self, context)
        let directory = await services.directory()
        let email = try body.email.required("email").trimmingSpaces.lowercased()
        guard TextFormat.fits(email, "email") else {
            throw Problem.badRequest("an e-mail address", field: "email")
        }
        guard directory.agent(email) == nil else { throw Refusal.badSlug(email) }
        let password = try body.password.required("password")
        // Before the person is made: nobody should be left without a password.
        try Accounts.check(password)
        var agent = Agent(id: .new, email: email, name: body.name ?? email)
        try body.apply(to: &agent, directory, services)
        let stored = try await services.configure(.agent(agent), by: caller)
        guard case .agent(let made) = stored else { throw Problem.internal }
        agent = made
        try await services.accounts.setPassword(password, for: agent.id)
        return agent.json(await services.directory(), state: await services.state(of: agent.id))
            .response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(UserBody.self, context)
        let directory = await services.directory()
        var agent = try known(context, directory, caller.viewer)
        try body.apply(to: &agent, directory, services)
        if let password = body.password { try Accounts.check(password) }
        let administrators = directory.agents.values.filter {
            $0.role == .administrator && $0.isActive && $0.id != agent.id
        }
        if administrators.isEmpty, agent.role != .administrator || !agent.isActive {
            throw Problem(.conflict, "last-administrator")
        }
        try await services.configure(.agent(agent), by: caller)
        if let password = body.password {
            try await services.accounts.setPassword(password, for: agent.id)
        }
        if !agent.isActive { try await services.accounts.closeLogins(of: agent.id) }
        return agent.json(await services.directory(), state: await services.state(of: agent.id))
            .response()
    }

    /// Lets a supervisor send someone of their teams away who forgot to.
    @Sendable
    private func setPresence(_ request: Request, _ context: ServerContext) async throws -> Response
    {
        let caller = try context.requireCaller()
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

    /// Sends a person's photo.
    @Sendable
    private func photo(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let agent = try known(context, await services.directory(), viewer)
        guard !agent.photo.isEmpty else { throw Problem.notFound }
        return try await services.photo(agent.photo, request)
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

extension Problem {
    /// The password is too short.
    static let weakPassword = Problem(
        .unprocessableContent,
        "weak-password",
        fields: ["minimum": .count(Accounts.minimumPassword)]
    )
}

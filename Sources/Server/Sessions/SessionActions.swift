internal import Engine
internal import Hummingbird
internal import Operations
internal import OrderedCollections

/// Does what people do with sessions, each as one command of the engine.
struct SessionActions: Sendable {
    let services: Services

    func add(to sessions: RouterGroup<ServerContext>) {
        sessions.post("", use: begin)
        sessions.post(":id/start", use: start)
        sessions.post(":id/transfer", use: transfer)
        sessions.post(":id/close", use: close)
        sessions.put(":id/disposition", use: classify)
        sessions.post(":id/requeue", use: requeue)
        sessions.post(":id/tags", use: addTag)
        sessions.delete(":id/tags/:tag", use: removeTag)
        sessions.post(":id/notes", use: note)
        sessions.post(":id/read", use: markRead)
        sessions.post(":id/typing", use: typing)
    }

    @Sendable
    private func start(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await act(context) { .start($0) }
    }

    @Sendable
    private func close(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(ClosingBody.self, context)
        let directory = await services.directory()
        let disposition = try body.disposition.map(directory.dispositionID)
        return try await act(context) { .close($0, disposition: disposition) }
    }

    @Sendable
    private func classify(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(DispositionChoice.self, context)
        let disposition = try await services.directory().dispositionID(body.disposition)
        return try await act(context) { .classify($0, disposition) }
    }

    /// Puts a session back into the queue of the team it is in.
    @Sendable
    private func requeue(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        guard let team = session.team, session.phase != .closed else {
            throw Refusal.wrongPhase(session.phase)
        }
        return try await act(context) { .transfer($0, to: .team(team)) }
    }

    @Sendable
    private func transfer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(TransferBody.self, context)
        let directory = await services.directory()
        let team = try body.team.map { text in
            guard let team = directory.team(text) else { throw Refusal.notFound(.team) }
            return team.id
        }
        let target: TransferTarget
        if let name = body.agent {
            guard let agent = directory.agent(name) else { throw Refusal.notFound(.agent) }
            target = .agent(agent.id, team: team)
        } else if let team {
            target = .team(team)
        } else {
            throw Problem.badRequest("team or agent", field: "team")
        }
        return try await act(context) { .transfer($0, to: target) }
    }

    @Sendable
    private func addTag(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(TagBody.self, context)
        guard let tag = await services.directory().tag(body.tag) else {
            throw Refusal.notFound(.tag)
        }
        return try await act(context) { .addTag($0, tag.id) }
    }

    @Sendable
    private func removeTag(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard let tag = await services.directory().tag(context.text("tag")) else {
            throw Refusal.notFound(.tag)
        }
        return try await act(context) { .removeTag($0, tag.id) }
    }

    @Sendable
    private func note(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(TextBody.self, context)
        let caller = try context.requireCaller()
        let session = try await services.session(context.text("id"), for: caller.viewer)
        let events = try await services.switchboard.submit(
            .note(session.id, body.text),
            by: caller.actor
        )
        let directory = await services.directory()
        for recorded in events {
            guard case .noteAdded(let note) = recorded.event else { continue }
            return TimelineItem(
                sequence: recorded.sequence,
                at: recorded.at,
                actor: recorded.actor,
                entry: .note(note)
            ).json(directory).response(.created)
        }
        return .done
    }

    @Sendable
    private func markRead(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let session = try await services.session(context.text("id"), for: caller.viewer)
        _ = try await services.switchboard.submit(.markRead(session.id), by: caller.actor)
        return .done
    }

    /// Shows the contact that the agent writes, where the channel can.
    @Sendable
    private func typing(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let session = try await services.session(context.text("id"), for: caller.viewer)
        guard session.phase == .inService, caller.viewer.mayServe(session) else {
            throw Refusal.wrongPhase(session.phase)
        }
        let channel = await services.switchboard.read { $0.channels[session.channel] }
        if channel?.capabilities.hasVisitors == true {
            await services.chat.typing(
                at: Address(channel: session.channel, value: session.address),
                name: caller.agent.publicName
            )
        } else {
            await services.dependencies.channels.showTyping(in: session.id)
        }
        return .done
    }

    /// Begins a conversation, with a contact who is known or new.
    @Sendable
    private func begin(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(BeginBody.self, context)
        let session = try await Conversation(services: services, caller: caller).begin(body)
        return session.json(await services.showing(caller.viewer)).response(.created)
    }

    /// Does a command on the session in the path, and answers with the session as it is then.
    private func act(
        _ context: ServerContext,
        _ command: (ID<Session>) -> Command
    ) async throws -> Response {
        let caller = try context.requireCaller()
        let id = try await services.knownSession(context.text("id"), to: caller.viewer)
        _ = try await services.switchboard.submit(command(id), by: caller.actor)
        // Whoever gave a session away may not see it any more.
        guard let now = try? await services.session(id.description, for: caller.viewer)
        else { return .done }
        return now.json(await services.showing(caller.viewer)).response()
    }
}

private struct TransferBody: Decodable {
    var team: String?
    var agent: String?
}

private struct ClosingBody: Decodable {
    var disposition: String?
}

private struct DispositionChoice: Decodable {
    var disposition: String
}

private struct TagBody: Decodable {
    var tag: String
}

/// Is a body that says some words.
struct TextBody: Decodable {
    var text: String
}

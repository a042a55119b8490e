internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Serves sessions: lists, one session, its timeline and files.
struct SessionController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let sessions = router.group("api/v1/sessions")
        sessions.get("", use: list)
        sessions.get(":id", use: one)
        sessions.get(":id/timeline", use: timeline)
        sessions.get(":id/legs", use: legs)
        sessions.get(":id/gallery", use: gallery)
        sessions.get(":id/templates", use: templates)
        SessionActions(services: services).add(to: sessions)
        MessageActions(services: services).add(to: sessions)
    }

    /// Lists open sessions.
    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        // Read before the floor: what happens between is told by the feed, perhaps twice, never less.
        let place = await services.feed.sequence
        let showing = await services.showing(viewer)
        let wanted = try OpenSessionFilter(request, showing.directory)
        let sessions = await services.switchboard.read { floor in
            floor.sessions.values.filter { viewer.maySee($0) && wanted.lets($0) }
        }
        let limit = try request.limit(default: 200)
        let ordered = sessions.sorted(by: OpenSessionFilter.comesBefore)
        let start = request.query("cursor").flatMap { ID<Session>($0) }
            .flatMap { id in ordered.firstIndex { $0.id == id } }
            .map { $0 + 1 }
        let rest = Array(ordered.dropFirst(start ?? 0).prefix(limit + 1))
        return page(rest, limit: limit, next: \.id.description) { $0.json(showing) }
            .adding(["asOf": .integer(place)])
            .response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        return session.json(await services.showing(viewer)).response()
    }

    @Sendable
    private func timeline(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let limit = try request.limit()
        let before = (request.query("cursor") ?? request.query("before")).flatMap { Int64($0) }
        let items = try await services.sessions.timeline(
            of: session.id,
            before: before,
            limit: limit + 1
        )
        let directory = await services.directory()
        return page(items, limit: limit, next: { String($0.sequence) }, { $0.json(directory) })
            .response()
    }

    @Sendable
    private func legs(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let directory = await services.directory()
        let legs = try await services.sessions.legs(of: session.id)
        let value: JSON = ["items": .list(legs) { $0.json(directory) }, "nextCursor": nil]
        return value.response()
    }

    @Sendable
    private func gallery(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        return try await services.gallery(of: session.contact, for: viewer, request)
    }

    /// Lists the templates of the very number the contact wrote to that can be sent now.
    @Sendable
    private func templates(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let directory = await services.directory()
        let sendable = directory.templates.values.filter {
            $0.channel == session.channel && $0.state == .approved
        }
        let value: JSON = ["items": .list(sendable) { $0.json(directory) }, "nextCursor": nil]
        return value.response()
    }
}

extension Services {
    /// Finds a session by its id or protocol number, open or closed.
    ///
    /// - Throws: `Refusal.notFound` also when the person may not see it.
    func session(_ text: String, for viewer: Viewer) async throws -> Session {
        guard let session = try await session(text), viewer.maySee(session) else {
            throw Refusal.notFound(.session)
        }
        return session
    }

    /// Finds the id of a session that the person may know of, if only to be told who has it.
    ///
    /// - Throws: `Refusal.notFound`.
    func knownSession(_ text: String, to viewer: Viewer) async throws -> ID<Session> {
        guard let session = try await session(text), viewer.mayKnow(session) else {
            throw Refusal.notFound(.session)
        }
        return session.id
    }

    private func session(_ text: String) async throws -> Session? {
        if let id = ID<Session>(text) {
            if let open = await switchboard.read({ $0.sessions[id] }) { return open }
            return try await sessions.session(id)
        }
        guard let number = ProtocolNumber(text) else { return nil }
        return try await sessions.session(numbered: number)
    }

    /// Lists the files that a contact shared.
    func gallery(
        of contact: ID<Contact>,
        for viewer: Viewer,
        _ request: Request
    ) async throws -> Response {
        let limit = try request.limit()
        let items = try await sessions.gallery(
            of: contact,
            mediaType: request.query("type") ?? "image/",
            for: viewer,
            limit: limit
        )
        let value: JSON = [
            "items": .list(items) { item in
                item.attachment.json(
                    index: item.index,
                    url: "/api/v1/messages/\(item.message)/attachments/\(item.index)"
                ).adding([
                    "message": .text(item.message.description), "at": .text(item.at.text),
                ])
            },
            "nextCursor": nil,
        ]
        return value.response()
    }
}

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
        SessionTexts(services: services).add(to: sessions)
        SessionActions(services: services).add(to: sessions)
        MessageActions(services: services).add(to: sessions)
    }

    /// Lists open sessions.
    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        // Read before the floor: what happens between is told by the feed, perhaps twice, never less.
        let asOf = await services.feed.sequence
        let showing = await services.showing(viewer)
        let wanted = try OpenSessionFilter(request, showing.directory)
        let sessions = await services.switchboard.read { floor in
            floor.sessions.values.filter { viewer.maySee($0) && wanted.lets($0) }
        }
        let limit = try request.limit(default: 200)
        let place = try request.cursor(OpenSessionPlace.init)
        let ordered = sessions.filter { session in place.map { $0 < session.place } ?? true }
            .sorted { $0.place < $1.place }
        return page(Array(ordered.prefix(limit + 1)), limit: limit, next: \.place.text) {
            $0.json(showing)
        }
        .adding(["asOf": .integer(asOf)])
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
        let before =
            try request.cursor { Int64($0) } ?? request.query("before").flatMap { Int64($0) }
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
        return try request.part(of: legs, default: 200, cursor: \.id.description)
            .json { $0.json(directory) }.response()
    }

    @Sendable
    private func gallery(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        return try await services.gallery(of: session.contact, for: viewer, request)
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
            before: try request.cursor { ID<Message>($0) },
            limit: limit
        )
        // A part ends with a whole message, so the next one begins after its id.
        let next = items.count < limit ? nil : items.last?.message.description
        let value: JSON = [
            "items": .list(items) { item in
                item.attachment.json(
                    index: item.index,
                    url: "/api/v1/messages/\(item.message)/attachments/\(item.index)"
                ).adding([
                    "message": .text(item.message.description), "at": .text(item.at.text),
                ])
            },
            "nextCursor": .text(next),
        ]
        return value.response()
    }
}

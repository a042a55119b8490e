internal import Engine
internal import Hummingbird

/// Serves contacts: search, one, new, changed.
struct ContactController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let contacts = router.group("api/v1/contacts")
        contacts.get("", use: list)
        contacts.post("", use: create)
        contacts.get(":id", use: one)
        contacts.patch(":id", use: change)
        contacts.get(":id/sessions", use: sessions)
        contacts.get(":id/gallery", use: gallery)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        let limit = try request.limit()
        let found = try await services.contacts.contacts(
            matching: request.query("q") ?? "",
            after: request.query("cursor").flatMap { ID<Contact>($0) },
            limit: limit + 1
        )
        return page(found, limit: limit, next: \.id.description, \.json).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        return try await contact(context).json.response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(ContactBody.self, context)
        let directory = await services.directory()
        let identities = try (body.identities ?? []).map { given in
            let channel = given.channel.flatMap(directory.channel)
            let needsChannel = given.kind == .provider || given.kind == .account
            guard channel != nil || !needsChannel else { throw Refusal.notFound(.channel) }
            return ContactIdentity(
                kind: given.kind,
                scope: channel.map(given.kind.scope(on:)) ?? "",
                value: given.value
            )
        }
        let contact = try await services.addContact(
            name: body.name,
            identities: identities,
            by: caller.actor
        )
        return contact.json.response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(ContactChange.self, context)
        let id = try await contact(context).id
        _ = try await services.switchboard.submit(
            .editContact(id, name: body.name, note: body.note),
            by: caller.actor
        )
        return try await contact(context).json.response()
    }

    @Sendable
    private func sessions(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        var filter = SessionFilter()
        filter.contact = try await contact(context).id
        return try await services.history(filter, request, viewer)
    }

    @Sendable
    private func gallery(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let contact = try await contact(context)
        // The files belong to sessions: who sees none of them sees no file.
        var filter = SessionFilter()
        filter.contact = contact.id
        let known = try await services.sessions.history(filter, for: viewer, after: nil, limit: 1)
        guard !known.isEmpty else { throw Refusal.notFound(.contact) }
        return try await services.gallery(of: contact.id, for: viewer, request)
    }

    private func contact(_ context: ServerContext) async throws -> Contact {
        let id: ID<Contact> = try context.id(of: .contact)
        guard let contact = try await services.contacts.contact(id) else {
            throw Refusal.notFound(.contact)
        }
        return contact
    }
}

private struct ContactBody: Decodable {
    struct Identity: Decodable {
        var kind: ContactIdentity.Kind
        var value: String
        var channel: String?
    }

    var name: String
    var identities: [Identity]?
}

private struct ContactChange: Decodable {
    var name: String?
    var note: String?
}

extension Services {
    /// Saves a new contact.
    func addContact(
        name: String,
        identities: [ContactIdentity],
        by actor: Actor
    ) async throws -> Contact {
        let events = try await switchboard.submit(
            .addContact(name: name, identities: identities),
            by: actor
        )
        for recorded in events {
            if case .contactChanged(let contact) = recorded.event { return contact }
        }
        throw Refusal.duplicate
    }
}

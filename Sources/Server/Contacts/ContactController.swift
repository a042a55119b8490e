internal import Engine
internal import Hummingbird
internal import OrderedCollections

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
        ContactActions(services: services).add(to: contacts)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        // Who has not the area of contacts knows those of their sessions, and searches nobody.
        guard viewer.may(.contacts) else { throw Problem.forbidden }
        let limit = try request.limit()
        let found = try await services.contacts.contacts(
            matching: request.query("q") ?? "",
            after: try request.cursor { ID<Contact>($0) },
            limit: limit + 1
        )
        let directory = await services.directory()
        return page(found, limit: limit, next: \.id.description) { $0.json(directory) }.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await services.contact(context).json(await services.directory()).response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(ContactBody.self, context)
        let directory = await services.directory()
        let contact = try await services.addContact(
            name: body.name,
            identities: try (body.identities ?? []).enumerated().map { index, identity in
                try identity.read(directory, field: "identities.\(index)")
            },
            by: caller.actor
        )
        return contact.json(directory).response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(ContactChangeBody.self, context)
        let id = try await services.contact(context).id
        let directory = await services.directory()
        _ = try await services.switchboard.submit(
            .editContact(id, try body.change(directory)),
            by: caller.actor
        )
        return try await services.contact(context).json(directory).response()
    }

    @Sendable
    private func sessions(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        var filter = SessionFilter()
        filter.contact = try await services.contact(context).id
        return try await services.history(filter, request, viewer)
    }

    @Sendable
    private func gallery(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let contact = try await services.contact(context)
        return try await services.gallery(of: contact.id, for: viewer, request)
    }
}

extension Services {
    /// Finds the contact in the path, if the person may know of them.
    ///
    /// - Throws: `Refusal.notFound` also when they may not.
    func contact(_ context: ServerContext) async throws -> Contact {
        let viewer = try context.requireViewer()
        let id: ID<Contact> = try context.id(of: .contact)
        guard let contact = try await contacts.contact(id) else {
            throw Refusal.notFound(.contact)
        }
        let isKnown = await switchboard.read { $0.maySee(id, viewer) }
        if isKnown { return contact }
        // Without the area of contacts: those of whom the person sees a session that is closed.
        var filter = SessionFilter()
        filter.contact = id
        let known = try await sessions.history(filter, for: viewer, after: nil, limit: 1)
        guard !known.isEmpty else { throw Refusal.notFound(.contact) }
        return contact
    }

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

internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Does what people do with contacts: merge two, undo it, erase one, open what began no session.
struct ContactActions: Sendable {
    let services: Services

    func add(to contacts: RouterGroup<ServerContext>) {
        contacts.post(":id/merge", use: merge)
        contacts.post(":id/separate", use: separate)
        contacts.post(":id/erase", use: erase)
        contacts.get(":id/merged", use: merged)
        contacts.get(":id/filtered-messages", use: filtered)
        contacts.post(":id/open-session", use: openSession)
    }

    /// Merges another contact into the one in the path, which is kept.
    @Sendable
    private func merge(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(MergeBody.self, context)
        let kept = try await services.contact(context)
        guard let other = ID<Contact>(body.contact),
            try await services.contacts.contact(other) != nil
        else { throw Refusal.notFound(.contact) }
        _ = try await services.switchboard.submit(
            .mergeContacts(kept.id, absorbing: other),
            by: caller.actor
        )
        return try await services.contact(context).json(await services.directory()).response()
    }

    /// Undoes the merge of the contact in the path into another.
    @Sendable
    private func separate(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let contact = try await services.contact(context)
        _ = try await services.switchboard.submit(.separateContact(contact.id), by: caller.actor)
        return try await services.contact(context).json(await services.directory()).response()
    }

    /// Erases who the contact in the path is, and what was said with them; nothing brings it back.
    @Sendable
    private func erase(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let contact = try await services.contact(context)
        _ = try await services.switchboard.submit(.eraseContact(contact.id), by: caller.actor)
        return try await services.contact(context).json(await services.directory()).response()
    }

    /// Lists the contacts that were merged into the one in the path.
    @Sendable
    private func merged(_ request: Request, _ context: ServerContext) async throws -> Response {
        let contact = try await services.contact(context)
        let found = try await services.contacts.merged(into: contact.id)
        let directory = await services.directory()
        return try request.part(of: found, cursor: \.id.description)
            .json { $0.json(directory) }.response()
    }

    /// Lists the messages that began no session and belong to none, newest first.
    @Sendable
    private func filtered(_ request: Request, _ context: ServerContext) async throws -> Response {
        let contact = try await services.contact(context)
        let limit = try request.limit()
        let found = try await services.sessions.filteredMessages(
            of: contact.id,
            before: try request.cursor { ID<Message>($0) },
            limit: limit + 1
        )
        let directory = await services.directory()
        return page(found, limit: limit, next: \.message.id.description) { $0.json(directory) }
            .response()
    }

    /// Begins a session for a message that began none: the one that is named, or the newest.
    @Sendable
    private func openSession(_ request: Request, _ context: ServerContext) async throws -> Response
    {
        let caller = try context.requireCaller()
        let body = try await request.json(OpeningBody.self, context)
        let contact = try await services.contact(context)
        let message: ID<Message>
        if let text = body.message {
            guard let id = ID<Message>(text) else { throw Refusal.notFound(.message) }
            message = id
        } else {
            let newest = try await services.sessions.filteredMessages(
                of: contact.id,
                before: nil,
                limit: 10
            )
            // What we answered to a refusal stands among them, and begins nothing.
            let heard = newest.first { $0.message.direction == .inbound }
            guard let found = heard else { throw Refusal.notFound(.message) }
            message = found.message.id
        }
        let events = try await services.switchboard.submit(.open(message), by: caller.actor)
        for recorded in events {
            guard case .sessionOpened(let opened) = recorded.event else { continue }
            let now = await services.switchboard.read { $0.sessions[opened.id] }
            return (now ?? opened).json(await services.showing(caller.viewer)).response(.created)
        }
        throw Problem.internal
    }
}

private struct MergeBody: Decodable {
    var contact: String
}

private struct OpeningBody: Decodable {
    var message: String?
}

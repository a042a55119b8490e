internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Serves what an agent can send in a session without writing it: templates and canned messages.
struct SessionTexts: Sendable {
    let services: Services

    func add(to sessions: RouterGroup<ServerContext>) {
        sessions.get(":id/templates", use: templates)
        sessions.get(":id/canned-messages", use: canned)
    }

    /// Lists the templates of the very number the contact wrote to that can be sent now.
    @Sendable
    private func templates(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let contact = try await services.contacts.contact(session.contact)
        let directory = await services.directory()
        let sendable = directory.templates.values.filter {
            $0.channel == session.channel && $0.state == .approved
        }
        let part = try request.part(of: sendable, default: 200, cursor: \.id.description)
        let now = services.now()
        let parameters = await services.switchboard.read { floor in
            part.elements.map { template in
                floor.suggestedParameters(
                    of: template,
                    in: session,
                    contact: contact,
                    by: viewer.agent,
                    at: now
                )
            }
        }
        let items = ListPart(
            elements: Array(zip(part.elements, parameters)),
            next: part.next
        )
        return items.json { template, parameters in
            template.json(directory).adding(["parameters": .list(parameters) { .text($0) }])
        }.response()
    }

    /// Lists the canned messages that the person can use, as they would be sent in the session.
    @Sendable
    private func canned(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let contact = try await services.contacts.contact(session.contact)
        let directory = await services.directory()
        let now = services.now()
        let known = await services.switchboard.read { $0.cannedMessages(for: viewer) }
        let wanted = try known.filter { try $0.isWanted(by: request, directory) }
        let part = try request.part(of: wanted, default: 200, cursor: \.key)
        let texts = await services.switchboard.read { floor in
            part.elements.map { message in
                floor.text(of: message, in: session, contact: contact, by: viewer.agent, at: now)
            }
        }
        let items = ListPart(elements: Array(zip(part.elements, texts)), next: part.next)
        return items.json { message, text in
            [
                "id": .text(message.id.description), "shortcut": .text(message.shortcut),
                "title": .text(message.title), "text": .text(text),
            ]
        }.response()
    }
}

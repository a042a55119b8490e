internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Store

/// Serves outgoing webhooks: `/api/v1/webhooks`.
struct WebhookSubscriptionController: Sendable {
    let services: Services

    /// How long the secret before a new one goes on signing, in seconds.
    static let overlapSeconds: Int64 = 86_400

    func add(to router: RouterGroup<ServerContext>) {
        let webhooks = router.group("api/v1/webhooks")
        webhooks.get("", use: list)
        webhooks.post("", use: create)
        webhooks.get(":id", use: one)
        webhooks.patch(":id", use: change)
        webhooks.delete(":id", use: remove)
        webhooks.post(":id/rotate-secret", use: rotate)
        webhooks.post(":id/test", use: test)
        WebhookDeliveryController(services: services).add(to: webhooks)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.webhooks().webhooks.all()
        return try request.part(of: known) { String($0.id) }.json(\.json).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await services.webhook(context).json.response()
    }

    /// Adds a webhook; its secret is in this answer, and nowhere else.
    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(WebhookSubscriptionBody.self, context)
        guard let name = body.name, let url = body.url, body.events != nil else {
            throw Problem.badRequest("missing", field: "name, url or events")
        }
        let desk = try services.webhooks()
        var draft = WebhookDraft(name: name, url: url, events: [])
        try body.apply(to: &draft, desk.policy)
        let made = try await desk.webhooks.add(draft, at: services.now())
        return made.webhook.json.adding(["secret": .text(made.secret)]).response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(WebhookSubscriptionBody.self, context)
        let desk = try services.webhooks()
        let known = try await services.webhook(context)
        var draft = WebhookDraft(
            name: known.name,
            url: known.url,
            events: known.events,
            includesContent: known.includesContent,
            isActive: known.isActive
        )
        try body.apply(to: &draft, desk.policy)
        guard let changed = try await desk.webhooks.change(known.id, to: draft) else {
            throw Problem.notFound
        }
        // What waited while it was switched off goes now.
        desk.wake()
        return changed.json.response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.webhook(context)
        _ = try await services.webhooks().webhooks.remove(known.id)
        return .done
    }

    @Sendable
    private func rotate(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.webhook(context)
        let end = services.now().adding(seconds: Self.overlapSeconds)
        let webhooks = try services.webhooks().webhooks
        guard let secret = try await webhooks.rotateSecret(of: known.id, until: end) else {
            throw Problem.notFound
        }
        let value: JSON = ["secret": .text(secret), "previousUntil": .text(end.text)]
        return value.response()
    }

    @Sendable
    private func test(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.webhook(context)
        let desk = try services.webhooks()
        guard let made = try await desk.webhooks.addTest(of: known.id, at: services.now()) else {
            throw Problem.notFound
        }
        desk.wake()
        return made.json.response(.accepted)
    }
}

extension Services {
    /// Finds the webhook in the path.
    func webhook(_ context: ServerContext) async throws -> Webhook {
        guard let id = Int64(context.text("id")),
            let webhook = try await webhooks().webhooks.webhook(id)
        else { throw Problem.notFound }
        return webhook
    }
}

private struct WebhookSubscriptionBody: Decodable {
    var name: String?
    var url: String?
    var events: [String]?
    var includeContent: Bool?
    var active: Bool?

    func apply(to draft: inout WebhookDraft, _ policy: WebhookPolicy) throws {
        if let name { draft.name = name }
        if let url {
            do {
                _ = try policy.admit(url)
            } catch {
                throw Problem(
                    .unprocessableContent,
                    "bad-address",
                    detail: error.description,
                    fields: ["field": "url"]
                )
            }
            draft.url = url
        }
        if let events {
            let known = events.compactMap(WebhookEvent.init)
            guard !known.isEmpty, known.count == events.count, !known.contains(.test) else {
                throw Problem.badRequest("names of events, at least one", field: "events")
            }
            draft.events = Set(known)
        }
        if let includeContent { draft.includesContent = includeContent }
        if let active { draft.isActive = active }
    }
}

extension Webhook {
    /// The webhook as the API shows it, without its secret.
    var json: JSON {
        [
            "id": .text(String(id)), "name": .text(name), "url": .text(url),
            "events": .list(events.map(\.rawValue).sorted()) { .text($0) },
            "includeContent": .bool(includesContent), "active": .bool(isActive),
            "problem": .text(problem), "createdAt": .text(createdAt.text),
        ]
    }
}

internal import Engine
internal import Hummingbird
internal import Operations
internal import Store

/// Serves the log of what a webhook was told: `/api/v1/webhooks/:id/deliveries`.
struct WebhookDeliveryController: Sendable {
    let services: Services

    func add(to webhooks: RouterGroup<ServerContext>) {
        webhooks.get(":id/deliveries", use: list)
        webhooks.get(":id/deliveries/:delivery", use: one)
        webhooks.post(":id/deliveries/:delivery/retry", use: retry)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let webhook = try await services.webhook(context)
        let limit = try request.limit()
        let found = try await services.webhooks().webhooks.deliveries(
            of: webhook.id,
            state: try request.choice("state"),
            after: try request.cursor { Int64($0) },
            limit: limit + 1
        )
        return page(found, limit: limit, next: { String($0.number) }, \.json).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let webhook = try await services.webhook(context)
        let found = try await services.webhooks().webhooks.delivery(
            context.text("delivery"),
            of: webhook.id
        )
        guard let found else { throw Problem.notFound }
        return found.json.response()
    }

    @Sendable
    private func retry(_ request: Request, _ context: ServerContext) async throws -> Response {
        let webhook = try await services.webhook(context)
        let desk = try services.webhooks()
        let found = try await desk.webhooks.retry(
            context.text("delivery"),
            of: webhook.id,
            at: services.now()
        )
        guard let found else { throw Problem.notFound }
        desk.wake()
        return found.json.response(.accepted)
    }
}

extension Request {
    /// The one value of a parameter that takes the words of an enumeration; `nil` without one.
    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) throws -> Choice?
    where Choice.RawValue == String {
        guard let text = query(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.badRequest("one of " + words, field: name)
        }
        return choice
    }
}

extension WebhookDelivery {
    /// The delivery as the API shows it.
    var json: JSON {
        [
            "id": .text(id), "event": .text(event.rawValue), "at": .text(at.text),
            "state": .text(state.rawValue), "attempts": .count(attempts),
            "nextAttemptAt": .text(nextAttemptAt?.text),
            "lastAttemptAt": .text(lastAttemptAt?.text),
            "status": status.map { .count($0) } ?? .null, "error": .text(error),
            "milliseconds": milliseconds.map { .integer($0) } ?? .null,
        ]
    }
}

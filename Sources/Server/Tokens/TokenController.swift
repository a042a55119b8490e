internal import Engine
internal import Foundation
internal import Hummingbird
internal import Store

/// Serves the tokens of programs: `/api/v1/tokens`.
///
/// Everyone has their own; an administrator sees all of them and ends any.
struct TokenController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let tokens = router.group("api/v1/tokens")
        tokens.get("", use: list)
        tokens.post("", use: create)
        tokens.get(":id", use: one)
        tokens.delete(":id", use: revoke)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let known = try await services.accounts.tokens(
            of: viewer.administers ? nil : viewer.agent.id
        )
        let directory = await services.directory()
        let part = try request.part(of: known) { String($0.id) }
        return part.json { $0.json(directory) }.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        return try await token(context, viewer).json(await services.directory()).response()
    }

    /// Makes a token; its secret is in this answer and nowhere else.
    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(TokenBody.self, context)
        let scopes = try (body.scopes ?? []).map { text in
            guard let scope = TokenScope(text) else {
                throw Problem.badRequest(
                    "one of " + TokenScope.texts.joined(separator: ", "),
                    field: "scopes"
                )
            }
            return scope
        }
        // No token makes one that may do more than itself.
        guard (scopes.isEmpty ? [.all] : scopes).allSatisfy(caller.grants.covers) else {
            throw Problem.forbidden
        }
        let end = try body.expiresAt.map { text in
            guard let moment = Timestamp(text, zone: context.timeZone), services.now() < moment
            else { throw Problem.badRequest("a moment to come", field: "expiresAt") }
            return moment
        }
        let made = try await services.accounts.addToken(
            named: body.name,
            for: caller.agent.id,
            scopes: body.scopes ?? [],
            at: services.now(),
            expiresAt: end
        )
        return made.token.json(await services.directory())
            .adding(["secret": .text(made.secret)]).response(.created)
    }

    @Sendable
    private func revoke(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let token = try await token(context, viewer)
        _ = try await services.accounts.revokeToken(token.id, at: services.now())
        return .done
    }

    private func token(_ context: ServerContext, _ viewer: Viewer) async throws -> APIToken {
        guard let id = Int64(context.text("id")),
            let token = try await services.accounts.token(numbered: id),
            viewer.administers || token.agent == viewer.agent.id
        else { throw Problem.notFound }
        return token
    }
}

private struct TokenBody: Decodable {
    var name: String
    var scopes: [String]?
    var expiresAt: String?
}

extension APIToken {
    /// The token as the API shows it, without its secret.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(String(id)), "name": .text(name), "user": directory.reference(agent),
            "scopes": .list(scopes) { .text($0) }, "createdAt": .text(createdAt.text),
            "lastUsedAt": .text(lastUsedAt?.text), "expiresAt": .text(expiresAt?.text),
            "revokedAt": .text(revokedAt?.text),
        ]
    }
}

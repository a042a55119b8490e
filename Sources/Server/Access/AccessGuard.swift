internal import Engine
internal import Hummingbird

/// Lets in whom the rules let in: the one place where the interface asks for roles and scopes.
///
/// Which sessions and contacts a person sees is asked where they are read, by `Viewer`.
struct AccessGuard: RouterMiddleware {
    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        guard let route = context.endpointPath else { return try await next(request, context) }
        guard let rule = AccessRule.rule(for: route) else {
            // Pages and forms ask by themselves; an endpoint without a rule is open to nobody.
            guard !route.hasPrefix("/api/") else { throw Problem.forbidden }
            return try await next(request, context)
        }
        let isChange = request.method != .get && request.method != .head
        let right = isChange ? rule.changing : rule.reading
        if right != .asked {
            let caller = try context.requireCaller()
            guard right.isHeld(by: caller.viewer) else { throw Problem.forbidden }
        }
        if let area = rule.area, let caller = context.caller,
            !caller.grants.covers(area, isChange: isChange)
        {
            throw Problem.missingScope("\(area.rawValue):\(isChange ? "write" : "read")")
        }
        return try await next(request, context)
    }
}

extension Problem {
    /// The token is not for this.
    static func missingScope(_ scope: String) -> Problem {
        Problem(
            .forbidden,
            "missing-scope",
            detail: "the token needs the scope \(scope)",
            fields: ["scope": .text(scope)]
        )
    }
}

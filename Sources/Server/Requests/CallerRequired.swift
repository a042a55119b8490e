internal import Hummingbird

/// Answers nobody who did not show who they are, whatever an endpoint would look at first.
struct CallerRequired: RouterMiddleware {
    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        _ = try context.requireCaller()
        return try await next(request, context)
    }
}

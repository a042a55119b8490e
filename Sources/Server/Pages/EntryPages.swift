internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import OrderedCollections
internal import Store
internal import Templates

/// Shows the first pages: `/` leads everyone to their place, `/login` lets people in.
struct EntryPages: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("", use: home)
        router.get("login", use: login)
        router.post("presence", use: setPresence)
    }

    @Sendable
    private func home(_ request: Request, _ context: ServerContext) async throws -> Response {
        .redirect(to: Self.place(of: try context.requireCaller()))
    }

    @Sendable
    private func login(_ request: Request, _ context: ServerContext) async throws -> Response {
        var context = context
        if let caller = try? context.requireCaller() {
            return .redirect(to: Self.place(of: caller))
        }
        let cookie = context.makeFormSecret()
        let known = ["invalid", "throttled", "csrf", "demo"]
        let error = request.query("error").flatMap { known.contains($0) ? $0 : nil }
        let facts: PageFacts = [
            "csrf": .text(context.csrfToken),
            "email": nil,
            "next": .text(request.query("next").flatMap(LocalPath.init)?.text),
            "error": .text(error),
            "company": .text(await services.directory().company.name),
            "demo": .flag(services.settings.isDemo),
        ]
        var response = try writer.page("login", facts, context)
        if let cookie { response.setCookie(cookie) }
        return response
    }

    /// Sets the presence of a person whose browser runs no script.
    @Sendable
    private func setPresence(_ request: Request, _ context: ServerContext) async throws -> Response
    {
        let caller = try context.requireCaller()
        var request = request
        let form = try await request.form(context)
        let body = PresenceBody(state: form["state"] ?? "", reason: form["reason"])
        _ = try await services.switchboard.submit(
            .setPresence(caller.agent.id, body.presence()),
            by: caller.actor
        )
        return .redirect(to: Self.place(of: caller))
    }

    private static func place(of caller: Caller) -> String {
        caller.viewer.supervises ? "/boards" : "/console"
    }
}

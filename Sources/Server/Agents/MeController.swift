internal import Engine
internal import FoundationEssentials
internal import Hummingbird
internal import Store

/// Serves what people do for themselves: `/api/v1/me`.
struct MeController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let me = router.group("api/v1/me")
        me.get("", use: show)
        me.put("presence", use: setPresence)
        me.put("password", use: setPassword)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let viewer = caller.viewer
        let rights: [(String, Bool)] = [
            ("supervise", viewer.supervises), ("readReports", viewer.readsReports),
            ("administer", viewer.administers),
        ]
        var token: JSON = .text(context.csrfToken)
        if case .token = caller.proof { token = nil }
        return caller.agent.json(
            await services.directory(),
            state: await services.state(of: caller.agent.id)
        ).adding([
            "csrf": token, "timeZone": .text(context.timeZone.identifier),
            "may": .list(rights.filter(\.1)) { .text($0.0) },
        ]).response()
    }

    @Sendable
    private func setPresence(_ request: Request, _ context: ServerContext) async throws -> Response
    {
        let caller = try context.requireCaller()
        let body = try await request.json(PresenceBody.self, context)
        _ = try await services.switchboard.submit(
            .setPresence(caller.agent.id, body.presence()),
            by: caller.actor
        )
        return caller.agent.json(
            await services.directory(),
            state: await services.state(of: caller.agent.id)
        ).response()
    }

    /// Changes the password: every login of the person ends, and the one that asked begins anew.
    @Sendable
    private func setPassword(_ request: Request, _ context: ServerContext) async throws -> Response
    {
        let caller = try context.requireCaller()
        let body = try await request.json(PasswordBody.self, context)
        if let seconds = services.logins.take("account " + caller.agent.email) {
            throw Problem.throttled(seconds: seconds)
        }
        let known = try await services.accounts.agent(
            email: caller.agent.email,
            password: body.current
        )
        guard known?.id == caller.agent.id else {
            throw Problem(.unprocessableContent, "wrong-password")
        }
        try await services.accounts.setPassword(body.new, for: caller.agent.id)
        await services.feed.end(loginsOf: caller.agent.id)
        var response = Response.done
        if case .login = caller.proof {
            let opened = try await services.accounts.openLogin(
                of: caller.agent.id,
                at: services.now(),
                lifetimeSeconds: LoginCookie.lifetimeSeconds
            )
            response.setCookie(LoginCookie.make(opened.secret, isSecure: context.isSecure))
        }
        return response
    }
}

/// Is a body that sets a presence.
struct PresenceBody: Decodable {
    var state: String
    var reason: String?

    /// The presence.
    func presence() throws -> Presence {
        switch state {
        case "available": .available
        case "paused": .paused(reason: reason ?? "")
        case "offline": .offline
        default: throw Problem.badRequest("available, paused or offline", field: "state")
        }
    }
}

private struct PasswordBody: Decodable {
    var current: String
    var new: String
}

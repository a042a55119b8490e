internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Store

/// Finds out who asks: by bearer token, or by the cookie of a login.
///
/// The person is read from the floor at every request, so a change of role or teams holds at once.
struct Authentication: RouterMiddleware {
    let services: Services

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var renewal: Cookie?
        if let header = request.headers[.authorization] {
            context.caller = try await bearer(header)
        } else if let secret = request.cookies[LoginCookie.name]?.value, !secret.isEmpty {
            renewal = try await login(secret, &context)
        }
        if context.formSecret == nil, let cookie = request.cookies[LoginCookie.formName]?.value,
            !cookie.isEmpty
        {
            context.formSecret = FormSecret(cookie: cookie)
        }
        try await settle(&context, request)
        var response = try await next(request, context)
        if let renewal { response.setCookie(renewal) }
        return response
    }

    private func bearer(_ header: String) async throws -> Caller {
        let parts = header.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Problem.unauthenticated
        }
        let token = try await services.accounts.token(String(parts[1]), at: services.now())
        guard let token, let viewer = await services.viewer(of: token.agent) else {
            throw Problem.unauthenticated
        }
        return Caller(viewer: viewer, proof: .token(token))
    }

    /// Takes the login of a cookie; gives the cookie anew when it was made longer.
    private func login(
        _ secret: String,
        _ context: inout ServerContext
    ) async throws -> Cookie? {
        let now = services.now()
        guard let login = try await services.accounts.login(secret, at: now),
            let viewer = await services.viewer(of: login.agent)
        else { return nil }
        context.caller = Caller(
            viewer: viewer,
            proof: .login(digest: RandomText.digest(secret))
        )
        context.formSecret = FormSecret(cookie: secret)
        let left = login.expiresAt.since(now)
        guard left < LoginCookie.lifetimeSeconds * 500 else { return nil }
        let end = now.adding(seconds: LoginCookie.lifetimeSeconds)
        try await services.accounts.extendLogin(login, to: end)
        return LoginCookie.make(secret, isSecure: context.isSecure)
    }

    /// Chooses language and zone.
    private func settle(_ context: inout ServerContext, _ request: Request) async throws {
        let company = await services.directory().company
        if let zone = TimeZone(identifier: company.timeZone) { context.timeZone = zone }
        context.language =
            context.caller?.agent.language
            ?? Self.preferred(request.headers[.acceptLanguage], else: company.language)
    }

    private static func preferred(_ header: String?, else fallback: String) -> String {
        for part in (header ?? "").lowercased().split(separator: ",") {
            if part.trimmingSpaces.hasPrefix("pt") { return "pt-BR" }
            if part.trimmingSpaces.hasPrefix("en") { return "en" }
        }
        return fallback
    }
}

/// Is the cookie of a login, which scripts cannot read.
enum LoginCookie {
    /// The name of the login's cookie.
    static let name = "conecta_session"

    /// The name of the cookie that the login form's CSRF token belongs to.
    static let formName = "conecta_form"

    /// How long a login lasts after its last use, in seconds: a working day with its night.
    static let lifetimeSeconds: Int64 = 30 * 3_600

    /// Makes the cookie of a login.
    static func make(_ secret: String, isSecure: Bool) -> Cookie {
        cookie(name, secret, seconds: Int(lifetimeSeconds), isSecure: isSecure)
    }

    /// Makes the cookie that ends a login in the browser.
    static func end(isSecure: Bool) -> Cookie {
        cookie(name, "", seconds: 0, isSecure: isSecure)
    }

    /// Makes the cookie of a form before the login.
    static func form(_ secret: String, isSecure: Bool) -> Cookie {
        cookie(formName, secret, seconds: 3_600 * 12, isSecure: isSecure)
    }

    private static func cookie(
        _ name: String,
        _ value: String,
        seconds: Int,
        isSecure: Bool
    ) -> Cookie {
        Cookie(
            name: name,
            value: value,
            maxAge: seconds,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }
}

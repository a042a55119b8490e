internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Store

/// Lets people in and out, by the forms that are posted to `/login` and `/logout`.
struct LoginController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.post("login", use: login)
        router.post("logout", use: logout)
    }

    @Sendable
    private func login(_ request: Request, _ context: ServerContext) async throws -> Response {
        var request = request
        let form = try await request.form(context)
        let next = form["next"].flatMap(LocalPath.init)
        guard request.isForm, context.formSecret != nil else {
            return Self.refuse("csrf", next)
        }
        let email = (form["email"] ?? "").trimmingSpaces.lowercased()
        // Longer than any address: a limiter that remembers it would be filled by a few.
        guard email.utf8.count <= 254 else { return Self.refuse("invalid", next) }
        let account = "account " + email
        let address = "address " + context.addressBlock
        // The address first: who is throttled uses up no attempts of others.
        if services.addresses.take(address) != nil || services.logins.take(account) != nil {
            context.logger.notice("a login was throttled", metadata: ["address": "\(address)"])
            return Self.refuse("throttled", next)
        }
        if !services.settings.isDemo, email.hasSuffix("@demo") { return Self.refuse("demo", next) }
        let found: Agent?
        do {
            found = try await services.accounts.agent(
                email: email,
                password: form["password"] ?? ""
            )
        } catch AccountsError.busy {
            throw Problem.overloaded()
        }
        guard let agent = found else { return Self.refuse("invalid", next) }
        services.logins.forgive(account)
        let opened = try await services.accounts.openLogin(
            of: agent.id,
            at: services.now(),
            lifetimeSeconds: LoginCookie.lifetimeSeconds
        )
        let home = agent.role >= .supervisor ? "/boards" : "/console"
        var response = Response.redirect(to: next?.text ?? home)
        response.setCookie(LoginCookie.make(opened.secret, isSecure: context.isSecure))
        return response
    }

    @Sendable
    private func logout(_ request: Request, _ context: ServerContext) async throws -> Response {
        var response = Response.redirect(to: "/login")
        response.setCookie(LoginCookie.end(isSecure: context.isSecure))
        guard let caller = context.caller, case .login(let digest) = caller.proof else {
            return response
        }
        if let secret = request.cookies[LoginCookie.name]?.value {
            try await services.accounts.closeLogin(secret)
        }
        await services.feed.end(login: digest)
        _ = try await services.switchboard.submit(
            .setPresence(caller.agent.id, .offline),
            by: caller.actor
        )
        return response
    }

    private static func refuse(_ code: String, _ next: LocalPath?) -> Response {
        let back = next.map { "&next=" + $0.text.percentEncoded } ?? ""
        return .redirect(to: "/login?error=" + code + back)
    }
}

/// Is a path of this server, which a browser cannot take for another one's.
struct LocalPath: Sendable, Hashable {
    /// The path with its query.
    let text: String

    /// Reads a path; `nil` when it might lead elsewhere.
    init?(_ text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2_048,
            text.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }
}

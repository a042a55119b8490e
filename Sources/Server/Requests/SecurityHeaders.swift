internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Tells browsers to run nothing but our own files, to guess no types and to tell others nothing.
struct SecurityHeaders: RouterMiddleware {
    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let isEmbeddable = Self.isEmbeddable(request.uri.path)
        set(&response, .xContentTypeOptions, "nosniff")
        set(&response, .referrerPolicy, "same-origin")
        set(&response, .permissionsPolicy, "camera=(), geolocation=(), microphone=(self)")
        set(&response, .contentSecurityPolicy, Self.policy(isEmbeddable: isEmbeddable))
        if !isEmbeddable { set(&response, .frameOptions, "DENY") }
        if context.isSecure {
            set(&response, .strictTransportSecurity, "max-age=31536000; includeSubDomains")
        }
        return response
    }

    /// The policy of a report's page, which brings its style with it, pictures in its text, and nothing else.
    static let ownStylePolicy = [
        "default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "form-action 'none'",
        "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// The content security policy; pages of visitors' chats may stand in frames of other sites.
    static func policy(isEmbeddable: Bool) -> String {
        policy(ancestors: isEmbeddable ? "*" : "'none'")
    }

    /// The policy of a chat's page: the sites that its settings name may embed it, all if they name none.
    static func policy(embeddedBy sites: [String]) -> String {
        let origins = sites.compactMap(origin)
        guard !sites.isEmpty else { return policy(isEmbeddable: true) }
        return policy(ancestors: (["'self'"] + origins).joined(separator: " "))
    }

    /// The origin of a site's address; `nil` for what could say more than that in a policy.
    private static func origin(_ site: String) -> String? {
        guard let address = URL(string: site), let scheme = address.scheme,
            let host = address.host(),
            ["https", "http"].contains(scheme),
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) })
        else { return nil }
        return "\(scheme)://\(host)" + (address.port.map { ":\($0)" } ?? "")
    }

    private static func policy(ancestors: String) -> String {
        [
            "default-src 'none'", "script-src 'self'", "style-src 'self'",
            "img-src 'self' data: blob:", "media-src 'self' blob:", "font-src 'self'",
            "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'self'",
            "base-uri 'none'", "frame-ancestors " + ancestors,
        ].joined(separator: "; ")
    }

    private static func isEmbeddable(_ path: String) -> Bool {
        path.hasPrefix("/chat/")
    }

    private func set(_ response: inout Response, _ name: HTTPField.Name, _ value: String) {
        // A handler that knows better, as for downloads, has set it already.
        if !response.headers.contains(name) { response.headers[name] = value }
    }
}

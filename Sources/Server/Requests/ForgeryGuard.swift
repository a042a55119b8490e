internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Lets nothing be changed by a page of another site: requests with a cookie show the CSRF token.
///
/// Programs with a bearer token have no cookie that a browser would add by itself, and need none.
struct ForgeryGuard: RouterMiddleware {
    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(check(request, context), context)
        } catch let problem as Problem
            where problem.code == Problem.badToken.code && request.uri.path == "/login"
        {
            // The form lay open for too long, or the browser keeps no cookies: show it again.
            return .redirect(to: "/login?error=csrf")
        }
    }

    /// Gives the request back, with its body where that had to be read.
    private func check(_ request: Request, _ context: ServerContext) async throws -> Request {
        guard request.method != .get, request.method != .head, request.method != .options,
            request.headers[.authorization] == nil
        else { return request }
        if let site = request.headers[.fetchSite], site != "same-origin", site != "none" {
            throw Problem.badToken
        }
        guard let secret = context.formSecret else {
            // Without any cookie there is nothing to forge: the endpoint says that nobody asks.
            guard context.caller == nil, !request.isForm else { throw Problem.badToken }
            return request
        }
        if let token = request.headers[.csrfToken] {
            guard secret.accepts(token) else { throw Problem.badToken }
            return request
        }
        guard request.isForm else { throw Problem.badToken }
        var request = request
        let body = try await request.collectBody(upTo: context.maxUploadSize)
        guard let token = FormFields(body)["csrf"], secret.accepts(token) else {
            throw Problem.badToken
        }
        return request
    }
}

/// Is what a form sent, each field with its last value.
struct FormFields: Sendable {
    private let fields: [String: String]

    /// Reads the body of a form of type `application/x-www-form-urlencoded`.
    init(_ body: ByteBuffer) {
        var fields: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decode(parts[0])
            fields[name] = parts.count > 1 ? Self.decode(parts[1]) : ""
        }
        self.fields = fields
    }

    /// The value of a field.
    subscript(name: String) -> String? { fields[name] }

    private static func decode(_ text: Substring) -> String {
        let spaced = String(text).replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension Request {
    /// Whether the body is a form's.
    var isForm: Bool {
        headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
    }

    /// Reads the body as a form.
    mutating func form(_ context: ServerContext) async throws -> FormFields {
        FormFields(try await collectBody(upTo: context.maxUploadSize))
    }

    /// The last value of a parameter of the query; `nil` when it is not there or empty.
    func query(_ name: String) -> String? {
        guard let query = uri.query else { return nil }
        let value = FormFields(ByteBuffer(string: query))[name]
        return value?.isEmpty == true ? nil : value
    }
}

internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store

/// Turns what was thrown into an answer: a problem for programs, a page for people.
struct ProblemAnswers: RouterMiddleware {
    let services: Services

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            var problem = await problem(of: error, context: context)
            if problem.code == Problem.notFound.code {
                problem = precise(problem, request, context)
            }
            return await answer(problem, to: request, context: context)
        }
    }

    /// Tells a path that is not there from a method that the path does not have.
    private func precise(
        _ problem: Problem,
        _ request: Request,
        _ context: ServerContext
    ) -> Problem {
        guard context.endpointPath == "NotFound" else { return problem }
        let methods = services.methods.methods(of: request.uri.path)
        guard !methods.isEmpty else { return problem }
        return Problem(
            .methodNotAllowed,
            "method-not-allowed",
            headers: [.allow: methods.joined(separator: ", ")]
        )
    }

    private func problem(of error: any Error, context: ServerContext) async -> Problem {
        switch error {
        case let problem as Problem:
            return problem
        case let refusal as Refusal:
            return await Problem(refusal, directory: services.directory())
        case SwitchboardError.overloaded, AccountsError.busy:
            return .overloaded()
        case AccountsError.badPassword:
            return .weakPassword
        case AccountsError.unknownAgent:
            return await Problem(Refusal.notFound(.agent), directory: services.directory())
        case let error as HTTPError:
            return error.status == .notFound
                ? .notFound : Problem(error.status, "bad-request", detail: error.body)
        case is NIOTooManyBytesError:
            return .tooLarge(maximum: context.maxUploadSize)
        case is CancellationError:
            return .unavailable()
        default:
            context.logger.error("a request failed", metadata: ["reason": "\(error)"])
            return .internal
        }
    }

    private func answer(
        _ problem: Problem,
        to request: Request,
        context: ServerContext
    ) async -> Response {
        if request.wantsPage {
            if problem.code == Problem.unauthenticated.code, request.method == .get {
                return .redirect(to: "/login?next=" + request.pathAndQuery.percentEncoded)
            }
            if let page = await services.pages.problem(problem, context) {
                return page.adding(problem.headers)
            }
        }
        let title = ProblemWords.title(
            of: problem.code,
            status: problem.status.code,
            language: context.language
        )
        let value: JSON = [
            "type": "about:blank", "title": .text(title), "status": .count(problem.status.code),
            "code": .text(problem.code), "detail": .text(problem.detail ?? title),
            "requestId": .text(context.requestID),
        ]
        guard case .object(let fields) = value else { return Response(status: problem.status) }
        var headers = problem.headers
        if problem.status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return JSON.object(fields + problem.fields)
            .response(problem.status, mediaType: "application/problem+json", headers: headers)
    }
}

extension Request {
    /// Whether a person's browser shows the answer as a page of its own.
    var wantsPage: Bool {
        guard !["/api/", "/hooks/", "/feed"].contains(where: uri.path.hasPrefix) else {
            return false
        }
        return headers[.accept]?.contains("text/html") ?? false
    }

    /// The path with its query, as it came.
    var pathAndQuery: String { head.path ?? "/" }
}

extension Response {
    /// Sends a browser elsewhere, to be read with GET.
    static func redirect(to location: String) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: location, .cacheControl: "no-store"]
        )
    }

    /// The answer without a body that says that all is done.
    static var done: Response {
        Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    /// The answer with more headers.
    func adding(_ headers: HTTPFields) -> Response {
        var response = self
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}

extension String {
    /// The text as one component of a URL's query.
    var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += byte < 16 ? "%0" : "%"
                text += String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

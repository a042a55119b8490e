internal import Hummingbird
internal import Logging
internal import Templates

/// Shows what did not work as a page with words.
struct ProblemPage: Sendable {
    let writer: PageWriter

    func answer(_ problem: Problem, _ context: ServerContext) -> Response? {
        let facts: PageFacts = [
            "kind": .text(Self.kind(of: problem)),
            "detail": .text(problem.detail),
            "request": .text(context.requestID),
            "isLoggedIn": .flag(context.caller != nil),
        ]
        do {
            return try writer.page("error", facts, context, status: problem.status)
        } catch {
            context.logger.error("the page of an error failed", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private static func kind(of problem: Problem) -> String {
        switch problem.status.code {
        case 404: "notFound"
        case 401, 403: "forbidden"
        case 429, 503: "unavailable"
        case 400..<500: "badRequest"
        default: "internal"
        }
    }
}

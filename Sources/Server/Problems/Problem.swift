internal import HTTPTypes

/// Is an answer that says no: a status, a stable code, and words for people when it is sent.
struct Problem: Error, Sendable {
    /// The status.
    var status: HTTPResponse.Status

    /// The code that programs rely on.
    var code: String

    /// What is wrong in this case, for people; by default the words of the code.
    var detail: String?

    /// What programs may need beside the code.
    var fields: [JSON.Field]

    /// Headers of the answer.
    var headers: HTTPFields

    /// Creates a problem.
    init(
        _ status: HTTPResponse.Status,
        _ code: String,
        detail: String? = nil,
        fields: KeyValuePairs<String, JSON> = [:],
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.fields = fields.map { JSON.Field(name: $0.key, value: $0.value) }
        self.headers = headers
    }
}

extension Problem {
    /// Nobody is logged in.
    static let unauthenticated = Problem(.unauthorized, "unauthenticated")

    /// The person may not.
    static let forbidden = Problem(.forbidden, "forbidden")

    /// There is no such thing, or not for this person.
    static let notFound = Problem(.notFound, "not-found")

    /// The form or script did not show its CSRF token.
    static let badToken = Problem(.forbidden, "bad-csrf")

    /// The request is wrong, perhaps in one field.
    static func badRequest(_ detail: String, field: String? = nil) -> Problem {
        var problem = Problem(.badRequest, "bad-request", detail: detail)
        if let field { problem.fields = [JSON.Field(name: "field", value: .text(field))] }
        return problem
    }

    /// The body is longer than it may be.
    static func tooLarge(maximum: Int) -> Problem {
        Problem(.contentTooLarge, "too-large", fields: ["maximum": .count(maximum)])
    }

    /// The same was tried too often.
    static func throttled(seconds: Int64) -> Problem {
        Problem(.tooManyRequests, "throttled", headers: [.retryAfter: "\(max(1, seconds))"])
    }

    /// Too much waits at the moment.
    static func overloaded(seconds: Int = 2) -> Problem {
        Problem(.serviceUnavailable, "overloaded", headers: [.retryAfter: "\(max(1, seconds))"])
    }

    /// A part of the server is down.
    static func unavailable(_ detail: String? = nil) -> Problem {
        Problem(
            .serviceUnavailable,
            "unavailable",
            detail: detail,
            headers: [.retryAfter: "10"]
        )
    }

    /// Something broke that should not; the log knows what, by the request's id.
    static let `internal` = Problem(.internalServerError, "internal")
}

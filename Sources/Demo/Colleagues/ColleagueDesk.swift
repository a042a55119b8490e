internal import Foundation

/// Is a colleague's way into the server: the API, as a program or with a browser's login.
actor ColleagueDesk {
    /// Says why a colleague was not let in.
    enum Locked: Error, Sendable, Hashable, CustomStringConvertible {
        case refused(String)

        var description: String {
            switch self {
            case .refused(let reason): "not let in: \(reason)"
            }
        }
    }

    private let colleague: Colleague
    private let server: String
    private let client: any WebClient
    private var headers: [(name: String, value: String)] = []

    init(_ colleague: Colleague, server: String, client: any WebClient) {
        self.colleague = colleague
        self.server = server
        self.client = client
    }

    /// Shows who the colleague is, and tells what the server knows of them.
    ///
    /// - Throws: `Locked`, or what the network says.
    func enter() async throws -> JSON {
        switch colleague.proof {
        case .token(let token): headers = [("Authorization", "Bearer \(token)")]
        case .password(let password): try await logIn(password)
        }
        let me = try await call("GET", "me")
        guard me.isSuccess else {
            throw Locked.refused(me.json["code"].string ?? "status \(me.status)")
        }
        if let csrf = me.json["csrf"].string { headers.append(("X-CSRF-Token", csrf)) }
        return me.json
    }

    /// Asks the API; the path stands below `/api/v1`.
    func call(
        _ method: String,
        _ path: String,
        _ body: JSON? = nil,
        key: String? = nil
    ) async throws -> WebAnswer {
        var request = WebRequest(method, "\(server)/api/v1/\(path)", headers: headers)
        if let body {
            request.headers.append(("Content-Type", "application/json"))
            request.body = body.bytes
        }
        if let key { request.headers.append(("Idempotency-Key", key)) }
        return try await client.send(request)
    }

    /// Holds the feed open, as a console does, until the server ends it.
    func watch() async throws {
        let request = WebRequest("GET", "\(server)/feed", headers: headers)
        _ = try await client.listen(request) { _ in }
    }

    private func logIn(_ password: String) async throws {
        let page = try await client.send(WebRequest("GET", "\(server)/login"))
        guard let csrf = Self.token(in: String(decoding: page.body, as: UTF8.self)) else {
            throw Locked.refused("the login page has no form")
        }
        let fields = [("email", colleague.email), ("password", password), ("csrf", csrf)]
        let form = fields.map { name, value in
            name + "=" + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }
        let answer = try await client.send(
            WebRequest(
                "POST",
                "\(server)/login",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"),
                    ("Cookie", page.cookies.joined(separator: "; ")),
                ],
                body: Array(form.joined(separator: "&").utf8)
            )
        )
        let cookie = answer.cookies.first { $0.hasPrefix("conecta_session=") }
        guard let cookie else {
            throw Locked.refused(answer.headers["location"] ?? "status \(answer.status)")
        }
        headers = [("Cookie", cookie)]
    }

    /// The token of a page's form, or of its head.
    private static func token(in page: String) -> String? {
        for (name, value) in [("name=\"csrf\" value=\"", "\""), ("name=\"csrf\" content=\"", "\"")]
        {
            guard let start = page.range(of: name) else { continue }
            let rest = page[start.upperBound...]
            return rest.range(of: value).map { String(rest[..<$0.lowerBound]) }
        }
        return nil
    }
}

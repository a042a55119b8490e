import Foundation
import FoundationNetworking

/// Asks a server, as the holder of a token or as nobody; follows no redirect.
struct Caller: Sendable {
    /// Is what the server answered.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        /// The body as JSON; null when it is none.
        var json: Wire { (try? JSONDecoder().decode(Wire.self, from: body)) ?? .null }

        /// The body as text.
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Where the server listens.
    let address: String

    /// Whose name the calls are made in.
    var token: String?

    /// Gets a path.
    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await call("GET", path, headers: headers)
    }

    /// Posts JSON to a path.
    func post(
        _ path: String,
        _ body: String = "{}",
        headers: [String: String] = [:]
    ) async throws -> Answer {
        let type = ["Content-Type": "application/json"]
        return try await call("POST", path, Data(body.utf8), headers: type.merging(headers) { $1 })
    }

    /// Posts a webhook, signed as the provider signs.
    func hook(
        _ channel: String,
        _ body: Data,
        secret: String = Premises.appSecret
    ) async throws -> Answer {
        let signature = "sha256=" + Signature.hex(of: body, key: secret)
        let headers = [
            "Content-Type": "application/json", "X-Hub-Signature-256": signature,
        ]
        return try await call("POST", "/hooks/\(channel)", body, headers: headers)
    }

    /// Calls.
    func call(
        _ method: String,
        _ path: String,
        _ body: Data? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        guard let url = URL(string: address + path) else {
            throw NeverCame(description: "\(path) is no path")
        }
        var request = URLRequest(url: url, timeoutInterval: 60)
        request.httpMethod = method
        request.httpBody = body
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await Self.session.data(for: request)
        let answer = response as? HTTPURLResponse
        var found: [String: String] = [:]
        for (name, value) in answer?.allHeaderFields ?? [:] {
            found["\(name)".lowercased()] = "\(value)"
        }
        return Answer(status: answer?.statusCode ?? 0, headers: found, body: data)
    }

    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 32
        configuration.httpShouldSetCookies = false
        return URLSession(configuration: configuration, delegate: StayHere(), delegateQueue: nil)
    }()
}

/// Follows no redirect.
private final class StayHere: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

extension Caller {
    /// Gets every page of a list.
    func all(_ path: String) async throws -> [Wire] {
        var items: [Wire] = []
        var cursor = ""
        repeat {
            let page = try await get("\(path)\(path.contains("?") ? "&" : "?")limit=200\(cursor)")
            guard page.status == 200 else {
                throw NeverCame(description: "\(path): \(page.status) \(page.text)")
            }
            items += page.json.items.elements
            cursor = page.json.nextCursor.string.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty
        return items
    }

    /// The messages of a contact's side in every open session of a channel.
    func received(on channel: String) async throws -> [Wire] {
        var messages: [Wire] = []
        for session in try await all("/api/v1/sessions?channel=\(channel)") {
            let path = "/api/v1/sessions/\(session.id.string ?? "")/timeline"
            messages += try await all(path).map(\.message).filter {
                $0.author.kind.string == "contact"
            }
        }
        return messages
    }
}

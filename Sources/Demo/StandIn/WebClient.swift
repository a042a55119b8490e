internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Is a request to a server.
struct WebRequest: Sendable {
    var method: String
    var url: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    init(
        _ method: String,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// Is a server's answer.
struct WebAnswer: Sendable {
    var status: Int
    /// The headers, by names in lower case; of several with one name the last.
    var headers: [String: String] = [:]
    /// The cookies that the server set, each as `name=value`.
    var cookies: [String] = []
    var body: [UInt8] = []

    /// Whether the server did what it was asked.
    var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as JSON; null when it is none.
    var json: JSON { JSON(body) ?? .null }
}

/// Sends requests.
protocol WebClient: Sendable {
    /// Sends a request and reads the whole answer; redirections are not followed.
    func send(_ request: WebRequest) async throws -> WebAnswer

    /// Sends a request and hands on what the server says as it comes, until the server or an error ends it.
    ///
    /// Returns the status, with nothing handed on unless that is 200.
    func listen(
        _ request: WebRequest,
        _ take: @Sendable ([UInt8]) async -> Void
    ) async throws -> Int
}

/// Sends requests over the network; must be shut down.
struct NetworkClient: WebClient {
    private static let maximumAnswer = 32 << 20

    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            // Streams say something every 15 s; one that is silent for longer is dead.
            timeout: .init(connect: .seconds(5), read: .seconds(60))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async {
        try? await client.shutdown()
    }

    func send(_ request: WebRequest) async throws -> WebAnswer {
        let response = try await client.execute(outgoing(request), timeout: .seconds(30))
        var answer = WebAnswer(status: Int(response.status.code))
        for (name, value) in response.headers {
            answer.headers[name.lowercased()] = value
            if name.lowercased() == "set-cookie", let cookie = value.split(separator: ";").first {
                answer.cookies.append(String(cookie))
            }
        }
        answer.body = Array(buffer: try await response.body.collect(upTo: Self.maximumAnswer))
        return answer
    }

    func listen(
        _ request: WebRequest,
        _ take: @Sendable ([UInt8]) async -> Void
    ) async throws -> Int {
        let response = try await client.execute(outgoing(request), deadline: .distantFuture)
        guard response.status == .ok else { return Int(response.status.code) }
        for try await part in response.body { await take(Array(buffer: part)) }
        return 200
    }

    private func outgoing(_ request: WebRequest) -> HTTPClientRequest {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for header in request.headers {
            outgoing.headers.add(name: header.name, value: header.value)
        }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        return outgoing
    }
}

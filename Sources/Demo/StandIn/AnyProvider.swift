internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Stands in for any provider, on loopback alone: answers each request alike, and remembers it.
public final class AnyProvider: Sendable {
    /// Is a request that came.
    public struct Request: Sendable, Hashable {
        /// The method and what follows the host, as in `POST /messages`.
        public var line: String
        /// The headers that its sender chose, names in lower case.
        public var headers: [String: String]
        /// The body.
        public var body: [UInt8]
    }

    /// Is what each request is answered with.
    public struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: @Sendable (Int) -> [UInt8]

        /// Creates an answer; the body hears how many requests came so far, this one included.
        public init(
            status: Int,
            headers: [String: String],
            body: @escaping @Sendable (Int) -> [UInt8]
        ) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    private static let maximumBody = 100 << 20

    private let answer: Answer
    private let came = Mutex<[Request]>([])
    private let port = Mutex<LoopbackPort?>(nil)

    /// Creates a provider; it opens no port yet.
    public init(_ answer: Answer) { self.answer = answer }

    /// The requests that came, first to last.
    public var requests: [Request] { came.withLock { $0 } }

    /// Opens the port and tells which it is.
    ///
    /// - Throws: When the port cannot be had.
    public func start(port wanted: Int = 0) async throws -> Int {
        let opened = try await LoopbackPort.open(
            wanted,
            answering: CallbackResponder<BasicRequestContext> { [self] request, _ in
                try await take(request)
            }
        )
        port.withLock { $0 = opened }
        return opened.number
    }

    /// Closes the port.
    public func stop() async {
        let opened = port.withLock { port in
            defer { port = nil }
            return port
        }
        await opened?.close()
    }

    private func take(_ request: Hummingbird.Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.maximumBody)
        let kept = Request(
            line: "\(request.method.rawValue) \(request.uri.string)",
            headers: Dictionary(
                request.headers.map { ($0.name.canonicalName, $0.value) },
                uniquingKeysWith: { "\($0), \($1)" }
            ),
            body: Array(buffer: body)
        )
        let count = came.withLock { came in
            came.append(kept)
            return came.count
        }
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(
            status: .init(code: answer.status),
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body(count)))
        )
    }
}

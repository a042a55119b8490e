import Foundation
import Logging
import Synchronization

/// Keeps what a plugin did while its account was tried: requests that would have left, and its log.
///
/// Nothing leaves: every request is answered with one prepared answer.
public final class RehearsalRecord: Sendable {
    /// Is a request as it would have left, with placeholders in the place of secrets.
    public struct Request: Sendable, Hashable, Codable {
        /// Is a header.
        public struct Header: Sendable, Hashable, Codable {
            /// The name in lower case.
            public var name: String
            /// The value.
            public var value: String
        }

        /// The method.
        public var method: String
        /// The whole address.
        public var url: String
        /// The headers.
        public var headers: [Header]
        /// The body, as far as it is text.
        public var body: String
    }

    /// Is a line that the plugin wrote to its log.
    public struct Note: Sendable, Hashable, Codable {
        /// `debug`, `info`, `warning` or `error`.
        public var level: String
        /// The line.
        public var text: String
    }

    /// Is what the provider is made to answer.
    public struct Answer: Sendable, Hashable, Codable {
        /// The status.
        public var status: Int
        /// The headers.
        public var headers: [Request.Header]
        /// The body.
        public var body: String

        /// Creates an answer.
        public init(status: Int = 200, headers: [String: String] = [:], body: String = "{}") {
            self.status = status
            self.headers = headers.sorted { $0.key < $1.key }
                .map { Request.Header(name: $0.key.lowercased(), value: $0.value) }
            self.body = body
        }
    }

    /// The id of a small file that messages can be tried with.
    public static let sampleFile = "sample"

    /// The most that is kept of a body, in bytes, of requests, and of notes.
    private static let limits = (body: 256 << 10, requests: 20, notes: 200)

    private struct Kept {
        var requests: [Request] = []
        var notes: [Note] = []
    }

    private let answer: Answer
    private let kept = Mutex(Kept())

    /// Creates an empty record.
    public init(answering answer: Answer = Answer()) {
        self.answer = answer
    }

    /// Takes what was kept since the last time.
    public func take() -> (requests: [Request], notes: [Note]) {
        kept.withLock { kept in
            defer { kept = Kept() }
            return (kept.requests, kept.notes)
        }
    }

    func note(_ level: Logger.Level, _ text: String) {
        kept.withLock { kept in
            guard kept.notes.count < Self.limits.notes else { return }
            kept.notes.append(Note(level: "\(level)", text: text))
        }
    }
}

extension RehearsalRecord: HTTPEgress {
    /// Keeps a request and answers it.
    public func send(_ request: EgressRequest) async throws -> any EgressResponse {
        var body: [UInt8] = []
        for try await piece in request.body.pieces() where body.count < Self.limits.body {
            body += piece
        }
        let text = String(decoding: body.prefix(Self.limits.body), as: UTF8.self)
        let heard = Request(
            method: request.method,
            url: request.url,
            headers: request.headers.map { Request.Header(name: $0.name, value: $0.value) },
            body: text
        )
        kept.withLock { kept in
            guard kept.requests.count < Self.limits.requests else { return }
            kept.requests.append(heard)
        }
        return PreparedResponse(answer)
    }
}

/// Gives the prepared answer's body in one piece.
private final class PreparedResponse: EgressResponse {
    let status: Int
    let headers: [WebhookRequest.Header]
    private let body: Mutex<[UInt8]?>

    init(_ answer: RehearsalRecord.Answer) {
        status = answer.status
        headers = answer.headers.map { WebhookRequest.Header($0.name, $0.value) }
        body = Mutex(Array(answer.body.utf8))
    }

    func next() async throws -> [UInt8]? {
        body.withLock { body in
            defer { body = nil }
            return body
        }
    }
}

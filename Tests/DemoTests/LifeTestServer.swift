import Synchronization

@testable import Demo

/// Stands in for our server: keeps what it is sent, and answers as it is told.
final class LifeTestServer: WebClient {
    /// Is what it was sent.
    struct Taken: Sendable {
        var request: WebRequest
        var signature: String { header("X-Hub-Signature-256") }
        var json: JSON { JSON(request.body) ?? .null }

        private func header(_ name: String) -> String {
            request.headers.first { $0.name == name }?.value ?? ""
        }
    }

    private struct State {
        var taken: [Taken] = []
        var refusals: Int
    }

    private let state: Mutex<State>
    private let bodies: AsyncStream<Taken>
    private let entrance: AsyncStream<Taken>.Continuation

    /// Creates a server that refuses the first webhooks.
    init(refusing refusals: Int = 0) {
        state = Mutex(State(refusals: refusals))
        (bodies, entrance) = AsyncStream.makeStream()
    }

    /// Everything it was sent, also what it refused.
    var taken: [Taken] { state.withLock(\.taken) }

    /// What it was posted and took, as it comes.
    func posts() -> AsyncStream<Taken> { bodies }

    func send(_ request: WebRequest) async throws -> WebAnswer {
        if request.method == "GET" {
            let challenge = request.url.split(separator: "hub.challenge=").last?.prefix {
                $0 != "&"
            }
            return WebAnswer(status: 200, body: Array((challenge ?? "").utf8))
        }
        let isTaken = state.withLock { state in
            state.taken.append(Taken(request: request))
            guard state.refusals > 0 else { return true }
            state.refusals -= 1
            return false
        }
        guard isTaken else { return WebAnswer(status: 503) }
        entrance.yield(Taken(request: request))
        return WebAnswer(status: 200)
    }

    func listen(
        _ request: WebRequest,
        _ take: @Sendable ([UInt8]) async -> Void
    ) async throws -> Int {
        404
    }
}

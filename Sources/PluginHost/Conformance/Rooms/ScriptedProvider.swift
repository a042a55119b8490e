import Synchronization

/// Stands in for a provider without a network: answers every request as it is told to.
final class ScriptedProvider: HTTPEgress {
    /// Says what becomes of a request.
    enum Reaction: Sendable {
        /// An answer.
        case answer(status: Int, headers: [String: String], body: [UInt8])
        /// There is no connection.
        case refusal
        /// The request is taken, and nothing comes.
        case silence
        /// The request is taken, and nothing comes for ever.
        case hang
    }

    private let state = Mutex((reaction: Reaction.refusal, count: 0))

    /// How many requests came since the last `react`.
    var count: Int { state.withLock { $0.count } }

    /// Reacts to every request like this from now on.
    func react(_ reaction: Reaction) {
        state.withLock { $0 = (reaction, 0) }
    }

    func send(_ request: EgressRequest) async throws -> any EgressResponse {
        for try await _ in request.body.pieces() {}
        let reaction = state.withLock { state in
            state.count += 1
            return state.reaction
        }
        switch reaction {
        case .answer(let status, let headers, let body):
            let headers = headers.map { WebhookRequest.Header($0.key.lowercased(), $0.value) }
            return Answer(status: status, headers: headers, body: body)
        case .refusal: throw EgressError.notSent("connection refused")
        case .silence: throw EgressError.noAnswer("no answer came")
        case .hang:
            try await Task.sleep(for: .seconds(600))
            throw EgressError.noAnswer("no answer came")
        }
    }

    private final class Answer: EgressResponse {
        let status: Int
        let headers: [WebhookRequest.Header]
        private let rest: Mutex<[UInt8]?>

        init(status: Int, headers: [WebhookRequest.Header], body: [UInt8]) {
            self.status = status
            self.headers = headers
            rest = Mutex(body)
        }

        func next() async throws -> [UInt8]? {
            rest.withLock { rest in
                defer { rest = nil }
                return rest
            }
        }
    }
}

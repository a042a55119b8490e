/// Sends the requests of one party, as far as they are granted.
protocol PluginHTTP: Sendable {
    /// Makes an exchange and brings the whole answer.
    ///
    /// - Parameters:
    ///   - request: what is wanted, with placeholders for secrets.
    ///   - limit: the greatest answer in bytes.
    /// - Returns: the answer, whatever its status.
    /// - Throws: `PluginFailure`.
    func fetch(_ request: OutgoingRequest, atMost limit: UInt64) async throws -> FetchedAnswer

    /// Makes an exchange and keeps the body of a good answer as a file.
    ///
    /// - Parameters:
    ///   - request: what is wanted, with placeholders for secrets.
    ///   - limit: the greatest file in bytes.
    ///   - name: the file's name; empty when unknown.
    ///   - mime: its type; empty for the one that the answer states.
    /// - Returns: the answer; the body of one that is not good is in it, at most 1 MiB.
    /// - Throws: `PluginFailure`.
    func fetch(
        _ request: OutgoingRequest,
        atMost limit: UInt64,
        intoBlob name: String,
        mime: String
    ) async throws -> FetchedAnswer
}

/// Is an answer that was brought whole.
struct FetchedAnswer: Sendable, Hashable {
    var status: Int
    var headers: [WebhookRequest.Header]
    /// The body; empty when it was kept as a file.
    var body: [UInt8]
    /// The file that the body became.
    var blob: BlobInfo?
}

/// Sends requests from this process, where the secrets are.
struct GrantedHTTP: PluginHTTP {
    let exchange: Exchange

    /// Grants what a policy allows; `nil` when that is nothing.
    init?(environment: PluginEnvironment, policy: EgressPolicy, secrets: [String: String]) {
        guard !policy.isEmpty else { return nil }
        exchange = Exchange(
            egress: environment.egress,
            policy: policy,
            filling: SecretFilling(secrets: secrets),
            blobs: environment.blobs
        )
    }

    func fetch(_ request: OutgoingRequest, atMost limit: UInt64) async throws -> FetchedAnswer {
        try await telling {
            let answer = try await exchange.send(request)
            return FetchedAnswer(
                status: answer.head.status,
                headers: answer.head.headers,
                body: try await answer.body(limit)
            )
        }
    }

    func fetch(
        _ request: OutgoingRequest,
        atMost limit: UInt64,
        intoBlob name: String,
        mime: String
    ) async throws -> FetchedAnswer {
        try await telling {
            let answer = try await exchange.send(request)
            var fetched = FetchedAnswer(
                status: answer.head.status,
                headers: answer.head.headers,
                body: []
            )
            guard (200...299).contains(answer.head.status) else {
                fetched.body = try await answer.body(1 << 20)
                return fetched
            }
            let type = mime.isEmpty ? answer.head.mime : mime
            let writer = try await exchange.blobs.create(mime: type, fileName: name)
            do {
                try await answer.forEach(limit) { try await writer.write($0) }
                fetched.blob = try await writer.finish()
            } catch {
                await writer.abandon()
                throw error
            }
            return fetched
        }
    }

    /// Tells what went wrong in an exchange without secrets.
    private func telling(
        _ work: () async throws -> FetchedAnswer
    ) async throws -> FetchedAnswer {
        do {
            return try await work()
        } catch let error as EgressError {
            switch error {
            case .notSent(let reason):
                throw PluginFailure(.transient, exchange.filling.redact(reason))
            case .noAnswer(let reason):
                throw PluginFailure(.timeout, exchange.filling.redact(reason))
            case .forbiddenAddress(let reason):
                throw PluginFailure(.configuration, exchange.filling.redact(reason))
            }
        }
    }
}

/// Is a request as a plugin wants it, before secrets are filled in.
struct OutgoingRequest: Sendable {
    enum Piece: Sendable {
        case bytes([UInt8])
        case blob(String)
    }

    var method: String
    var url: String
    var headers: [WebhookRequest.Header]
    var pieces: [Piece]
    /// How long the whole exchange may take, in milliseconds.
    var timeout: Int64
}

/// Sends a plugin's request: checks the address, fills in secrets, follows redirects.
struct Exchange: Sendable {
    private static let maximumRedirects = 5
    /// Headers that are the host's to set.
    private static let own: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "expect", "te", "upgrade",
    ]

    let egress: (any HTTPEgress)?
    let policy: EgressPolicy
    let filling: SecretFilling
    let blobs: any BlobStore

    /// Is the beginning of an answer.
    struct Head: Sendable {
        let status: Int
        let headers: [WebhookRequest.Header]

        /// The type of the body, without its parameters.
        var mime: String {
            let header = headers.first { $0.name == "content-type" }?.value ?? ""
            return String(header.prefix { $0 != ";" })
        }
    }

    /// Is an answer whose body is still coming.
    struct Answer: Sendable {
        let head: Head
        let response: any EgressResponse

        /// Reads the body in pieces.
        func forEach(_ limit: UInt64, _ body: ([UInt8]) async throws -> Void) async throws {
            var length: UInt64 = 0
            while let piece = try await response.next() {
                length += UInt64(piece.count)
                guard length <= limit else {
                    throw PluginFailure(.limit, "the answer is longer than \(limit) bytes")
                }
                try await body(piece)
            }
        }

        /// Reads the whole body.
        func body(_ limit: UInt64) async throws -> [UInt8] {
            var bytes: [UInt8] = []
            try await forEach(limit) { bytes += $0 }
            return bytes
        }
    }

    /// Sends a request and reads the head of the answer.
    func send(_ wanted: OutgoingRequest) async throws -> Answer {
        guard let egress else {
            throw PluginFailure(.configuration, "this server lets no requests out")
        }
        var url = try filling.fill(wanted.url)
        var headers = try fill(wanted.headers)
        let body = try await body(of: wanted)
        for redirects in 0...Self.maximumRedirects {
            let isPrivate = try policy.admit(url)
            let response = try await egress.send(
                EgressRequest(
                    method: wanted.method,
                    url: url,
                    headers: headers,
                    body: body,
                    permitsPrivateAddresses: isPrivate,
                    timeout: wanted.timeout
                )
            )
            let head = Head(status: response.status, headers: response.headers)
            guard (300...399).contains(head.status), head.status != 304,
                let location = head.headers.first(where: { $0.name == "location" })?.value,
                ["GET", "HEAD"].contains(wanted.method), redirects < Self.maximumRedirects
            else { return Answer(head: head, response: response) }
            let next = try Self.resolve(location, against: url)
            // Credentials belong to the host they were meant for.
            if !Self.isSameOrigin(next, url) {
                headers.removeAll { $0.name == "authorization" || $0.name == "cookie" }
            }
            url = next
        }
        throw PluginFailure(.refused, "too many redirects")
    }

    private func fill(_ headers: [WebhookRequest.Header]) throws -> [WebhookRequest.Header] {
        try headers.filter { !Self.own.contains($0.name) }.map { header in
            let value = try filling.fill(header.value)
            guard value.utf8.allSatisfy({ $0 >= 32 || $0 == 9 }) else {
                throw PluginFailure(.argument, "the header \(header.name) has a line break")
            }
            return .init(header.name, value)
        }
    }

    /// Makes the body ready: its length is known before the first byte leaves.
    ///
    /// Nothing is filled in: a body holds people's words, and whoever wrote a placeholder among them
    /// would have the secret sent to where the words go.
    private func body(of wanted: OutgoingRequest) async throws -> EgressBody {
        var pieces: [(piece: OutgoingRequest.Piece, length: UInt64)] = []
        for piece in wanted.pieces {
            switch piece {
            case .bytes(let bytes):
                pieces.append((piece, UInt64(bytes.count)))
            case .blob(let id):
                guard let info = try await blobs.info(id) else {
                    throw PluginFailure(.argument, "there is no file \(id)")
                }
                pieces.append((piece, info.length))
            }
        }
        let (ready, blobs) = (pieces, blobs)
        return EgressBody(length: pieces.reduce(0) { $0 + $1.length }) {
            AsyncThrowingStream(unfolding: BodyReader(pieces: ready, blobs: blobs).next)
        }
    }
}

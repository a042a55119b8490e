/// Sends the requests of plugins, which were allowed and have their secrets filled in.
///
/// `AsyncEgress` does it over the network; tests answer by themselves.
public protocol HTTPEgress: Sendable {
    /// Sends a request and reads the head of the answer; does not follow redirects.
    ///
    /// - Throws: `EgressError`.
    func send(_ request: EgressRequest) async throws -> any EgressResponse
}

/// Is a request as it leaves.
public struct EgressRequest: Sendable {
    /// The method.
    public var method: String
    /// The whole address.
    public var url: String
    /// The headers.
    public var headers: [WebhookRequest.Header]
    /// The body.
    public var body: EgressBody
    /// The host's name may resolve to a private or loopback address.
    public var permitsPrivateAddresses: Bool
    /// How long the whole exchange may take, in milliseconds.
    public var timeout: Int64

    /// Creates a request.
    public init(
        method: String,
        url: String,
        headers: [WebhookRequest.Header],
        body: EgressBody,
        permitsPrivateAddresses: Bool,
        timeout: Int64
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.permitsPrivateAddresses = permitsPrivateAddresses
        self.timeout = timeout
    }
}

/// Is the body of a request: pieces that are sent one after the other.
public struct EgressBody: Sendable {
    /// The length in bytes.
    public var length: UInt64
    /// Reads the body in pieces of moderate size.
    public var pieces: @Sendable () -> AsyncThrowingStream<[UInt8], any Error>

    /// Creates a body.
    public init(
        length: UInt64,
        pieces: @escaping @Sendable () -> AsyncThrowingStream<[UInt8], any Error>
    ) {
        self.length = length
        self.pieces = pieces
    }
}

/// Is an answer whose body is still coming.
public protocol EgressResponse: Sendable {
    /// The status.
    var status: Int { get }
    /// The headers, names in lower case.
    var headers: [WebhookRequest.Header] { get }
    /// Reads the next piece of the body; `nil` at the end.
    func next() async throws -> [UInt8]?
}

/// Says why a request brought no answer.
public enum EgressError: Error, Sendable, Hashable {
    /// It certainly did not reach the provider: no such host, no connection, no TLS.
    case notSent(String)
    /// It may have reached the provider.
    case noAnswer(String)
    /// The name resolves to an address that is not allowed.
    case forbiddenAddress(String)
}

/// Makes the connections of plugins, which were allowed.
///
/// `AsyncDialer` does it over the network; tests answer by themselves.
public protocol Dialer: Sendable {
    /// Connects.
    ///
    /// - Throws: `EgressError`.
    func connect(_ order: DialOrder) async throws -> any DialConnection
}

/// Is a connection as it is wanted.
public struct DialOrder: Sendable, Hashable {
    /// A name, or an address.
    public var host: String
    /// The port.
    public var port: Int
    /// Whether TLS is spoken from the first byte.
    public var isSecure: Bool
    /// How long connecting may take, in milliseconds.
    public var timeout: Int64
    /// The name may resolve to a private or loopback address.
    public var permitsPrivateAddresses: Bool

    /// Creates an order.
    public init(
        host: String,
        port: Int,
        isSecure: Bool,
        timeout: Int64,
        permitsPrivateAddresses: Bool = false
    ) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.timeout = timeout
        self.permitsPrivateAddresses = permitsPrivateAddresses
    }
}

/// Is a connection that is open.
public protocol DialConnection: Sendable {
    /// Whether it goes to an address that is none of the internet.
    var isPrivate: Bool { get }

    /// Waits for bytes.
    ///
    /// - Parameters:
    ///   - count: the most of them.
    ///   - timeout: how long to wait for the first one, in milliseconds.
    /// - Returns: at least one byte; `nil` at the end.
    /// - Throws: `PluginFailure` of class `timeout` when none came, which leaves the connection open;
    ///   of class `transient` when the connection broke.
    func read(atMost count: Int, timeout: Int64) async throws -> [UInt8]?

    /// Sends bytes; they have left when this returns.
    func write(_ bytes: [UInt8]) async throws

    /// Goes over to TLS; what came before and was not read is thrown away.
    func secure() async throws

    /// Ends it.
    func close() async
}

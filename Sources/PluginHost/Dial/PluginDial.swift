import Foundation

/// Makes the connections of one party, as far as they are granted.
protocol PluginDial: Sendable {
    /// Connects.
    ///
    /// - Throws: `PluginFailure`.
    func open(_ order: DialOrder) async throws -> any PluginStream
}

/// Is a connection of a plugin.
protocol PluginStream: Sendable {
    /// Waits for bytes; `nil` at the end.
    func read(atMost count: Int, timeout: Int64) async throws -> [UInt8]?

    /// Sends bytes as they are.
    func write(_ bytes: [UInt8]) async throws

    /// Sends bytes in which placeholders become secrets, as Base64 when that is wanted.
    func writeSecret(_ bytes: [UInt8], isBase64: Bool) async throws

    /// Goes over to TLS.
    func secure() async throws

    /// Ends it.
    func close() async
}

/// How much a party may have of connections.
enum DialLimit {
    /// Connections that are open at once.
    static let streams = 16
    /// Bytes that are read or written at once.
    static let bytes = 1 << 20
    /// How long connecting may take unless said otherwise, in milliseconds.
    static let connect: Int64 = 10_000
}

/// Connects from this process, where the secrets are.
struct GrantedDial: PluginDial {
    private let dialer: (any Dialer)?
    private let policy: DialPolicy
    private let filling: SecretFilling

    /// Grants what a policy allows; `nil` when that is nothing.
    init?(environment: PluginEnvironment, policy: DialPolicy, secrets: [String: String]) {
        guard !policy.isEmpty else { return nil }
        dialer = environment.dialer
        self.policy = policy
        filling = SecretFilling(secrets: secrets)
    }

    func open(_ order: DialOrder) async throws -> any PluginStream {
        var order = order
        guard (1...65_535).contains(order.port) else {
            throw PluginFailure(.argument, "\(order.port) is no port")
        }
        order.permitsPrivateAddresses = try policy.admit(order.host, order.port)
        guard let dialer else {
            throw PluginFailure(.transient, "this host lets no connections out")
        }
        do {
            let connection = try await dialer.connect(order)
            return GrantedStream(connection, isSecure: order.isSecure, filling)
        } catch let error as EgressError {
            switch error {
            case .notSent(let reason), .noAnswer(let reason):
                throw PluginFailure(.transient, reason)
            case .forbiddenAddress(let reason): throw PluginFailure(.configuration, reason)
            }
        }
    }
}

/// Is a connection whose secrets are filled in here.
private actor GrantedStream: PluginStream {
    private let connection: any DialConnection
    private let filling: SecretFilling
    private var isSecure: Bool

    init(_ connection: any DialConnection, isSecure: Bool, _ filling: SecretFilling) {
        self.connection = connection
        self.isSecure = isSecure
        self.filling = filling
    }

    func read(atMost count: Int, timeout: Int64) async throws -> [UInt8]? {
        try await connection.read(atMost: max(1, min(count, DialLimit.bytes)), timeout: timeout)
    }

    func write(_ bytes: [UInt8]) async throws {
        try await connection.write(bytes)
    }

    func writeSecret(_ bytes: [UInt8], isBase64: Bool) async throws {
        guard isSecure || connection.isPrivate else {
            throw PluginFailure(.configuration, "a secret leaves over TLS only")
        }
        let filled = try filling.fill(bytes)
        try await connection.write(
            isBase64 ? Array(Data(filled).base64EncodedString().utf8) : filled
        )
    }

    func secure() async throws {
        guard !isSecure else { throw PluginFailure(.argument, "the stream speaks TLS already") }
        try await connection.secure()
        isSecure = true
    }

    func close() async { await connection.close() }
}

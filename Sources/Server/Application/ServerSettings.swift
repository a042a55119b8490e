public import Foundation

/// Is how the server behaves toward the network.
public struct ServerSettings: Sendable {
    /// The host or address it listens on.
    public var host: String

    /// The port; 0 for any that is free.
    public var port: Int

    /// The secret that signs visitors' tokens and file handles: at least 32 random bytes.
    public var secret: Data

    /// Whether demo accounts may log in.
    public var isDemo: Bool

    /// Whether `X-Forwarded-For` and `X-Forwarded-Proto` are believed: only behind our own proxy.
    public var trustsProxy: Bool

    /// How many connections may be open at once.
    public var maximumConnections: Int

    /// How many seconds a connection may say nothing while we wait for a request.
    public var idleSeconds: Int64

    /// How many bytes an uploaded file may have.
    public var maximumUpload: Int

    /// Creates settings.
    public init(
        host: String = "127.0.0.1",
        port: Int = 8_080,
        secret: Data,
        isDemo: Bool = false,
        trustsProxy: Bool = false,
        maximumConnections: Int = 4_096,
        idleSeconds: Int64 = 60,
        maximumUpload: Int = 25 << 20
    ) {
        self.host = host
        self.port = port
        self.secret = secret
        self.isDemo = isDemo
        self.trustsProxy = trustsProxy
        self.maximumConnections = maximumConnections
        self.idleSeconds = idleSeconds
        self.maximumUpload = maximumUpload
    }
}

import NIOCore
import NIOPosix
import NIOSSL

/// Connects over the network.
///
/// A name is resolved, every address it has is looked at, and the connection goes to one that was: a
/// name that changes its address in between reaches nothing.
public struct AsyncDialer: Dialer {
    private let roots: NIOSSLTrustRoots

    /// Creates a way out.
    ///
    /// - Parameter file: certificates in PEM that are believed; `nil` for those of the system.
    public init(believing file: String? = nil) {
        roots = file.map { .file($0) } ?? .default
    }

    /// Connects, and speaks TLS when that is wanted from the first byte.
    public func connect(_ order: DialOrder) async throws -> any DialConnection {
        let (host, port) = (order.host, order.port)
        let addresses = try await HostAddress.resolve(host)
        if !order.permitsPrivateAddresses, let bad = addresses.first(where: \.isPrivate) {
            throw EgressError.forbiddenAddress("\(host) is \(bad.text), a private address")
        }
        var problem = EgressError.notSent("\(host) has no address")
        let deadline = ContinuousClock.now + .milliseconds(max(1, order.timeout))
        for address in addresses {
            let left = (deadline - .now) / .milliseconds(1)
            guard left > 0 else { break }
            do {
                return try await connect(order, address, milliseconds: Int64(left.rounded(.up)))
            } catch {
                problem = .notSent("no connection to \(host):\(port): \(error)")
            }
        }
        throw problem
    }

    private func connect(
        _ order: DialOrder,
        _ address: HostAddress,
        milliseconds: Int64
    ) async throws -> any DialConnection {
        let inbox = DialInbox()
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.milliseconds(milliseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(inbox)
                }
            }
            .connect(host: address.text, port: order.port)
            .get()
        let connection = AsyncConnection(
            channel: channel,
            inbox: inbox,
            host: order.host,
            roots: roots,
            isPrivate: address.isPrivate
        )
        if order.isSecure { try await connection.secure(timeout: milliseconds) }
        return connection
    }
}

/// Is a connection of NIO.
private struct AsyncConnection: DialConnection {
    let channel: any Channel
    let inbox: DialInbox
    let host: String
    let roots: NIOSSLTrustRoots
    let isPrivate: Bool

    func read(atMost count: Int, timeout: Int64) async throws -> [UInt8]? {
        let alarm = channel.eventLoop.scheduleTask(in: .milliseconds(max(1, timeout))) {
            [inbox] in inbox.ring()
        }
        defer { alarm.cancel() }
        return try await inbox.take(atMost: count)
    }

    func write(_ bytes: [UInt8]) async throws {
        do {
            try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
        } catch {
            throw PluginFailure(.transient, "the connection broke: \(error)")
        }
    }

    func secure() async throws {
        try await secure(timeout: DialLimit.connect)
    }

    func secure(timeout: Int64) async throws {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = roots
            let context = try NIOSSLContext(configuration: configuration)
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            let (name, inbox) = (isAddress ? nil : host, inbox)
            inbox.forget()
            try await channel.eventLoop.submit { [channel] in
                let handler = try NIOSSLClientHandler(context: context, serverHostname: name)
                try channel.pipeline.syncOperations.addHandler(handler, position: .first)
            }.get()
            let alarm = channel.eventLoop.scheduleTask(in: .milliseconds(max(1, timeout))) {
                [channel] in channel.close(promise: nil)
            }
            defer { alarm.cancel() }
            try await inbox.handshake()
        } catch {
            await close()
            throw PluginFailure(.transient, "no secure connection to \(host): \(error)")
        }
    }

    func close() async {
        try? await channel.close().get()
    }
}

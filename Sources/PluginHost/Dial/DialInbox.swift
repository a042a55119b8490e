import NIOCore
import NIOTLS
import Synchronization

/// Keeps what came over a connection until somebody takes it; past 1 MiB it reads no further.
final class DialInbox: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private struct State {
        var bytes = ByteBuffer()
        var isEnded = false
        var error: (any Error)?
        var isSecure = false
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
        var resume: (@Sendable () -> Void)?
    }

    private static let most = 1 << 20

    private let state = Mutex(State())

    /// Waits for bytes until the bell rings.
    ///
    /// - Returns: at least one byte; `nil` at the end.
    /// - Throws: `PluginFailure`.
    func take(atMost count: Int) async throws -> [UInt8]? {
        state.withLock { $0.isRung = false }
        while true {
            let (bytes, resume) = state.withLock { state in
                let bytes = state.bytes.readBytes(length: min(count, state.bytes.readableBytes))
                state.bytes.discardReadBytes()
                let mayResume = state.bytes.readableBytes < Self.most / 2
                defer { if mayResume { state.resume = nil } }
                return (bytes ?? [], mayResume ? state.resume : nil)
            }
            resume?()
            guard bytes.isEmpty else { return bytes }
            let (isEnded, error, isRung) = state.withLock { ($0.isEnded, $0.error, $0.isRung) }
            if let error { throw PluginFailure(.transient, "the connection broke: \(error)") }
            guard !isEnded else { return nil }
            guard !isRung else { throw PluginFailure(.timeout, "nothing came in time") }
            await change { $0.bytes.readableBytes > 0 || $0.isEnded || $0.isRung }
        }
    }

    /// Waits until TLS is spoken.
    func handshake() async throws {
        await change { $0.isSecure || $0.isEnded }
        let (isSecure, error) = state.withLock { ($0.isSecure, $0.error) }
        guard !isSecure else { return }
        throw error ?? PluginFailure(.transient, "the other side closed it")
    }

    /// Ends a wait for bytes.
    func ring() { alter { $0.isRung = true } }

    /// Throws away what came.
    func forget() { alter { $0.bytes.clear() } }

    /// Waits until something is so; one at a time, a second waiter goes at once.
    private func change(_ isSo: @Sendable (borrowing State) -> Bool) async {
        await withCheckedContinuation { continuation in
            let old: CheckedContinuation<Void, Never>? = state.withLock { state in
                guard !isSo(state) else { return continuation }
                defer { state.waiter = continuation }
                return state.waiter
            }
            old?.resume()
        }
    }

    private func alter(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var came = unwrapInboundIn(data)
        var isFull = false
        alter { state in
            state.bytes.writeBuffer(&came)
            isFull = state.bytes.readableBytes > Self.most && state.resume == nil
        }
        guard isFull else { return }
        let channel = context.channel
        _ = channel.setOption(.autoRead, value: false)
        alter { $0.resume = { _ = channel.setOption(.autoRead, value: true) } }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { alter { $0.isSecure = true } }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        alter { $0.isEnded = true }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A server that ends without a word of TLS has ended all the same.
        alter { state in
            state.isEnded = true
            state.error = state.error ?? error
        }
        context.close(promise: nil)
    }
}

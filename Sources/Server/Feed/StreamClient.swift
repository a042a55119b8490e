internal import NIOCore
internal import Synchronization

/// Is one reader of a stream, with a bounded queue: one who does not read is cut off.
final class StreamClient: Sendable {
    /// Says how a queue stands.
    private struct State {
        var isClosed = false
        /// Beats that were queued and not yet written.
        var beats = 0
    }

    /// What is to be written, in order.
    let chunks: AsyncStream<Chunk>

    private let continuation: AsyncStream<Chunk>.Continuation
    private let state = Mutex(State())
    private let onCut: @Sendable () -> Void

    /// Is a piece of the stream.
    struct Chunk: Sendable {
        var bytes: ByteBuffer
        var isBeat = false
    }

    /// Creates a reader; `onCut` closes its connection when it does not keep up.
    init(capacity: Int = 512, onCut: @escaping @Sendable () -> Void) {
        (chunks, continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(capacity)
        )
        self.onCut = onCut
    }

    /// Queues bytes.
    func send(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        if case .dropped = continuation.yield(Chunk(bytes: bytes)) { cut() }
    }

    /// Queues a beat; a reader that did not take the last two is gone.
    func beat() {
        let isGone = state.withLock { state in
            state.beats += 1
            return state.beats > 2
        }
        guard !isGone,
            case .enqueued = continuation.yield(Chunk(bytes: ServerSentEvent.beat, isBeat: true))
        else { return cut() }
    }

    /// Notes that a piece was written.
    func wrote(_ chunk: Chunk) {
        guard chunk.isBeat else { return }
        state.withLock { $0.beats -= 1 }
    }

    /// Ends the stream after what is queued.
    func finish() {
        state.withLock { $0.isClosed = true }
        continuation.finish()
    }

    private func cut() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        continuation.finish()
        onCut()
    }
}

internal import Synchronization

/// Hands committed events to everyone who follows.
final class Publisher: Sendable {
    /// How many commits a reader may be behind before its stream ends.
    static let patience = 4_096

    private let state = Mutex(State())

    private struct State {
        var next = 0
        var readers: [Int: AsyncStream<[RecordedEvent]>.Continuation] = [:]
    }

    /// Begins a stream of the events from now on.
    func subscribe() -> AsyncStream<[RecordedEvent]> {
        let (stream, reader) = AsyncStream.makeStream(
            of: [RecordedEvent].self,
            bufferingPolicy: .bufferingOldest(Self.patience)
        )
        let key = state.withLock { state in
            state.next += 1
            state.readers[state.next] = reader
            return state.next
        }
        reader.onTermination = { [weak self] _ in self?.forget(key) }
        return stream
    }

    /// Gives one commit's events to all readers; who is too far behind gets no more.
    func publish(_ events: [RecordedEvent]) {
        let readers = state.withLock { $0.readers }
        for reader in readers.values {
            // A gap must not pass unseen: the stream ends, and the reader catches up.
            if case .dropped = reader.yield(events) { reader.finish() }
        }
    }

    private func forget(_ key: Int) {
        state.withLock { $0.readers[key] = nil }
    }
}

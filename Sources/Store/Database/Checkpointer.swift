import Engine
import GRDB

/// Moves finished pages from the write-ahead log into the database file, on a thread of its own.
///
/// The writer never waits for it. To be called every few seconds, and once before the end.
public actor Checkpointer {
    private let queue: DatabaseQueue
    private let executor = QueueExecutor(label: "checkpointer")

    init(queue: DatabaseQueue) {
        self.queue = queue
    }

    /// The thread that it blocks.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Moves what no reader needs any more; true when the log was moved whole.
    public func checkpoint() throws -> Bool {
        try queue.inDatabase { db in
            let result = try db.checkpoint(.passive)
            return result.walFrameCount == result.checkpointedFrameCount
        }
    }

    /// Moves everything and empties the log; for the orderly end, when nobody writes any more.
    public func finish() throws {
        _ = try queue.inDatabase { try $0.checkpoint(.truncate) }
    }
}

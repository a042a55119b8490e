import CReferences
import Engine
import Foundation
import Store

extension Benchmark {
    /// Messages that are on disk when their callers hear so.
    static let ingest = Benchmark(
        name: "ingest",
        summary: "durable messages a second, 64 callers at once, through switchboard and journal",
        cases: [
            Case(
                "64 callers, synchronous=FULL",
                in: .rate(of: "messages"),
                ours: receive,
                references: [Subject("C: the same rows, 64 a transaction", receiveByHand)]
            )
        ]
    )

    private static let callers = 64
    private static let messagesEach = 500

    private static func receive() async throws -> Double {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "data").path
        return try await fill(path) / Double(callers * messagesEach)
    }

    /// Writes the messages of all callers to a new data folder; tells how many seconds it took.
    private static func fill(_ path: String) async throws -> Double {
        let folder = try DataFolder.open(path)
        let board = try Switchboard(journal: folder.journal()) {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        _ = try await board.submit(.configure(.team(FloorSample.team)), by: .console)
        _ = try await board.submit(.configure(.channel(FloorSample.channel)), by: .console)
        let checkpoints = try checkpoint(folder)
        defer { checkpoints.cancel() }
        return try await Stopwatch.once {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<callers {
                    group.addTask { try await write(to: board, as: caller) }
                }
                try await group.waitForAll()
            }
        }
    }

    /// Writes a caller's messages, each when the one before it is on disk.
    private static func write(to board: Switchboard, as caller: Int) async throws {
        for place in 0..<messagesEach {
            let message = FloorSample.message(
                from: caller,
                key: "wamid.\(caller).\(place)",
                at: Timestamp(seconds: HouseSample.now / 1_000)
            )
            _ = try await board.submit(.receive(message), by: .contact)
        }
    }

    /// Moves the log into the file every second, more often than the server does.
    private static func checkpoint(_ folder: DataFolder) throws -> Task<Void, any Error> {
        let checkpointer = try folder.checkpointer()
        return Task {
            while true {
                try await Task.sleep(for: .seconds(1))
                _ = try await checkpointer.checkpoint()
            }
        }
    }

    /// Writes the rows that ours wrote before the clock began, into new tables.
    private static func receiveByHand() async throws -> Double {
        let scratch = try Scratch()
        let source = scratch.folder.appending(path: "source").path
        let target = scratch.folder.appending(path: "target").path
        _ = try await fill(source)
        let folder = try DataFolder.open(target)
        let files = (source + "/conecta.sqlite", target + "/conecta.sqlite")
        guard let ingest = reference_ingest_open(files.0, files.1) else {
            throw BenchFailure("the reference cannot open \(target)")
        }
        defer { reference_ingest_close(ingest) }
        let checkpoints = try checkpoint(folder)
        defer { checkpoints.cancel() }
        let count = callers * messagesEach
        let seconds = try await Stopwatch.once {
            guard reference_ingest_run(ingest, callers) == count else {
                throw BenchFailure("the reference cannot write \(target)")
            }
        }
        return seconds / Double(count)
    }
}

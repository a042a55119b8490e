import Dispatch
import Foundation

extension Benchmark {
    /// What an agent waits for.
    static let feed = Benchmark(
        name: "feed",
        summary: "from a provider's signed webhook to an agent's feed, at 500 messages a second",
        cases: [
            Case(
                "99 of 100, from the answer that they are kept",
                rounds: 3,
                ours: { try await throughTheServer(part: 0.99, since: .taken) }
            ),
            Case(
                "99 of 100, from the moment they were due",
                rounds: 3,
                ours: { try await throughTheServer(part: 0.99) },
                references: [
                    Subject("pipes between threads") { try await throughPipes(part: 0.99) }
                ]
            ),
            Case(
                "half of them, from the moment they were due",
                rounds: 1,
                ours: { try await throughTheServer(part: 0.5) },
                references: [
                    Subject("pipes between threads") { try await throughPipes(part: 0.5) }
                ]
            ),
        ]
    )

    private static let rate = 500
    private static let seconds = 10
    private static let senders = 8

    /// Posts webhooks to the real program and listens to its feed.
    private static func throughTheServer(
        part: Double,
        since beginning: MessageStream.Beginning = .due
    ) async throws -> Double {
        let scratch = try Scratch()
        let company = try FeedCompany(in: scratch.folder)
        let server = try await Server(
            ["serve"],
            on: company.folder,
            log: scratch.folder.appending(path: "log")
        )
        defer { server.stop() }
        let stream = MessageStream(rate: rate, seconds: seconds)
        let listening = try company.listen(at: server.port, stream)
        defer { listening.hangUp() }
        let connections = try (0..<senders).map { _ in try Posting(port: server.port) }
        let requests = try stream.messages.map { try company.webhook(number: $0) }
        return try await stream.delay(
            of: part,
            since: beginning,
            by: connections.map { connection in
                { try connection.post(requests[$0]) }
            }
        )
    }

    /// Writes the numbers to a pipe that another thread reads: what the machine adds by itself.
    private static func throughPipes(part: Double) async throws -> Double {
        let stream = MessageStream(rate: rate, seconds: seconds)
        let pipe = Pipe()
        DispatchQueue(label: "pipe").async {
            while let bytes = try? pipe.fileHandleForReading.read(upToCount: 4), bytes.count == 4 {
                stream.note(Int(bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }))
            }
        }
        defer { try? pipe.fileHandleForWriting.close() }
        return try await stream.delay(
            of: part,
            by: Array(
                repeating: { message in
                    let bytes = withUnsafeBytes(of: UInt32(message).bigEndian) { Data($0) }
                    try pipe.fileHandleForWriting.write(contentsOf: bytes)
                },
                count: senders
            )
        )
    }
}

/// Posts requests over one connection, one after the other.
// One sender has it, on a queue that does one thing at a time.
private final class Posting: @unchecked Sendable {
    private let connection: LoopbackConnection

    init(port: UInt16) throws {
        connection = try LoopbackConnection(port: port)
    }

    func post(_ request: [UInt8]) throws {
        try connection.send(request)
        let answer = try connection.answer()
        guard answer.status == 200 else {
            throw BenchFailure(
                "a webhook was answered \(answer.status): \(answer.body.prefix(200))"
            )
        }
    }
}

import Foundation
import Glibc

/// Is a server in a process of its own, which can be ended in order or all of a sudden.
final class ServerProcess: Sendable {
    /// Where it listens, without a slash at the end.
    let address: String

    private let process: Process
    private let log: URL
    private let ended: AsyncStream<Int32>

    /// Starts a server and waits until it takes requests.
    static func start(_ program: URL, _ arguments: [String], log: URL) async throws -> ServerProcess
    {
        try Data().write(to: log)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments + ["--listen", "127.0.0.1:0"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = try FileHandle(forWritingTo: log)
        process.standardError = errors
        let (ended, end) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        // The server has its own; a process that ended would keep this one open.
        try errors.close()
        let address = try await until("the server is ready", deadline: .seconds(60)) {
            let words = try String(contentsOf: log, encoding: .utf8)
            if let line = words.firstMatch(of: #/ready at (http://[0-9.:]+)//#) {
                return String(line.1)
            }
            guard process.isRunning else { throw NeverCame(description: "it said:\n\(words)") }
            return nil
        }
        return ServerProcess(address: address, process: process, log: log, ended: ended)
    }

    private init(address: String, process: Process, log: URL, ended: AsyncStream<Int32>) {
        self.address = address
        self.process = process
        self.log = log
        self.ended = ended
    }

    deinit {
        // A test that failed on the way leaves no server behind.
        if process.isRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
    }

    /// The number of the process.
    var identifier: Int32 { process.processIdentifier }

    /// What the server said so far.
    var words: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Asks it to end, waits, and gives its exit code.
    @discardableResult
    func stop() async -> Int32? {
        await end(with: SIGTERM)
    }

    /// Ends it between two instructions, as a power failure does.
    func kill() async {
        _ = await end(with: SIGKILL)
    }

    private func end(with signal: Int32) async -> Int32? {
        if process.isRunning { _ = Glibc.kill(process.processIdentifier, signal) }
        for await code in ended { return code }
        return nil
    }
}

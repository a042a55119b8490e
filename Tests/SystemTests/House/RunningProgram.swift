import Foundation
import Glibc
import Synchronization

/// Runs another program and reads what it says.
final class RunningProgram: Sendable {
    /// Says how a program ended before it said what was waited for.
    struct Ended: Error, CustomStringConvertible {
        let description: String
    }

    private struct Said {
        var lines: [String] = []
        var rest = Data()
    }

    private let process = Process()
    private let said = Mutex(Said())

    /// Starts a program.
    init(
        _ program: URL,
        _ arguments: [String],
        input: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        let incoming = Pipe()
        process.standardInput = incoming
        output.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil } else { self?.hear(data) }
        }
        try process.run()
        if let input { try incoming.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try incoming.fileHandleForWriting.close()
    }

    deinit {
        stop()
    }

    /// Everything said so far.
    var words: String { said.withLock { $0.lines.joined(separator: "\n") } }

    /// Waits for a line.
    ///
    /// - Throws: `Ended` when the program ends before, or says nothing like it for long.
    func line(seconds: Double = 60, _ fits: (String) -> Bool) async throws -> String {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            if let line = said.withLock({ $0.lines.first(where: fits) }) { return line }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Ended(description: "the program said only:\n\(words)")
    }

    /// Waits for the end.
    ///
    /// - Throws: `Ended` when it failed.
    func finish(seconds: Double = 60) async throws {
        let deadline = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        guard !process.isRunning, process.terminationStatus == 0 else {
            throw Ended(description: "the program failed:\n\(words)")
        }
    }

    /// Asks the program to end.
    func stop() {
        if process.isRunning { process.terminate() }
    }

    /// Ends the program at once; for those that do not end when asked.
    func kill() {
        guard process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func hear(_ data: Data) {
        said.withLock { said in
            said.rest += data
            while let end = said.rest.firstIndex(of: 10) {
                said.lines.append(String(decoding: said.rest[..<end], as: UTF8.self))
                said.rest = Data(said.rest[said.rest.index(after: end)...])
            }
        }
    }
}

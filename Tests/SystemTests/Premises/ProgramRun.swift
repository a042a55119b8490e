import Foundation

/// Is what a program said and how it ended.
struct ProgramRun: Sendable {
    /// The exit code.
    let code: Int32

    /// What it wrote to the standard output.
    let output: Data

    /// What it wrote to the standard error.
    let complaint: String

    /// The output as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// The complaint's lines.
    var complaints: [Substring] { complaint.split(separator: "\n") }

    /// Runs a program to its end.
    static func of(
        _ program: URL,
        _ arguments: [String],
        input: String = ""
    ) async throws -> ProgramRun {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "conecta-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files, unlike pipes, never fill up.
        let (incoming, output, complaint) = (
            scratch.appending(path: "in"), scratch.appending(path: "out"),
            scratch.appending(path: "err")
        )
        try Data(input.utf8).write(to: incoming)
        for file in [output, complaint] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let handles = [
            try FileHandle(forReadingFrom: incoming), try FileHandle(forWritingTo: output),
            try FileHandle(forWritingTo: complaint),
        ]
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        let code = try await withCheckedThrowingContinuation {
            (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                // The program has its own; a process that ended would keep these open.
                for handle in handles { try handle.close() }
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        return ProgramRun(
            code: code,
            output: try Data(contentsOf: output),
            complaint: String(decoding: try Data(contentsOf: complaint), as: UTF8.self)
        )
    }

    /// Where a program of the system is; prints the reason and gives nothing without it.
    static func tool(_ name: String) -> URL? {
        let tool = URL(filePath: "/usr/bin/\(name)")
        if FileManager.default.isExecutableFile(atPath: tool.path) { return tool }
        print("not examined with \(name): it is not installed (scripts/install test)")
        return nil
    }
}

import Foundation

/// Is a program of others that a reference needs; the benchmarks run without it.
struct Tool: Sendable {
    /// What Debian calls its package.
    let package: String

    /// Tells whether it is here.
    let isInstalled: @Sendable () -> Bool

    /// A program by its path.
    static func program(_ path: String, package: String) -> Tool {
        Tool(package: package) { FileManager.default.isExecutableFile(atPath: path) }
    }

    /// A module of Python.
    static func python(_ module: String, package: String) -> Tool {
        Tool(package: package) {
            (try? output(of: python, ["-c", "import \(module)"])) != nil
        }
    }

    /// Python itself.
    static let python = URL(filePath: "/usr/bin/python3")

    /// Runs a program to its end and gives what it printed.
    ///
    /// - Throws: `BenchFailure` with the end of its complaint when it fails.
    @discardableResult
    static func output(
        of program: URL,
        _ arguments: [String],
        input: String = ""
    ) throws -> String {
        let scratch = try Scratch()
        let (said, complained) = (
            scratch.folder.appending(path: "said"), scratch.folder.appending(path: "complained")
        )
        for file in [said, complained] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let incoming = Pipe()
        process.standardInput = incoming
        process.standardOutput = try FileHandle(forWritingTo: said)
        process.standardError = try FileHandle(forWritingTo: complained)
        try process.run()
        try incoming.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try incoming.fileHandleForWriting.close()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = try String(contentsOf: complained, encoding: .utf8)
            throw BenchFailure("\(program.lastPathComponent) failed: \(words.suffix(1_000))")
        }
        return try String(contentsOf: said, encoding: .utf8)
    }
}

extension Subject {
    /// The packages that it needs and that are not here.
    var missing: [String] { needs.filter { !$0.isInstalled() }.map(\.package) }
}

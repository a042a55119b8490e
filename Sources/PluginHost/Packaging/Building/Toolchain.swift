import Foundation

/// Finds compilers and runs them.
enum Toolchain {
    /// Is a compiler of Swift.
    struct Compiler {
        let path: String
        let version: String
    }

    /// How long a compiler may take, in seconds.
    private static let patience: Int64 = 900

    /// Finds a program: the one a variable of the environment names, else on the path.
    ///
    /// - Throws: `PluginProblem` with what to do when there is none.
    static func find(_ name: String, variable: String?, hint: String) throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let variable, let chosen = environment[variable], !chosen.isEmpty {
            guard let path = locate(chosen) else {
                throw PluginProblem("\(variable) names \(chosen), which is no program")
            }
            return path
        }
        guard let path = locate(name) else {
            throw PluginProblem("there is no \(name): \(hint)")
        }
        return path
    }

    private static func locate(_ name: String) -> String? {
        let files = FileManager.default
        if name.contains("/") { return files.isExecutableFile(atPath: name) ? name : nil }
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(name)" }
            .first { files.isExecutableFile(atPath: $0) }
    }

    /// Finds Swift 6.3 or later.
    static func swift() async throws -> Compiler {
        let hint = "plugins in Swift need Swift 6.3 or later, see https://www.swift.org/install"
        let path = try find("swiftc", variable: "SWIFTC", hint: hint)
        let result = try await run(path, ["--version"])
        let words = String(decoding: result.output, as: UTF8.self)
        guard let match = words.firstMatch(of: /Swift version (\d+)\.(\d+)/),
            let major = Int(match.1), let minor = Int(match.2)
        else { throw PluginProblem("\(path) does not tell its version: \(hint)") }
        guard (major, minor) >= (6, 3) else {
            throw PluginProblem("\(path) is Swift \(major).\(minor): \(hint)")
        }
        return Compiler(path: path, version: words)
    }

    /// Runs a program to its end.
    static func run(
        _ program: String,
        _ arguments: [String]
    ) async throws -> ChildProcess.Result {
        var child = ChildProcess(
            path: program,
            arguments: arguments,
            deadline: ContinuousClock.now + .seconds(patience),
            maximumOutput: 8 << 20
        )
        child.kept += ["HOME", "TMPDIR"]
        do {
            return try await child.finish()
        } catch let failure as ChildProcess.Failure {
            throw PluginProblem("\(program) cannot be started: \(failure.reason)")
        }
    }
}

extension ChildProcess {
    /// Runs the program to its end on a thread of its own.
    func finish() async throws -> Result {
        let child = self
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Swift.Result { try child.run() })
            }
            thread.name = "conecta-child"
            thread.start()
        }
    }
}

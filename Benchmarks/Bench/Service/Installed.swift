import Foundation

/// Is the program as the build left it, beside this one.
enum Installed {
    /// The program.
    static var program: URL {
        get throws { try Checkout.products.appending(path: "conecta") }
    }

    /// Runs a command of the program on a data folder, and gives what it printed.
    @discardableResult
    static func command(
        _ arguments: [String],
        on folder: URL,
        input: String = ""
    ) throws -> String {
        try Tool.output(of: program, arguments + ["--data", folder.path], input: input)
    }
}

/// Is a server in a process of its own.
final class Server {
    /// The port it listens on.
    let port: UInt16

    private let process: Process

    /// Starts `conecta serve` or `conecta demo` on a data folder and waits until it takes requests.
    init(_ arguments: [String], on folder: URL, log: URL) async throws {
        process = Process()
        process.executableURL = try Installed.program
        process.arguments = arguments + ["--data", folder.path, "--listen", "127.0.0.1:0"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        var found: UInt16?
        for _ in 0..<1_200 where found == nil && process.isRunning {
            try await Task.sleep(for: .milliseconds(100))
            let words = try String(contentsOf: log, encoding: .utf8)
            let line = words.firstMatch(of: #/ready at http://[^:]+:(\d+)//#)
            found = line.flatMap { UInt16($0.1) }
        }
        guard let found else {
            process.terminate()
            let words = try String(contentsOf: log, encoding: .utf8)
            throw BenchFailure("the server is not ready; it said:\n\(words.suffix(2_000))")
        }
        port = found
    }

    /// Ends the server in order.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// The memory that the server and the processes of its plugins hold, in bytes.
    var memory: Int {
        get throws {
            try ([process.processIdentifier] + children).reduce(0) {
                try $0 + Self.memory(of: $1)
            }
        }
    }

    /// The seconds of a processor that the server has used so far.
    var processorSeconds: Double {
        get throws {
            let text = try String(
                contentsOfFile: "/proc/\(process.processIdentifier)/stat",
                encoding: .utf8
            )
            // The name may hold spaces; what counts follows its bracket, user and system at 11, 12.
            let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
            guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
            else { throw BenchFailure("the system does not tell the time used") }
            return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        }
    }

    private var children: [Int32] {
        let id = process.processIdentifier
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task")) ?? []
        return tasks.flatMap { task in
            let path = "/proc/\(id)/task/\(task)/children"
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }

    private static func memory(of process: Int32) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        guard let line = text.firstMatch(of: #/VmRSS:\s+(\d+) kB/#), let count = Int(line.1) else {
            throw BenchFailure("the system does not tell the memory of \(process)")
        }
        return count << 10
    }
}

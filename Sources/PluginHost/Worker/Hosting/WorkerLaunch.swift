import Foundation
import Glibc

/// Starts `conecta-worker` with a socket to us and a pipe for what it prints.
struct WorkerLaunch {
    /// The process; it leads a group of its own.
    let process: pid_t
    /// Our end of the socket.
    let line: WorkerLine
    /// The end of the pipe from which its output is read.
    let output: Int32

    private static let kept = ["PATH", "LD_LIBRARY_PATH", "LANG", "TZ"]

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - program: the path of `conecta-worker`.
    ///   - folder: the plugin's folder, which its sandbox lets it read.
    ///   - library: the plugin's library.
    /// - Throws: `PluginProblem`.
    init(program: String, folder: String, library: String) throws {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Self.problem(program) }
        var pipe: [Int32] = [0, 0]
        guard GNU.pipe(&pipe) else {
            let problem = Self.problem(program)
            for end in ends { close(end) }
            throw problem
        }
        for end in ends { Self.widen(end) }
        defer {
            close(ends[1])
            close(pipe[1])
        }
        do {
            let arguments = ["--serve", "3", folder, library]
            process = try Self.spawn(program, arguments, socket: ends[1], output: pipe[1])
        } catch {
            close(ends[0])
            close(pipe[0])
            throw error
        }
        line = WorkerLine(descriptor: ends[0])
        output = pipe[0]
    }

    private static func problem(_ program: String, _ code: Int32 = errno) -> PluginProblem {
        PluginProblem("\(program) cannot be started: \(String(cString: strerror(code)))")
    }

    /// Makes room for a whole webhook, so that sending one never waits.
    private static func widen(_ descriptor: Int32) {
        var size: Int32 = 1 << 20
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func spawn(
        _ program: String,
        _ arguments: [String],
        socket: Int32,
        output: Int32
    ) throws(PluginProblem) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        posix_spawn_file_actions_adddup2(&actions, socket, 3)
        GNU.close(from: 4, &actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)

        let variables = ProcessInfo.processInfo.environment
        let environment = kept.compactMap { name in variables[name].map { "\(name)=\($0)" } }
        var list = ([program] + arguments).map { strdup($0) } + [nil]
        var pairs = environment.map { strdup($0) } + [nil]
        defer {
            for text in list + pairs { free(text) }
        }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, &attributes, &list, &pairs)
        guard code == 0 else { throw problem(program, code) }
        return process
    }
}

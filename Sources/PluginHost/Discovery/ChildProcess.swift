import Foundation
import Glibc

/// Runs a program and reads what it prints; it is killed at its deadline, with all it started.
///
/// The program gets no input, none of our open files, and of the environment only what finds
/// libraries and names the language.
struct ChildProcess {
    /// Says how a process ended.
    enum End: Hashable {
        case exit(Int32)
        case signal(Int32)
        case deadline
    }

    /// Is what a process printed, and how it ended.
    struct Result: Sendable {
        let end: End
        let output: [UInt8]
        let errors: [UInt8]
    }

    /// Says why a program could not be started.
    struct Failure: Error {
        let reason: String

        init(_ code: Int32) { reason = String(cString: strerror(code)) }
    }

    let path: String
    let arguments: [String]
    let deadline: ContinuousClock.Instant
    let maximumOutput: Int

    /// The variables of the environment that the program may see.
    var kept = ["PATH", "LD_LIBRARY_PATH", "LANG", "TZ"]

    /// Runs the program to its end; blocks the thread.
    func run() throws(Failure) -> Result {
        let output = try Pipe()
        let errors: Pipe
        do {
            errors = try Pipe()
        } catch {
            output.close()
            throw error
        }
        defer {
            output.close()
            errors.close()
        }
        let process = try spawn(output: output, errors: errors)
        output.closeWriter()
        errors.closeWriter()
        let isComplete = drain([output, errors])
        if !isComplete { kill(-process, SIGKILL) }
        var status: Int32 = 0
        let isOver = wait(process, &status, wasKilled: !isComplete)
        // What the program started and left behind goes with it.
        kill(-process, SIGKILL)
        let end: End
        if !isComplete || !isOver {
            end = .deadline
        } else if status & 0x7F == 0 {
            end = .exit(status >> 8 & 0xFF)
        } else {
            end = .signal(status & 0x7F)
        }
        return Result(end: end, output: output.bytes, errors: errors.bytes)
    }

    /// Waits for the process; `false` when it had to be killed.
    private func wait(_ process: pid_t, _ status: inout Int32, wasKilled: Bool) -> Bool {
        while !wasKilled {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process || (ended < 0 && errno != EINTR) { return true }
            if ContinuousClock.now >= deadline {
                kill(-process, SIGKILL)
                break
            }
            usleep(1_000)
        }
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return false
    }

    private func spawn(output: Pipe, errors: Pipe) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.writer, 2)
        GNU.close(from: 3, &actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)

        let variables = ProcessInfo.processInfo.environment
        // Swift's own report of a crash would be other words each time, and take its time.
        let environment =
            kept.compactMap { name in variables[name].map { "\(name)=\($0)" } }
            + ["SWIFT_BACKTRACE=enable=no"]
        var list = ([path] + arguments).map { strdup($0) } + [nil]
        var pairs = environment.map { strdup($0) } + [nil]
        defer {
            for text in list + pairs { free(text) }
        }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, &list, &pairs)
        guard code == 0 else { throw Failure(code) }
        return process
    }

    /// Reads until both pipes end; `false` at the deadline or when too much comes.
    private func drain(_ pipes: [Pipe]) -> Bool {
        while pipes.contains(where: { !$0.isAtEnd }) {
            let left = (deadline - ContinuousClock.now).components
            let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0 else { return false }
            var waits = pipes.map { pipe in
                pollfd(fd: pipe.isAtEnd ? -1 : pipe.reader, events: Int16(POLLIN), revents: 0)
            }
            let ready = poll(&waits, nfds_t(waits.count), Int32(clamping: milliseconds))
            if ready < 0, errno != EINTR { return false }
            for (pipe, wait) in zip(pipes, waits) where wait.revents != 0 { pipe.read() }
            guard pipes.allSatisfy({ $0.bytes.count <= maximumOutput }) else { return false }
        }
        return true
    }
}

extension ChildProcess {
    /// Is a pipe from the program to us.
    private final class Pipe {
        let reader: Int32
        private(set) var writer: Int32
        private(set) var bytes: [UInt8] = []
        private(set) var isAtEnd = false

        init() throws(Failure) {
            var ends: [Int32] = [0, 0]
            guard GNU.pipe(&ends) else { throw Failure(errno) }
            reader = ends[0]
            writer = ends[1]
        }

        func closeWriter() {
            guard writer >= 0 else { return }
            Glibc.close(writer)
            writer = -1
        }

        func close() {
            closeWriter()
            Glibc.close(reader)
        }

        func read() {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = Glibc.read(reader, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                isAtEnd = true
            }
        }
    }
}

import Foundation
import Glibc
import PluginHost

/// Is the process in which a library is opened first, and the process of a plugin that lives apart.
///
/// `conecta-worker --serve SOCKET FOLDER FILE` serves over a socket the plugin whose folder and library
/// these are; of the disk it reads no more than them and what programs run with.
/// `conecta-worker --probe FILE` prints the description as JSON on standard output. It exits with 0
/// when there is one, with 1 when there is none (the JSON says why), with 64 on wrong usage. A library
/// that crashes ends it by a signal. `conecta-worker --sandbox` enters the sandbox and prints how far it
/// got.
@main
struct Worker {
    static func main() {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "--serve" where arguments.count == 5:
            guard let socket = Int32(arguments[2]) else { exit(64) }
            serve(socket, folder: arguments[3], library: arguments[4])
        case "--probe" where arguments.count == 3: probe(arguments[2])
        case "--sandbox" where arguments.count == 2: showSandbox()
        default:
            let usage =
                "usage: conecta-worker --serve SOCKET FOLDER FILE | --probe FILE | --sandbox\n"
            FileHandle.standardError.write(Data(usage.utf8))
            exit(64)
        }
    }

    private static func serve(_ socket: Int32, folder: String, library: String) -> Never {
        CrashReport.install()
        let report = Sandbox.enter(.serving(library, folder: folder, socket: socket))
        PluginServing.run(descriptor: socket, sandbox: report)
    }

    private static func probe(_ file: String) -> Never {
        guard let output = Output() else { exit(70) }
        let path = URL(filePath: file).standardizedFileURL.path
        let report = Sandbox.enter(.probe(of: path, output: output.descriptor))
        var answer: ProbeReport.Answer
        do {
            answer = ProbeReport.Answer(report: try PluginLibrary.probe(path: path))
        } catch {
            answer = ProbeReport.Answer(problem: "\(error)")
        }
        answer.sandbox = report
        let isWritten = output.write(answer)
        // Without running what the library registered for the end of the process.
        _exit(!isWritten ? 74 : answer.report == nil ? 1 : 0)
    }

    private static func showSandbox() -> Never {
        guard let output = Output() else { exit(70) }
        let report = Sandbox.enter(.probe(of: "/", output: output.descriptor))
        _exit(output.write(report) ? 0 : 74)
    }
}

/// Is where the answer goes: out of reach of what a library prints by itself.
private struct Output {
    let descriptor: Int32

    /// Takes standard output away, so that a library writes into nothing.
    init?() {
        descriptor = fcntl(1, F_DUPFD_CLOEXEC, 100)
        let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0, nothing >= 0, dup2(nothing, 1) == 1 else { return nil }
        close(nothing)
    }

    func write(_ answer: some Encodable) -> Bool {
        guard let data = try? JSONEncoder().encode(answer) else { return false }
        return data.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.write(descriptor, part.baseAddress, part.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}

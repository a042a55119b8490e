import Foundation
import Glibc
import PluginHost

/// Is the process in which a library is opened first.
///
/// `conecta-worker --probe FILE` prints the description as JSON on standard output. It exits with 0
/// when there is one, with 1 when there is none (the JSON says why), with 64 on wrong usage. A library
/// that crashes ends it by a signal.
@main
struct Worker {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, arguments[1] == "--probe" else {
            FileHandle.standardError.write(Data("usage: conecta-worker --probe FILE\n".utf8))
            exit(64)
        }
        guard let output = Output() else { exit(70) }
        Hardening.apply()
        let path = URL(filePath: arguments[2]).standardizedFileURL.path
        let answer: ProbeReport.Answer
        do {
            answer = ProbeReport.Answer(report: try PluginLibrary.probe(path: path))
        } catch {
            answer = ProbeReport.Answer(problem: "\(error)")
        }
        let isWritten = output.write(answer)
        // Without running what the library registered for the end of the process.
        _exit(!isWritten ? 74 : answer.report == nil ? 1 : 0)
    }
}

/// Is where the answer goes: out of reach of what a library prints by itself.
private struct Output {
    private let descriptor: Int32

    /// Takes standard output away, so that a library writes into nothing.
    init?() {
        descriptor = fcntl(1, F_DUPFD_CLOEXEC, 100)
        let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0, nothing >= 0, dup2(nothing, 1) == 1 else { return nil }
        close(nothing)
    }

    func write(_ answer: ProbeReport.Answer) -> Bool {
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

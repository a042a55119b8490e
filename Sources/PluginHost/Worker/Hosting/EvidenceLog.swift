import Dispatch
import Glibc
import Logging
import Synchronization

/// Remembers the last of what a plugin's process did, in case it ends.
final class EvidenceLog: Sendable {
    private struct State {
        var questions: [String] = []
        var output: [UInt8] = []
        var lines = 0
    }

    private static let mostQuestions = 32
    private static let mostOutput = 8 << 10
    /// Lines of a plugin's output that go to the log.
    private static let mostLines = 1_000

    private let state = Mutex(State())
    private let outputEnd = DispatchSemaphore(value: 0)

    /// Remembers that the plugin asked for something; nothing of what it asked with.
    func note(_ question: WorkerQuestion) {
        state.withLock { state in
            if state.questions.count == Self.mostQuestions { state.questions.removeFirst() }
            state.questions.append("\(question)")
        }
    }

    /// Writes a line of the plugin to the log.
    func log(_ bytes: [UInt8], _ logger: Logger, plugin: String) {
        var carriage = Carriage(reading: bytes)
        var (level, text) = ("", "")
        var fields: [String] = []
        guard (try? carriage.carry(&level)) != nil, (try? carriage.carry(&text)) != nil,
            (try? carriage.carry(&fields)) != nil
        else { return }
        var metadata: Logger.Metadata = ["plugin": "\(plugin)"]
        for index in stride(from: 0, to: fields.count - 1, by: 2) where index < 64 {
            metadata[String(fields[index].prefix(64))] = "\(fields[index + 1].prefix(1_000))"
        }
        logger.log(
            level: Logger.Level(rawValue: level) ?? .info,
            "\(text.prefix(4_000))",
            metadata: metadata
        )
    }

    /// Reads what the process prints, until nobody can print any more.
    func readOutput(_ descriptor: Int32, _ logger: Logger, plugin: String) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            let lines = text.split(whereSeparator: \.isNewline)
            let room = state.withLock { state in
                state.output.append(contentsOf: buffer[..<count])
                let excess = state.output.count - Self.mostOutput
                if excess > 0 { state.output.removeFirst(excess) }
                defer { state.lines += lines.count }
                return max(0, Self.mostLines - state.lines)
            }
            for line in lines.prefix(room) {
                logger.info("\(line.prefix(1_000))", metadata: ["plugin": "\(plugin)"])
            }
        }
        close(descriptor)
        outputEnd.signal()
    }

    /// Waits a little for the last of the output.
    func waitForOutput() {
        _ = outputEnd.wait(timeout: .now() + .milliseconds(500))
    }

    /// What is known; of a process that was killed by us there is no status.
    func evidence(status: Int32?, function: String) -> CrashEvidence {
        let (questions, output) = state.withLock { ($0.questions, $0.output) }
        let text = String(decoding: output, as: UTF8.self)
        let parts = text.split(
            separator: "\(EvidenceMark.text)",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let signal = status.map { $0 & 0x7F } ?? 0
        return CrashEvidence(
            signal: signal == 0 ? nil : signal,
            exitCode: status != nil && signal == 0 ? (status ?? 0) >> 8 & 0xFF : nil,
            function: function,
            hostCalls: questions,
            output: parts.first.map(String.init) ?? "",
            backtrace: parts.count > 1 ? String(parts[1]) : ""
        )
    }
}

/// Stands in a process's output before the calls that led to its crash.
public enum EvidenceMark {
    /// The words, with the end of their line.
    public static let text: StaticString = "conecta-worker crashed; calls, innermost first:\n"
}

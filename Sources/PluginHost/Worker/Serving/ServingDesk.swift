import Synchronization

/// Keeps, in a plugin's process, who waits for which answer of the server.
///
/// Questions of an instance go by its number, whatever call they are asked in; those of a report's data
/// and document go by the call.
final class ServingDesk: Sendable {
    typealias Answer = @Sendable (Result<[UInt8], any Error>) -> Void

    private struct State {
        var waiting: [UInt32: Answer] = [:]
        var last: UInt32 = 0
    }

    private let line: WorkerLine
    private let state = Mutex(State())

    init(line: WorkerLine) {
        self.line = line
    }

    /// Sends a frame; a server that is gone ends the process.
    func send(_ frame: WorkerFrame) {
        do {
            try line.send(frame)
        } catch {
            PluginServing.end()
        }
    }

    /// Tells the server something.
    func tell(_ news: WorkerNews, of call: UInt32, _ carriage: Carriage) {
        send(
            WorkerFrame(
                kind: .news,
                subject: news.rawValue,
                call: call,
                bytes: carriage.bytes
            )
        )
    }

    /// Asks the server something; `answer` hears it on the thread that receives.
    func ask(
        _ question: WorkerQuestion,
        of call: UInt32,
        _ bytes: [UInt8],
        answer: @escaping Answer
    ) {
        let number = state.withLock { state in
            repeat { state.last &+= 1 } while state.waiting[state.last] != nil
            state.waiting[state.last] = answer
            return state.last
        }
        send(
            WorkerFrame(
                kind: .question,
                subject: question.rawValue,
                call: call,
                question: number,
                bytes: bytes
            )
        )
    }

    /// Asks the server something and waits for the answer.
    func ask(
        _ question: WorkerQuestion,
        of call: UInt32,
        _ carriage: Carriage
    ) async throws -> Carriage {
        let bytes = try await withCheckedThrowingContinuation { continuation in
            ask(question, of: call, carriage.bytes) { continuation.resume(with: $0) }
        }
        return Carriage(reading: bytes)
    }

    /// Asks the server something and blocks the thread until the answer is there.
    func askBlocking(
        _ question: WorkerQuestion,
        of call: UInt32,
        _ carriage: Carriage
    ) throws -> Carriage {
        let room = PendingAnswer()
        ask(question, of: call, carriage.bytes) { room.put($0) }
        return Carriage(reading: try room.take())
    }

    /// Takes an answer or a refusal that came.
    func hear(_ frame: WorkerFrame) {
        let answer = state.withLock { $0.waiting.removeValue(forKey: frame.question) }
        guard frame.kind == .refusal else {
            answer?(.success(frame.bytes))
            return
        }
        var carriage = Carriage(reading: frame.bytes)
        do {
            answer?(.failure(try carriage.read(Refused.self).error))
        } catch {
            answer?(.failure(PluginFailure(.internal, "\(error)")))
        }
    }
}

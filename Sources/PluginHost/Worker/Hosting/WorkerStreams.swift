import Synchronization

/// Holds the connections of a plugin's process.
final class WorkerStreams: Sendable {
    private struct State {
        var open: [UInt32: any PluginStream] = [:]
        var last: UInt32 = 0
        var underway = 0
        var isClosed = false
    }

    /// The most for all calls of a process.
    private static let most = 64

    private let state = Mutex(State())

    /// Ends all of them.
    func close() {
        let open = state.withLock { state in
            state.isClosed = true
            defer { state.open = [:] }
            return Array(state.open.values)
        }
        guard !open.isEmpty else { return }
        Task {
            for stream in open { await stream.close() }
        }
    }

    /// Answers a question.
    ///
    /// - Throws: `PluginFailure`.
    func answer(
        _ question: WorkerQuestion,
        _ carriage: inout Carriage,
        _ answer: inout Carriage,
        _ party: PluginParty
    ) async throws {
        guard let dial = party.dial else {
            throw PluginFailure(.unsupported, "dial is not granted")
        }
        guard question != .dialOpen else {
            let order = try carriage.read(DialOrder.self)
            var number = try await open(order, dial)
            try answer.carry(&number)
            return
        }
        var number: UInt32 = 0
        try carriage.carry(&number)
        let found = state.withLock { state in
            question == .dialClose ? state.open.removeValue(forKey: number) : state.open[number]
        }
        guard let stream = found else { throw PluginFailure(.argument, "no such stream") }
        switch question {
        case .dialRead:
            var (count, timeout) = (0, Int64(0))
            try carriage.carry(&count)
            try carriage.carry(&timeout)
            let most = max(1, min(count, DialLimit.bytes))
            var bytes = try await stream.read(atMost: most, timeout: max(1, min(timeout, 600_000)))
            try answer.carry(&bytes)
        case .dialWrite, .dialSecret:
            var bytes: [UInt8] = []
            try carriage.carry(&bytes)
            guard bytes.count <= DialLimit.bytes else {
                throw PluginFailure(.limit, "at most 1 MiB at once")
            }
            guard question == .dialSecret else { return try await stream.write(bytes) }
            var isBase64 = false
            try carriage.carry(&isBase64)
            try await stream.writeSecret(bytes, isBase64: isBase64)
        case .dialSecure: try await stream.secure()
        default: await stream.close()
        }
    }

    private func open(_ order: DialOrder, _ dial: any PluginDial) async throws -> UInt32 {
        var order = order
        order.timeout = max(1, min(order.timeout, 60_000))
        let mayOpen = state.withLock { state in
            guard !state.isClosed, state.open.count + state.underway < Self.most else {
                return false
            }
            state.underway += 1
            return true
        }
        guard mayOpen else { throw PluginFailure(.limit, "too many open streams") }
        let result: Result<any PluginStream, any Error>
        do { result = .success(try await dial.open(order)) } catch { result = .failure(error) }
        let number: UInt32? = state.withLock { state in
            state.underway -= 1
            guard case .success(let stream) = result, !state.isClosed else { return nil }
            state.last += 1
            state.open[state.last] = stream
            return state.last
        }
        let stream = try result.get()
        guard let number else {
            await stream.close()
            throw PluginFailure(.cancelled, "the process is over")
        }
        return number
    }
}

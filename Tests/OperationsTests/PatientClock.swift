import Engine
import Operations
import Synchronization

/// Is a clock that stands still until a test moves it, and then wakes those whose time has come.
final class PatientClock: Sendable {
    private struct Sleeper {
        var until: Timestamp
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: Timestamp
        var count = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state: Mutex<State>

    init(_ start: Timestamp = Timestamp(seconds: 1_795_348_800)) {
        state = Mutex(State(now: start))
    }

    var now: Timestamp { state.withLock(\.now) }

    var wall: WallClock {
        WallClock(now: { self.now }, wait: { try await self.sleep(until: $0) })
    }

    func advance(seconds: Int64) {
        let awake = state.withLock { state -> [Sleeper] in
            state.now = state.now.adding(seconds: seconds)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for key in due.keys { state.sleepers[key] = nil }
            return Array(due.values)
        }
        for sleeper in awake { sleeper.continuation.resume(returning: true) }
    }

    private func sleep(until moment: Timestamp) async throws {
        let ticket = state.withLock { state in
            state.count += 1
            return state.count
        }
        let isTime = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if moment <= state.now { return true }
                    state.sleepers[ticket] = Sleeper(until: moment, continuation: continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: ticket) }
            sleeper?.continuation.resume(returning: false)
        }
        guard isTime else { throw CancellationError() }
    }
}

/// Collects what happens, and lets a test wait for it.
final class Record<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var items: [Item] { state.withLock(\.items) }

    func add(_ item: Item) {
        let ready = state.withLock { state in
            state.items.append(item)
            let ready = state.waiters.filter { $0.count <= state.items.count }
            state.waiters.removeAll { $0.count <= state.items.count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until there are so many.
    func wait(for count: Int) async -> [Item] {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.items.count < count else { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isReady { continuation.resume() }
        }
        return items
    }
}

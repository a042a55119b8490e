import Foundation
import Logging
import Synchronization

/// Keeps the process of a plugin that lives outside of the server: starts it when it is needed, again
/// after it ended, and not any more when it keeps ending.
final class WorkerPlugin: Sendable {
    private struct State {
        var source: WorkerSource
        var process: WorkerProcess?
        var starting: Task<WorkerProcess, any Error>?
        var crashes: [PluginCrash] = []
        var notBefore: ContinuousClock.Instant = .now
        var pause: String?
        var isClosed = false
    }

    /// Ends within this time count for a pause.
    private static let window: Int64 = 600_000
    /// So many ends within the time pause a plugin.
    private static let mostCrashes = 5
    /// Crashes that are remembered for people.
    private static let mostRemembered = 20

    let id: String
    let environment: PluginEnvironment
    /// Lets calls in as many at once as the manifest says.
    let slots: CallSlots
    private let state: Mutex<State>

    /// Takes over a process that was started.
    init(_ source: WorkerSource, _ process: WorkerProcess, environment: PluginEnvironment) {
        id = source.manifest.id
        self.environment = environment
        slots = CallSlots(source.threads, waiting: environment.limits.queue)
        state = Mutex(State(source: source, process: process))
        watch(process)
    }

    /// Lets the plugin look at a configuration.
    func check(_ order: ChannelOrder, party: PluginParty) async throws -> [ConfigurationFinding] {
        let deadline = ContinuousClock.now + .milliseconds(environment.limits.exchange)
        try await slots.enter(until: deadline)
        defer { slots.leave() }
        let process = try await running(until: deadline)
        let number = process.number(for: party)
        defer { process.forget(number) }
        var answer = try await process.call(.check, until: deadline) { carriage in
            var number = number
            try carriage.carry(&number)
            try carriage.write(order)
        }
        var findings: [ConfigurationFinding] = []
        try answer.carry(&findings)
        return findings
    }

    /// How it is.
    var health: PluginHealth {
        state.withLock { state in
            let phase: PluginHealth.Phase =
                if state.pause != nil {
                    .paused
                } else if state.process?.isOver == false {
                    .running
                } else if state.starting != nil {
                    .starting
                } else if state.notBefore > .now {
                    .waiting
                } else {
                    .idle
                }
            return PluginHealth(phase: phase, reason: state.pause, crashes: state.crashes)
        }
    }

    /// Gives the running process, and starts one when there is none.
    ///
    /// - Throws: `PluginFailure`, of class `paused` when it kept ending.
    func running(until deadline: ContinuousClock.Instant) async throws -> WorkerProcess {
        while true {
            switch try next(until: deadline) {
            case .there(let process): return process
            case .starting(let start): return try await start.value
            case .rests(let moment): try await Task.sleep(until: moment, clock: .continuous)
            }
        }
    }

    private enum Next {
        case there(WorkerProcess)
        case starting(Task<WorkerProcess, any Error>)
        case rests(until: ContinuousClock.Instant)
    }

    private func next(until deadline: ContinuousClock.Instant) throws -> Next {
        try state.withLock { state in
            guard !state.isClosed else {
                throw PluginFailure(.disabled, "the plugins' host is stopped")
            }
            if let pause = state.pause { throw PluginFailure(.paused, pause) }
            if let process = state.process, !process.isOver { return .there(process) }
            if let starting = state.starting { return .starting(starting) }
            guard state.notBefore <= .now else {
                guard state.notBefore < deadline else {
                    throw PluginFailure(.busy, "the plugin \(id) is about to be started again")
                }
                return .rests(until: state.notBefore)
            }
            let source = state.source
            let start = Task { try await self.start(source) }
            state.starting = start
            return .starting(start)
        }
    }

    private func start(_ source: WorkerSource) async throws -> WorkerProcess {
        do {
            let process = try await source.start(environment)
            let isWanted = state.withLock { state in
                state.starting = nil
                guard !state.isClosed else { return false }
                state.process = process
                return true
            }
            guard isWanted else {
                await process.stop()
                throw PluginFailure(.disabled, "the plugins' host is stopped")
            }
            watch(process)
            return process
        } catch {
            state.withLock { $0.starting = nil }
            let failure =
                error as? PluginFailure
                ?? PluginFailure(.transient, (error as? PluginProblem)?.reason ?? "\(error)")
            note(failure)
            throw PluginFailure(.transient, "the plugin \(id) does not start: \(failure.message)")
        }
    }

    private func watch(_ process: WorkerProcess) {
        process.onEnd { [weak self] failure, isCrash in
            guard let self, isCrash else { return }
            self.state.withLock { state in
                if state.process === process { state.process = nil }
            }
            self.note(failure)
        }
    }

    /// Remembers an end that nobody wanted, and decides when to begin again.
    private func note(_ failure: PluginFailure) {
        let now = environment.now()
        let pause: String? = state.withLock { state in
            let crash = PluginCrash(
                time: now,
                reason: failure.message,
                evidence: failure.evidence ?? CrashEvidence()
            )
            state.crashes.append(crash)
            if state.crashes.count > Self.mostRemembered { state.crashes.removeFirst() }
            let recent = state.crashes.filter { $0.time > now - Self.window }.count
            if recent >= Self.mostCrashes {
                state.pause = "it ended \(recent) times in ten minutes; last: \(failure.message)"
                return state.pause
            }
            let pause = min(30_000, 100 << recent)
            state.notBefore = .now + .milliseconds(pause + Int.random(in: 0...pause / 2))
            return nil
        }
        environment.logger.error(
            "plugin's process ended: \(failure.message)",
            metadata: ["plugin": "\(id)"]
        )
        if let pause {
            environment.logger.error("plugin paused: \(pause)", metadata: ["plugin": "\(id)"])
        }
    }

    /// Kills the process in the middle of whatever it does; that does not count as an end of its own.
    func kill() {
        state.withLock { $0.process }?.strike()
        resume()
    }

    /// Lets a paused plugin begin again.
    func resume() {
        state.withLock { state in
            state.pause = nil
            state.notBefore = .now
            let now = environment.now()
            // Old ends are still told, and do not count again.
            for index in state.crashes.indices {
                state.crashes[index].time = min(state.crashes[index].time, now - Self.window)
            }
        }
    }

    /// Changes to another version, whose process was started: it serves from now on, and the old one
    /// ends after its calls.
    func change(to source: WorkerSource, _ fresh: WorkerProcess) async {
        let old = state.withLock { state in
            state.source = source
            state.pause = nil
            state.notBefore = .now
            defer { state.process = fresh }
            return state.process
        }
        watch(fresh)
        await old?.drain()
    }

    /// Ends the process, after its calls.
    func close() async {
        let process = state.withLock { state in
            state.isClosed = true
            defer { state.process = nil }
            return state.process
        }
        await process?.drain()
    }
}

import Foundation
import Glibc
import Synchronization

/// Is a running process of a plugin, and the talk with it.
///
/// A thread of its own receives; a second one reads what the process prints. A call that is not over at
/// its deadline ends the process, and with it every other call: the plugin's next process begins anew.
final class WorkerProcess: Sendable {
    private struct State {
        var calls: [UInt32: PendingCall] = [:]
        var lastCall: UInt32 = 0
        var lastInstance: UInt32 = 0
        var parties: [UInt32: PluginParty] = [:]
        var end: PluginFailure?
        var isStopping = false
        var killing: String?
        /// Tell those whose calls came too late, once the process has ended.
        var lateEnds: [@Sendable () -> Void] = []
        var draining: [CheckedContinuation<Void, Never>] = []
        var onEnd: (@Sendable (PluginFailure, _ isCrash: Bool) -> Void)?

        /// Takes those to be told of calls that came too late.
        mutating func takeLateEnds() -> [@Sendable () -> Void] {
            defer { lateEnds = [] }
            return lateEnds
        }

        /// Takes those who wait for the last call to end, once it has.
        mutating func takeDrained() -> [CheckedContinuation<Void, Never>] {
            guard calls.isEmpty else { return [] }
            defer { draining = [] }
            return draining
        }
    }

    let plugin: String
    private let environment: PluginEnvironment
    private let process: pid_t
    private let line: WorkerLine
    private let evidence = EvidenceLog()
    private let services = WorkerServices()
    private let state = Mutex(State())

    /// Starts a process; its plugin is opened by the call `start`.
    ///
    /// - Throws: `PluginProblem`.
    init(
        plugin: String,
        environment: PluginEnvironment,
        folder: String,
        library: String
    ) throws {
        self.plugin = plugin
        self.environment = environment
        let launch = try WorkerLaunch(
            program: environment.worker,
            folder: folder,
            library: library
        )
        process = launch.process
        line = launch.line
        line.wake(every: 200)
        let output = launch.output
        Self.start("conecta-worker-output") { [self] in readOutput(output) }
        Self.start("conecta-worker") { [self] in receive() }
    }

    private static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.name = name
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Calls back when the process has ended, at once when it has already.
    func onEnd(_ body: @escaping @Sendable (PluginFailure, _ isCrash: Bool) -> Void) {
        let ended: (PluginFailure, Bool)? = state.withLock { state in
            guard let end = state.end else {
                state.onEnd = body
                return nil
            }
            return (end, !state.isStopping)
        }
        if let ended { body(ended.0, ended.1) }
    }

    /// Whether it has ended.
    var isOver: Bool { state.withLock { $0.end != nil || $0.killing != nil } }

    // MARK: Calls

    /// Takes a number for an instance, whose questions are answered for a party from now on.
    func number(for party: PluginParty) -> UInt32 {
        state.withLock { state in
            state.lastInstance += 1
            state.parties[state.lastInstance] = party
            return state.lastInstance
        }
    }

    /// Answers no questions of an instance any more.
    func forget(_ instance: UInt32) {
        state.withLock { $0.parties[instance] = nil }
    }

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - function: what is called.
    ///   - deadline: when it must be over.
    ///   - report: serves the data and document of a report.
    ///   - outcome: gets what the plugin said of a message although the call failed.
    ///   - arguments: writes the arguments.
    /// - Returns: the result, to be read.
    /// - Throws: `PluginFailure`, `ReportDataError`.
    func call(
        _ function: WorkerFunction,
        until deadline: ContinuousClock.Instant,
        report: WorkerReportDesk? = nil,
        outcome: Said? = nil,
        _ arguments: (inout Carriage) throws -> Void
    ) async throws -> Carriage {
        let left = (deadline - .now).components
        var carriage = Carriage()
        var limit = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
        var now = environment.now()
        try carriage.carry(&limit)
        try carriage.carry(&now)
        try arguments(&carriage)
        let bytes = carriage.bytes
        let number = Mutex<UInt32?>(nil)
        let result = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let grace = Duration.milliseconds(environment.limits.grace)
                let call = PendingCall(
                    function,
                    deadline: deadline + grace,
                    report: report,
                    outcome: outcome,
                    continuation
                )
                guard let own = register(call) else { return }
                number.withLock { $0 = own }
                send(
                    WorkerFrame(kind: .call, subject: function.rawValue, call: own, bytes: bytes)
                )
                if Task.isCancelled { cancel(own) }
            }
        } onCancel: {
            if let number = number.withLock({ $0 }) { cancel(number) }
        }
        return Carriage(reading: result)
    }

    private func register(_ call: PendingCall) -> UInt32? {
        let (number, end): (UInt32?, PluginFailure?) = state.withLock { state in
            if let end = state.end { return (nil, end) }
            if let killing = state.killing { return (nil, PluginFailure(.crashed, killing)) }
            repeat { state.lastCall &+= 1 } while state.calls[state.lastCall] != nil
            state.calls[state.lastCall] = call
            return (state.lastCall, nil)
        }
        if let end {
            // It was over before: nothing of this call happened.
            call.end(.failure(PluginFailure(.transient, end.message)))
        }
        return number
    }

    private func cancel(_ call: UInt32) {
        send(WorkerFrame(kind: .cancel, subject: 0, call: call, bytes: []))
    }

    private func send(_ frame: WorkerFrame) {
        do {
            try line.offer(frame)
        } catch {
            // The receiving thread sees the end and tells it to all.
            line.shut()
        }
    }

    // MARK: End

    /// Lets the calls that run come to their ends, then the process.
    func drain() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                let isIdle = state.calls.isEmpty || state.end != nil
                if !isIdle { state.draining.append(continuation) }
                return isIdle
            }
            if isIdle { continuation.resume() }
        }
        await stop()
    }

    /// Lets the plugin end, then the process.
    func stop() async {
        let mayStop = state.withLock { state in
            defer { state.isStopping = true }
            return !state.isStopping && state.end == nil
        }
        guard mayStop else { return }
        let limit = ContinuousClock.now + .milliseconds(environment.limits.quick)
        _ = try? await call(.stop, until: limit) { _ in }
        line.shut()
    }

    /// Ends the process at once.
    func kill(_ reason: String) {
        state.withLock { $0.killing = $0.killing ?? reason }
        Glibc.kill(-process, SIGKILL)
        line.shut()
    }

    /// Kills the process without a word; what it was doing ends as when it crashes by itself.
    func strike() { if !isOver { Glibc.kill(-process, SIGKILL) } }

    // MARK: Receiving

    private func receive() {
        while true {
            do {
                if let frame = try line.receive() {
                    try take(frame)
                }
                checkDeadlines()
            } catch {
                return conclude(error)
            }
        }
    }

    private func take(_ frame: WorkerFrame) throws {
        switch frame.kind {
        case .result, .failure: try end(frame)
        case .question: answer(frame)
        case .news: hear(frame)
        case .call, .cancel, .answer, .refusal:
            throw WorkerLine.Trouble.garbled("a \(frame.kind) from a plugin's process")
        }
    }

    private func end(_ frame: WorkerFrame) throws {
        let (known, drained) = state.withLock { state in
            let call = state.calls.removeValue(forKey: frame.call)
            return (call, state.takeDrained())
        }
        defer { for waiter in drained { waiter.resume() } }
        guard let call = known else {
            throw WorkerLine.Trouble.garbled("a result of no call")
        }
        guard frame.kind == .failure else { return call.end(.success(frame.bytes)) }
        var carriage = Carriage(reading: frame.bytes)
        let refused = (try? carriage.read(Refused.self))?.error
        let failure = refused ?? PluginFailure(.internal, "a failure that cannot be read")
        call.end(.failure(Self.believable(failure)))
    }

    /// A plugin does not say what only the host can know.
    private static func believable(_ error: any Error) -> any Error {
        guard var failure = error as? PluginFailure, failure.class.rawValue <= -1_000 else {
            return error
        }
        failure.class = .internal
        return failure
    }

    private func hear(_ frame: WorkerFrame) {
        guard let news = WorkerNews(rawValue: frame.subject) else { return }
        if news == .log {
            let party = state.withLock { $0.parties[frame.call] }
            evidence.log(frame.bytes, party?.logger ?? environment.logger, plugin: plugin)
            return
        }
        guard let call = state.withLock({ $0.calls[frame.call] }) else { return }
        if news == .outcome {
            var carriage = Carriage(reading: frame.bytes)
            if let result = try? carriage.read(SendResult.self) { call.outcome?.keep(result) }
        } else {
            call.report?.hear(news, frame.bytes)
        }
    }

    private func answer(_ frame: WorkerFrame) {
        let reply: @Sendable (Result<[UInt8], any Error>) -> Void = { [self] result in
            var answer = WorkerFrame(
                kind: .answer,
                subject: frame.subject,
                call: frame.call,
                question: frame.question,
                bytes: []
            )
            switch result {
            case .success(let bytes): answer.bytes = bytes
            case .failure(let error):
                var carriage = Carriage()
                answer.kind = .refusal
                try? carriage.write(Refused(error))
                answer.bytes = carriage.bytes
            }
            send(answer)
        }
        guard let question = WorkerQuestion(rawValue: frame.subject) else {
            return reply(.failure(PluginFailure(.unsupported, "no such question")))
        }
        evidence.note(question)
        switch question {
        case .dataOpen, .dataNext, .blocks, .measure:
            guard let report = state.withLock({ $0.calls[frame.call] })?.report else {
                return reply(.failure(PluginFailure(.unsupported, "this is no report")))
            }
            report.answer(question, frame.bytes, reply: reply)
        default:
            guard let party = state.withLock({ $0.parties[frame.call] }) else {
                return reply(.failure(PluginFailure(.argument, "no such instance")))
            }
            let services = services
            Task {
                do {
                    let answer = try await services.answer(
                        question,
                        Carriage(reading: frame.bytes),
                        for: party
                    )
                    reply(.success(answer.bytes))
                } catch {
                    reply(.failure(error))
                }
            }
        }
    }

    private func checkDeadlines() {
        let now = ContinuousClock.now
        let late: PendingCall? = state.withLock { state in
            guard let (number, call) = state.calls.first(where: { $0.value.deadline <= now })
            else { return nil }
            state.calls[number] = nil
            return call
        }
        guard let late else { return }
        let what = "\(late.function.name) did not return in time"
        kill(what)
        var failure = PluginFailure(.timeout, what)
        failure.evidence = evidence.evidence(status: nil, function: late.function.name)
        failure.isLostThread = true
        let ended = failure
        state.withLock { $0.lateEnds.append { late.end(.failure(ended)) } }
    }

    // MARK: Concluding

    private func conclude(_ error: any Error) {
        if case WorkerLine.Trouble.garbled(let what) = error {
            kill("it does not keep to the talk: \(what)")
        }
        if !state.withLock({ $0.isStopping })
            || !ProcessEnd.waits(for: process, milliseconds: 2_000)
        {
            // Its line is closed: whatever it still does goes nowhere.
            ProcessEnd.waits(for: process, milliseconds: 200)
            Glibc.kill(-process, SIGKILL)
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // What it started and left behind goes with it.
        Glibc.kill(-process, SIGKILL)
        evidence.waitForOutput()
        let (functions, killing, isStopping) = state.withLock { state in
            (state.calls.values.map(\.function.name), state.killing, state.isStopping)
        }
        let running = functions.sorted().joined(separator: ", ")
        let evidence = evidence.evidence(status: killing == nil ? status : nil, function: running)
        let reason = killing ?? ProcessEnd.words(of: status)
        var failure = PluginFailure(.crashed, "the plugin's process ended: \(reason)")
        failure.evidence = evidence
        let (calls, onEnd, drained) = state.withLock { state in
            state.end = failure
            // Also those that were registered while the end was looked into.
            let calls = state.calls
            state.calls = [:]
            state.parties = [:]
            defer { state.onEnd = nil }
            return (calls, state.onEnd, state.takeDrained())
        }
        for waiter in drained { waiter.resume() }
        // Who waited begins anew at once: the end must be known by then.
        onEnd?(failure, !isStopping)
        for call in calls.values { call.end(.failure(failure)) }
        for tell in state.withLock({ $0.takeLateEnds() }) { tell() }
        services.close()
    }

    private func readOutput(_ descriptor: Int32) {
        evidence.readOutput(descriptor, environment.logger, plugin: plugin)
    }
}

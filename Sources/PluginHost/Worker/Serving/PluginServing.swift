import CPluginABI
import Engine
import Foundation
import Glibc
import Logging
import Paper
import Synchronization

/// Serves one plugin in a process of its own, for `conecta-worker` alone.
public enum PluginServing {
    /// Serves until the server closes the line, then ends the process.
    ///
    /// - Parameters:
    ///   - descriptor: the socket to the server.
    ///   - sandbox: how far the process is confined, which the server is told.
    public static func run(descriptor: Int32, sandbox: SandboxReport) -> Never {
        let line = WorkerLine(descriptor: descriptor)
        let process = ServingProcess(line: line, sandbox: sandbox)
        process.serve()
        end()
    }

    /// Ends the process without running what a library registered for its end.
    static func end() -> Never { _exit(0) }
}

/// Takes the server's calls in a plugin's process and makes them.
///
/// Threads take turns at receiving: the one that got a call makes it at once, and another receives
/// meanwhile. There is always one more thread than the server makes calls at once.
final class ServingProcess: Sendable {
    private struct State {
        var threads: UInt32 = 1
        var calls: [UInt32: CallSignal] = [:]
        var plugin: ServedPlugin?
        var instances: [UInt32: ServedInstance] = [:]
    }

    private let line: WorkerLine
    private let desk: ServingDesk
    private let clock = ServingClock()
    private let sandbox: SandboxReport
    private let state = Mutex(State())

    init(line: WorkerLine, sandbox: SandboxReport) {
        self.line = line
        self.sandbox = sandbox
        desk = ServingDesk(line: line)
    }

    /// Receives and makes calls until the line ends.
    func serve() {
        while true {
            do {
                if let frame = try line.receive() { take(frame) }
            } catch {
                PluginServing.end()
            }
        }
    }

    private func take(_ frame: WorkerFrame) {
        switch frame.kind {
        case .call: make(frame)
        case .cancel: state.withLock { $0.calls[frame.call] }?.cancel()
        case .answer, .refusal: desk.hear(frame)
        case .result, .failure, .question, .news: PluginServing.end()
        }
    }

    private func make(_ frame: WorkerFrame) {
        var carriage = Carriage(reading: frame.bytes)
        var reply = WorkerFrame(kind: .result, subject: frame.subject, call: frame.call, bytes: [])
        do {
            guard let function = WorkerFunction(rawValue: frame.subject) else {
                throw CarriageError("\(frame.subject) is no function")
            }
            var (limit, now) = (Int64(0), Int64(0))
            try carriage.carry(&limit)
            try carriage.carry(&now)
            clock.set(now)
            let signal = CallSignal(deadline: .now + .milliseconds(max(1, limit)))
            state.withLock { $0.calls[frame.call] = signal }
            defer { state.withLock { $0.calls[frame.call] = nil } }
            reply.bytes = try perform(function, &carriage, frame.call, signal).bytes
        } catch {
            reply.kind = .failure
            reply.bytes = Self.refused(error)
        }
        desk.send(reply)
    }

    private static func refused(_ error: any Error) -> [UInt8] {
        var carriage = Carriage()
        let problem = (error as? PluginProblem).map { PluginFailure(.internal, $0.reason) }
        try? carriage.write(Refused(problem ?? error))
        return carriage.bytes
    }

    private func perform(
        _ function: WorkerFunction,
        _ carriage: inout Carriage,
        _ call: UInt32,
        _ signal: CallSignal
    ) throws -> Carriage {
        var answer = Carriage()
        switch function {
        case .start: try start(carriage.read(), &answer)
        case .stop: state.withLock { $0.plugin }?.stop()
        case .check:
            var findings = try plugin.check(number(&carriage), carriage.read(), signal)
            try answer.carry(&findings)
        case .openChannel:
            let number = try number(&carriage)
            let channel = try plugin.openChannel(number, carriage.read(), signal)
            state.withLock { $0.instances[number] = .channel(channel) }
            var abilities = channel.abilities.rawValue
            try answer.carry(&abilities)
        case .openReport:
            let number = try number(&carriage)
            var feature = ""
            try carriage.carry(&feature)
            let report = try plugin.openReport(number, feature, signal)
            state.withLock { $0.instances[number] = .report(report) }
        case .close:
            let number = try number(&carriage)
            let instance = state.withLock { $0.instances.removeValue(forKey: number) }
            if case .channel(let channel) = instance { channel.destroy() }
        case .render:
            try report(number(&carriage)).render(&carriage, desk: desk, call: call, signal: signal)
        default:
            let channel = try channel(number(&carriage))
            try channel.perform(function, &carriage, &answer, signal) { [desk] outcome in
                var carriage = Carriage()
                guard (try? carriage.write(outcome)) != nil else { return }
                desk.tell(.outcome, of: call, carriage)
            }
        }
        return answer
    }

    private func start(_ order: StartOrder, _ answer: inout Carriage) throws {
        let plugin = try ServedPlugin(order, desk: desk, clock: clock)
        var report = plugin.report
        report.sandbox = sandbox
        var bytes = [UInt8](try JSONEncoder().encode(report))
        try answer.carry(&bytes)
        let missing = state.withLock { state in
            state.plugin = plugin
            defer { state.threads = max(state.threads, order.threads + 1) }
            return order.threads + 1 - min(order.threads + 1, state.threads)
        }
        for _ in 0..<missing {
            let thread = Thread { [self] in serve() }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    private var plugin: ServedPlugin {
        get throws {
            guard let plugin = state.withLock({ $0.plugin }) else {
                throw PluginFailure(.internal, "the plugin has not started")
            }
            return plugin
        }
    }

    private func number(_ carriage: inout Carriage) throws -> UInt32 {
        var number: UInt32 = 0
        try carriage.carry(&number)
        return number
    }

    private func channel(_ number: UInt32) throws -> ChannelInstance {
        guard case .channel(let channel) = state.withLock({ $0.instances[number] }) else {
            throw PluginFailure(.internal, "there is no channel \(number)")
        }
        return channel
    }

    private func report(_ number: UInt32) throws -> ReportInstance {
        guard case .report(let report) = state.withLock({ $0.instances[number] }) else {
            throw PluginFailure(.internal, "there is no report \(number)")
        }
        return report
    }
}

/// Is something that was opened in a plugin's process.
enum ServedInstance: Sendable {
    case channel(ChannelInstance)
    case report(ReportInstance)
}

extension ChannelInstance {
    /// Makes a call whose arguments came from the server.
    fileprivate func perform(
        _ function: WorkerFunction,
        _ carriage: inout Carriage,
        _ answer: inout Carriage,
        _ signal: CallSignal,
        heard: @escaping @Sendable (SendResult) -> Void
    ) throws {
        switch function {
        case .traits: try answer.write(traits(signal))
        case .webhook: try answer.write(webhook(carriage.read(), signal))
        case .send: try answer.write(send(carriage.read(), signal, heard: heard))
        case .poll:
            var cursor: [UInt8] = []
            try carriage.carry(&cursor)
            try answer.write(poll(since: cursor, signal))
        case .fetchMedia: try answer.write(fetchMedia(carriage.read(), signal))
        case .resolve:
            var address = ""
            try carriage.carry(&address)
            var contact = try resolve(address, signal)
            try answer.carry(&contact)
        case .sessionChanged:
            var pushes = try sessionChanged(carriage.read(), signal)
            try answer.carry(&pushes)
        case .visitorPage: try answer.write(visitorPage(signal))
        case .show:
            var pushes = try show(carriage.read(), signal)
            try answer.carry(&pushes)
        case .templates:
            var templates = try templates(signal)
            try answer.carry(&templates)
        default: throw CarriageError("\(function) is no function of a channel")
        }
    }
}

extension ReportInstance {
    /// Writes a report whose data and document are the server's.
    fileprivate func render(
        _ carriage: inout Carriage,
        desk: ServingDesk,
        call: UInt32,
        signal: CallSignal
    ) throws {
        let request = try carriage.read(ReportRequest.self)
        var asOf: Int64 = 0
        try carriage.carry(&asOf)
        let data = RemoteData(desk: desk, call: call, asOf: .init(milliseconds: asOf))
        let sink = RemoteSink(desk: desk, call: call)
        try render(request, data: data, into: sink, signal)
        try sink.end()
    }
}

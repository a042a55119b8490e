import Engine
import Foundation
import Operations
import Paper
import PluginHost
import Synchronization

/// Is a report with as many rows as a test wants, which may stop in the middle until it may go on.
final class ScriptedReport: PluginShelf, ReportPort {
    private struct State {
        var rows = 3
        var stops = false
        var failures: [PluginFailure] = []
        var calls: [ReportRequest] = []
        var cancelled = 0
        var stopped: [Int: CheckedContinuation<Bool, Never>] = [:]
        var tickets = 0
        var hearers: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// Calls something whenever a report is begun, stops or is cancelled.
    func hear(_ hearer: @escaping @Sendable () -> Void) {
        state.withLock { $0.hearers.append(hearer) }
    }

    private func tell() {
        for hearer in state.withLock(\.hearers) { hearer() }
    }

    /// Has the next reports stop in the middle, until they are cancelled or let go on.
    func stop() { state.withLock { $0.stops = true } }

    /// Lets reports go on.
    func goOn() {
        let stopped = state.withLock { state in
            state.stops = false
            defer { state.stopped = [:] }
            return state.stopped.values
        }
        for report in stopped { report.resume(returning: true) }
    }

    /// Has the next reports fail.
    func fail(_ failures: [PluginFailure]) { state.withLock { $0.failures = failures } }

    /// Has reports be so long.
    func write(rows: Int) { state.withLock { $0.rows = rows } }

    /// What was asked for.
    var calls: [ReportRequest] { state.withLock(\.calls) }

    /// How often work was ended by a cancellation.
    var cancelled: Int { state.withLock(\.cancelled) }

    func features() async -> [FeatureListing] {
        let text = #"""
            {"manifest": {"kind": "report", "id": "history", "name": "Histórico"}, "plugin": "test",
             "icon": "", "schema": "{\"properties\":{\"from\":{\"type\":\"string\",\"format\":\"date-time\"},\"to\":{\"type\":\"string\",\"format\":\"date-time\"},\"team\":{\"type\":\"string\"}}}"}
            """#
        return [try? JSONDecoder().decode(FeatureListing.self, from: Data(text.utf8))]
            .compactMap(\.self)
    }

    func openReport(_ id: String) async throws -> any ReportPort { self }

    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws {
        let (rows, failure) = state.withLock { state in
            state.calls.append(request)
            return (state.rows, state.failures.isEmpty ? nil : state.failures.removeFirst())
        }
        tell()
        if let failure { throw failure }
        try sink.begin(DocumentInfo(title: "Histórico", author: request.company))
        try sink.emit(.tableStart(Table(columns: [Column(id: "a", title: "A")])))
        for row in 0..<rows {
            if row == rows / 2 { try await pass() }
            try sink.emit(.row(Row([Cell(.text("linha \(row)"))])))
        }
        try sink.emit(.tableEnd)
    }

    private func pass() async throws {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        let goesOn = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if !state.stops { return true }
                    if Task.isCancelled { return false }
                    state.stopped[ticket] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) } else { tell() }
            }
        } onCancel: {
            let report = state.withLock { $0.stopped.removeValue(forKey: ticket) }
            report?.resume(returning: false)
        }
        guard goesOn else {
            state.withLock { $0.cancelled += 1 }
            tell()
            throw PluginFailure(.cancelled, "told to stop")
        }
    }

    func openChannel(_ feature: String, _ account: ChannelAccount) async throws -> any ChannelPort {
        throw PluginFailure(.unsupported, "no channels here")
    }

    func check(
        _ feature: String,
        _ account: ChannelAccount
    ) async throws -> [ConfigurationFinding] { [] }

    func close() async {}
}

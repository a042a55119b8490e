import Engine
import Foundation
import Paper
import Synchronization

/// Is a report whose plugin runs in a process of its own.
final class WorkerReport: ReportPort {
    private let plugin: WorkerPlugin
    private let feature: String
    private let party: PluginParty
    private let opened = Mutex<(process: WorkerProcess, number: Task<UInt32, any Error>)?>(nil)

    init(plugin: WorkerPlugin, feature: String, party: PluginParty) {
        self.plugin = plugin
        self.feature = feature
        self.party = party
    }

    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws {
        guard TimeZone(identifier: request.timeZone) != nil else {
            throw PluginFailure(.argument, "there is no time zone \(request.timeZone)")
        }
        let deadline = ContinuousClock.now + .milliseconds(plugin.environment.limits.report)
        try await plugin.slots.enter(until: deadline)
        defer { plugin.slots.leave() }
        let process = try await plugin.running(until: deadline)
        let number = try await instance(in: process)
        let desk = WorkerReportDesk(data: data, sink: sink)
        do {
            _ = try await process.call(.render, until: deadline, report: desk) { carriage in
                var number = number
                var asOf = data.asOf.milliseconds
                try carriage.carry(&number)
                try carriage.write(request)
                try carriage.carry(&asOf)
            }
        } catch {
            // The reason behind the plugin's failure tells more than the failure.
            throw await desk.trouble() ?? error
        }
        try await desk.end()
    }

    private func instance(in process: WorkerProcess) async throws -> UInt32 {
        let task = opened.withLock { opened in
            if let opened, opened.process === process { return opened.number }
            let task = Task { try await open(in: process) }
            opened = (process, task)
            return task
        }
        do {
            return try await task.value
        } catch {
            opened.withLock { opened in
                if opened?.number == task { opened = nil }
            }
            throw error
        }
    }

    private func open(in process: WorkerProcess) async throws -> UInt32 {
        let number = process.number(for: party)
        let limit = ContinuousClock.now + .milliseconds(plugin.environment.limits.quick)
        _ = try await process.call(.openReport, until: limit) { carriage in
            var (number, feature) = (number, feature)
            try carriage.carry(&number)
            try carriage.carry(&feature)
        }
        return number
    }
}

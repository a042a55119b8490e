import Engine
import Paper

/// Is a report whose plugin runs in this process; its instance lives as long as the process.
final class HostedReport: ReportPort {
    private let threads: PluginThreads
    private let gate: FeatureGate
    private let limits: CallLimits
    private let instance: ReportInstance

    init(
        threads: PluginThreads,
        gate: FeatureGate,
        limits: CallLimits,
        instance: ReportInstance
    ) {
        self.threads = threads
        self.gate = gate
        self.limits = limits
        self.instance = instance
    }

    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws {
        let instance = instance
        try await threads.run(gate, limit: limits.report) { signal in
            try instance.render(request, data: data, into: sink, signal)
        }
    }
}

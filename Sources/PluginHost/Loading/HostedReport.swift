import CPluginABI
import Engine
import Foundation
import Paper

/// Is a report whose plugin runs in this process; its instance lives as long as the process.
final class HostedReport: ReportPort {
    private let feature: LoadedFeature
    private let party: PluginParty
    private let host: HostTable
    private let instance: UInt

    init(feature: LoadedFeature, party: PluginParty, host: HostTable, instance: UInt) {
        self.feature = feature
        self.party = party
        self.host = host
        self.instance = instance
    }

    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws {
        guard let zone = TimeZone(identifier: request.timeZone) else {
            throw PluginFailure(.argument, "there is no time zone \(request.timeZone)")
        }
        let wording = Paper.Wording(language: request.language, zone: zone)
        let limit = party.environment.limits.report
        let (party, instance, bits) = (party, instance, feature.table)
        try await feature.threads.run(feature.gate, limit: limit) { signal in
            let call = PluginCall(
                party: party,
                signal: signal,
                wording: wording,
                trace: Trace.next()
            )
            let asOf = data.asOf.milliseconds
            let paper = OpenPaper(sink: sink, request: request, asOf: asOf)
            call.data = data
            call.paper = paper
            let table = UnsafePointer<cnx_report_v1>(bitPattern: bits)
            do {
                try call.perform { pointer in
                    var job = call.lend(request, asOf: asOf)
                    return table?.pointee.render?(
                        OpaquePointer(bitPattern: instance),
                        pointer,
                        &job,
                        PaperTable.table
                    ) ?? cnx_status(CNX_E_INTERNAL)
                }
            } catch {
                // The reason behind the plugin's failure tells more than the failure.
                throw paper.failure ?? call.dataError ?? error
            }
            if let failure = paper.failure { throw failure }
            try paper.end()
        }
    }
}

extension PluginCall {
    /// Lends what is wanted to a report.
    fileprivate func lend(_ request: ReportRequest, asOf: Int64) -> cnx_report_job_v1 {
        var flags = 0
        if request.hidesConfidential { flags |= CNX_JOB_CONFIDENTIAL_HIDDEN }
        if request.isDark { flags |= CNX_JOB_DARK }
        var lent = cnx_report_job_v1()
        lent.size = UInt32(MemoryLayout<cnx_report_job_v1>.size)
        lent.flags = UInt32(flags)
        lent.format = lend(request.format.rawValue)
        lent.language = lend(request.language.rawValue)
        lent.time_zone = lend(request.timeZone)
        lent.parameters_json = lend(request.parameters)
        lent.viewer = lend(request.viewer)
        lent.company = lend(request.company)
        lent.data_as_of_ms = asOf
        lent.width_pt = request.width
        lent.height_pt = request.height
        lent.scale = request.scale
        return lent
    }
}

import CPluginABI
import Engine
import Foundation
import Paper

/// Is an instance of a report in this process; it is written on the calling thread.
struct ReportInstance: Sendable {
    let party: PluginParty
    let host: HostTable
    let instance: UInt
    let table: UInt

    /// Writes a report.
    ///
    /// - Throws: `PluginFailure`, or what `data` or `sink` threw.
    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink,
        _ signal: CallSignal
    ) throws {
        guard let zone = TimeZone(identifier: request.timeZone) else {
            throw PluginFailure(.argument, "there is no time zone \(request.timeZone)")
        }
        let wording = Paper.Wording(language: request.language, zone: zone)
        let call = PluginCall(party: party, signal: signal, wording: wording)
        // A document tells its cut-off to the second: of the same second it has the same bytes.
        let asOf = data.asOf.milliseconds / 1_000 * 1_000
        let paper = OpenPaper(sink: sink, request: request, asOf: asOf)
        call.data = data
        call.paper = paper
        let functions = UnsafePointer<cnx_report_v1>(bitPattern: table)
        do {
            try call.perform { pointer in
                var job = call.lend(request, asOf: asOf)
                return functions?.pointee.render?(
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

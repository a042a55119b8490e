import CPluginABI

/// Is what the host holds for one report: the report, and what the host lends to it.
// Unchecked: the table is constant and callable from any thread until destroy returns.
private final class ReportInstance: @unchecked Sendable {
    let host: UnsafePointer<cnx_host_v1>
    let report: any Report

    init(host: UnsafePointer<cnx_host_v1>, report: any Report) {
        self.host = host
        self.report = report
    }
}

/// Holds the functions of all reports of the library; they find theirs in the instance.
enum ReportTable {
    /// The address of the table, which lives as long as the process.
    static var address: UnsafeRawPointer? { table.address }

    private static let table = Constant(make())

    private static func make() -> cnx_report_v1 {
        var table = cnx_report_v1()
        table.size = UInt32(MemoryLayout<cnx_report_v1>.size)
        table.create = { host, handle, feature, result in
            guard let host, let handle, let result else { return cnx_status(CNX_E_ARGUMENT) }
            return Call(pointer: handle, host: host, sink: nil).run {
                guard case .report(let type)? = Plugin.feature(String(feature))?.kind else {
                    throw PluginError(.argument, "no report \(String(feature)) in this plugin")
                }
                let instance = ReportInstance(host: host, report: type.init())
                result.pointee = OpaquePointer(Unmanaged.passRetained(instance).toOpaque())
            }
        }
        table.destroy = { instance in
            guard let instance else { return }
            Unmanaged<ReportInstance>.fromOpaque(UnsafeRawPointer(instance)).release()
        }
        table.render = { instance, handle, job, paper in
            guard let instance, let handle, let job, let paper else {
                return cnx_status(CNX_E_ARGUMENT)
            }
            let held = Unmanaged<ReportInstance>.fromOpaque(UnsafeRawPointer(instance))
                .takeUnretainedValue()
            let call = Call(pointer: handle, host: held.host, sink: nil)
            return call.run {
                let job = try ReportJob(job.pointee)
                let paper = Paper(call: call, table: paper.pointee)
                try held.report.render(job, on: paper, call: call)
            }
        }
        return table
    }
}

extension ReportJob {
    /// Copies what the host lends.
    fileprivate init(_ lent: cnx_report_job_v1) throws {
        let name = String(lent.format)
        guard let format = Format(rawValue: name) else {
            throw PluginError(.unsupported, "the format \(name) is not known to this report")
        }
        self.init(
            format: format,
            language: String(lent.language),
            timeZone: String(lent.time_zone),
            parametersJSON: String(lent.parameters_json),
            viewer: String(lent.viewer),
            company: String(lent.company),
            dataAsOf: lent.data_as_of_ms,
            width: lent.width_pt,
            height: lent.height_pt,
            scale: lent.scale,
            hidesConfidential: lent.flags & UInt32(CNX_JOB_CONFIDENTIAL_HIDDEN) != 0,
            isDark: lent.flags & UInt32(CNX_JOB_DARK) != 0
        )
    }
}

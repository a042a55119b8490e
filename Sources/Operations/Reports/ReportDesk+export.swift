internal import Engine
internal import Foundation
internal import Paper
internal import PluginHost

extension ReportDesk {
    /// Makes a report in several formats from one reading of the data, into files of a folder.
    ///
    /// - Throws: `ReportError`, or `CancellationError` when it is not wanted any more: the plugin is
    ///   then told to stop.
    func export(
        _ job: ReportJob,
        as formats: [DocumentFormat],
        into folder: URL,
        _ meter: ExportMeter
    ) async throws -> [FinishedReport] {
        guard job.viewer.readsReports, job.viewer.may(.exports) else { throw ReportError.forbidden }
        guard await plugins.report(job.report) != nil else { throw ReportError.unknown(job.report) }
        var made: [FinishedReport] = []
        do {
            let data = try await data(for: job)
            for format in formats {
                try Task.checkCancellation()
                var job = job
                job.format = format
                meter.begin(format)
                made.append(try await make(job, from: data, into: folder, meter))
            }
            return made
        } catch {
            for report in made { report.discard() }
            try Task.checkCancellation()
            throw translated(error, of: job.report)
        }
    }
}

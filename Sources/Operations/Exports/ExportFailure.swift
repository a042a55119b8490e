internal import Foundation
internal import Store

/// Is what kept an export from being made, in the words of exports.
struct ExportFailure: Error {
    var problem: ExportProblem

    /// After how many seconds it can be tried again; `nil` when that would change nothing.
    var retrySeconds: Int?

    init(problem: ExportProblem) {
        self.problem = problem
    }

    init(_ error: any Error) {
        switch error {
        case let failure as ExportFailure: self = failure
        case ReportError.unknown(let name):
            self.init(problem: ExportProblem(.unknownReport, name))
        case ReportError.badParameter(let name, let reason):
            self.init(problem: ExportProblem(.badParameter, "\(name): \(reason)"))
        case ReportError.notFound: self.init(problem: ExportProblem(.notFound))
        case ReportError.forbidden: self.init(problem: ExportProblem(.forbidden))
        case ReportError.busy(let seconds):
            self.init(problem: ExportProblem(.plugin, "busy"))
            retrySeconds = max(5, seconds)
        case let error where Self.isFull(error):
            self.init(problem: ExportProblem(.noSpace))
        // The log has the reason, which may name what a person should not see.
        default: self.init(problem: ExportProblem(.plugin))
        }
    }

    private static func isFull(_ error: any Error) -> Bool {
        if (error as? CocoaError)?.code == .fileWriteOutOfSpace { return true }
        return "\(error)".contains(String(cString: strerror(ENOSPC)))
    }
}

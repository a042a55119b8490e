internal import Synchronization

/// Says how far an export is that is being made.
public struct ExportProgress: Sendable, Hashable {
    /// Names what is done at the moment.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// The report reads its data and writes the document.
        case reading
        /// The document is turned into a file.
        case drawing
    }

    /// What is done at the moment.
    public var step: Step

    /// The format.
    public var format: String

    /// How many rows the document has by now.
    public var rows: Int64

    /// How many it will have; `nil` when the report does not say.
    public var total: Int64?
}

/// Counts what a report writes, for whoever wants to know how far it is.
final class ExportMeter: Sendable {
    private let state = Mutex(ExportProgress(step: .reading, format: "", rows: 0))

    var progress: ExportProgress { state.withLock(\.self) }

    /// Begins to count anew for a format.
    func begin(_ format: DocumentFormat) {
        state.withLock { state in
            state = ExportProgress(step: .reading, format: format.rawValue, rows: 0)
        }
    }

    /// Counts a row.
    func count() { state.withLock { $0.rows += 1 } }

    /// Hears what the report says by itself.
    func hear(done: UInt64, of total: UInt64) {
        guard total > 0 else { return }
        state.withLock { $0.total = Int64(clamping: total) }
    }

    /// Notes that the document is written and becomes a file.
    func draw() {
        state.withLock { state in
            state.step = .drawing
            state.total = state.rows
        }
    }
}

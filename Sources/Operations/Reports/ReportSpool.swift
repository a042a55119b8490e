internal import Paper
internal import PluginHost
internal import Rendering
internal import Synchronization

/// Takes what a report writes and keeps it until it is drawn.
final class ReportSpool: ReportSink {
    private struct State: ~Copyable {
        var info: DocumentInfo
        let spool: Spool
    }

    // Plugins call from one thread at a time, but not always from the same one.
    private let state: Mutex<State>
    private let ruler: TextRuler
    private let meter: ExportMeter?

    init(_ info: DocumentInfo, ruler: TextRuler, meter: ExportMeter? = nil) {
        state = Mutex(State(info: info, spool: Spool()))
        self.ruler = ruler
        self.meter = meter
    }

    func begin(_ info: DocumentInfo) throws {
        state.withLock { $0.info = info }
    }

    func emit(_ block: Block) throws {
        try state.withLock { try $0.spool.emit(block) }
        guard let meter else { return }
        switch block {
        case .row, .entry: meter.count()
        default: break
        }
    }

    func progress(done: UInt64, total: UInt64) {
        meter?.hear(done: done, of: total)
    }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        ruler.measure(text, style)
    }

    /// Ends the document; nothing may be emitted afterwards.
    func finish() throws -> (info: DocumentInfo, document: SpooledDocument) {
        try state.withLock { ($0.info, try $0.spool.finish()) }
    }
}

/// Takes what a board's report writes: few blocks, which stay in memory.
final class BoardSink: ReportSink {
    private let state: Mutex<(info: DocumentInfo, list: BlockList)>
    private let ruler: TextRuler

    init(_ info: DocumentInfo, ruler: TextRuler) {
        state = Mutex((info, BlockList()))
        self.ruler = ruler
    }

    func begin(_ info: DocumentInfo) throws {
        state.withLock { $0.info = info }
    }

    func emit(_ block: Block) throws {
        state.withLock { $0.list.emit(block) }
    }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        ruler.measure(text, style)
    }

    var result: (info: DocumentInfo, blocks: [Block]) {
        state.withLock { ($0.info, $0.list.blocks) }
    }
}

import Paper
import Synchronization

/// Keeps a document's blocks, and refuses to go on after so many.
final class RecordingSink: ReportSink {
    /// Is thrown when the document is not wanted any more.
    struct Enough: Error {}

    private let limit: Int
    private let kept = Mutex((info: DocumentInfo?.none, blocks: [Block]()))

    init(limit: Int = .max) { self.limit = limit }

    /// What is known of the whole document.
    var info: DocumentInfo? { kept.withLock { $0.info } }

    /// The blocks so far.
    var blocks: [Block] { kept.withLock { $0.blocks } }

    func begin(_ info: DocumentInfo) throws { kept.withLock { $0.info = info } }

    func emit(_ block: Block) throws {
        try kept.withLock { kept in
            guard kept.blocks.count < limit else { throw Enough() }
            kept.blocks.append(block)
        }
    }

    /// Takes every letter for half as wide as it is high.
    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        (Double(text.count) * style.size / 2, style.size)
    }
}

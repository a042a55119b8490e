/// Says which block may follow which, one document at a time.
///
/// Rows stand in a table, entries in a conversation, cells in a grid; a table or a conversation
/// may stand in a cell, a grid in nothing. Inside a grid every block belongs to a cell. What is
/// open must be closed before the document ends.
public struct BlockGrammar: Sendable, Hashable {
    private var isGridOpen = false
    private var isCellOpen = false
    private var inner: Inner = .none

    private enum Inner: Sendable, Hashable {
        case none
        case table
        case transcript
    }

    /// Creates the grammar at the start of a document.
    public init() {}

    /// Takes note of the next block.
    ///
    /// - Throws: `BlockGrammarError` when it may not stand here; nothing changes then.
    public mutating func accept(_ block: Block) throws(BlockGrammarError) {
        switch inner {
        case .table: try acceptInTable(block)
        case .transcript: try acceptInTranscript(block)
        case .none: try acceptOutside(block)
        }
    }

    /// Checks that nothing is open at the end of a document.
    public func end() throws(BlockGrammarError) {
        switch inner {
        case .table: throw BlockGrammarError("the document ends inside a table")
        case .transcript: throw BlockGrammarError("the document ends inside a transcript")
        case .none: break
        }
        guard !isGridOpen else { throw BlockGrammarError("the document ends inside a grid") }
    }

    private mutating func acceptInTable(_ block: Block) throws(BlockGrammarError) {
        switch block {
        case .row: break
        case .tableEnd: inner = .none
        default: throw BlockGrammarError("only rows may stand in a table")
        }
    }

    private mutating func acceptInTranscript(_ block: Block) throws(BlockGrammarError) {
        switch block {
        case .entry: break
        case .transcriptEnd: inner = .none
        default: throw BlockGrammarError("only entries may stand in a transcript")
        }
    }

    private mutating func acceptOutside(_ block: Block) throws(BlockGrammarError) {
        switch block {
        case .row, .tableEnd:
            throw BlockGrammarError("a row or the end of a table stands outside a table")
        case .entry, .transcriptEnd:
            throw BlockGrammarError("an entry or the end of a transcript stands outside one")
        case .cell, .gridEnd:
            guard isGridOpen else {
                throw BlockGrammarError("a cell or the end of a grid stands outside a grid")
            }
            isCellOpen = block != .gridEnd
            isGridOpen = isCellOpen
        case .gridStart:
            guard !isGridOpen else { throw BlockGrammarError("a grid stands in a grid") }
            isGridOpen = true
            isCellOpen = false
        case .pageBreak where isGridOpen:
            throw BlockGrammarError("a page break stands in a grid")
        default:
            guard !isGridOpen || isCellOpen else {
                throw BlockGrammarError("a block stands in a grid before its first cell")
            }
            if case .tableStart = block { inner = .table }
            if case .transcriptStart = block { inner = .transcript }
        }
    }
}

/// Says what is wrong with the order of blocks.
public struct BlockGrammarError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in one sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

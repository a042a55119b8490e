public import Foundation
public import Paper

/// Writes the rows of tables as CSV while they come.
///
/// UTF-8 with a byte order mark, lines end in CR LF, the header has the columns' ids. Durations
/// are seconds, moments RFC 3339 in UTC, so that a program reads them as they are. Texts that a
/// spreadsheet would take for a formula get an apostrophe in front. Totals and section titles are
/// left out: they are not records. A second table follows after an empty line, with a header of
/// its own.
public struct CsvWriter: BlockSink {
    private let output: any ByteSink
    private var tables = 0
    private var columns = 0
    private var line: [UInt8] = []

    private init(output: any ByteSink) {
        self.output = output
    }

    /// Writes a document's tables as CSV to whatever takes bytes.
    static func write(_ document: SpooledDocument, to output: any ByteSink) throws {
        var writer = CsvWriter(output: output)
        try output.append(Array("\u{FEFF}".utf8))
        try document.forEachRecord { try writer.emit(record: $0) }
    }

    /// Writes a document's tables to a file, and tells how many bytes it has.
    ///
    /// The file is complete or, when this throws, removed.
    public static func write(_ document: SpooledDocument, to file: URL) throws -> Int64 {
        try OutputFile.writing(to: file) { try write(document, to: $0) }
    }

    /// Writes blocks that are in memory as the bytes of a CSV file.
    public static func bytes(of blocks: [Block]) throws -> [UInt8] {
        let output = OutputFile()
        var writer = CsvWriter(output: output)
        try output.append(Array("\u{FEFF}".utf8))
        for block in blocks { try writer.emit(block) }
        return output.collected
    }

    /// Takes the next block; all but tables and their rows is passed over.
    public mutating func emit(_ block: Block) throws {
        switch block {
        case .tableStart(let table):
            line.removeAll(keepingCapacity: true)
            if tables > 0 { endLine() }
            tables += 1
            columns = table.columns.count
            for (place, column) in table.columns.enumerated() {
                if place > 0 { line.append(UInt8(ascii: ",")) }
                append(text: column.id)
            }
            endLine()
            try output.append(line)
        case .row(let row) where row.kind == .body:
            line.removeAll(keepingCapacity: true)
            for place in 0..<max(columns, row.cells.count) {
                if place > 0 { line.append(UInt8(ascii: ",")) }
                if place < row.cells.count { append(row.cells[place].value) }
            }
            endLine()
            try output.append(line)
        default: break
        }
    }

    /// Takes the next block as it stands in a spool; nothing is made for a row.
    private mutating func emit(record: UnsafeRawBufferPointer) throws {
        var decoder = BlockDecoder(record)
        guard record.first == BlockKind.row.rawValue else { return try emit(decoder.block()) }
        guard let count = try decoder.plainRow() else { return }
        line.removeAll(keepingCapacity: true)
        for place in 0..<max(columns, count) {
            if place > 0 { line.append(UInt8(ascii: ",")) }
            if place < count { append(try decoder.cell().value) }
        }
        endLine()
        try output.append(line)
    }

    private mutating func append(_ value: EncodedCell.Value) {
        switch value {
        case .text(let text): append(bytes: text.bindMemory(to: UInt8.self))
        case .integer(let number): line.appendDigits(number)
        case .duration(let milliseconds): appendSeconds(milliseconds)
        case .moment(let milliseconds): line.appendTimestamp(milliseconds)
        case .day(let day): line.appendDay(day)
        case .other(let value): append(value)
        }
    }

    private mutating func endLine() {
        line.append(0x0D)
        line.append(0x0A)
    }

    private mutating func append(_ value: Value) {
        switch value {
        case .nothing: break
        case .text(let text): append(text: text)
        case .integer(let number): line.appendDigits(number)
        case .decimal(let number, let places): appendNumber(number, places: places)
        case .percent(let fraction): appendNumber(fraction, places: 6)
        case .duration(let milliseconds): appendSeconds(milliseconds)
        case .moment(let milliseconds): line.appendTimestamp(milliseconds)
        case .day(let day): line.appendDay(Int64(day))
        case .truth(let truth): line.append(contentsOf: (truth ? "true" : "false").utf8)
        }
    }

    private mutating func appendNumber(_ number: Double, places: Int) {
        guard number.isFinite else { return }
        line.append(contentsOf: String(format: "%.\(max(0, min(places, 17)))f", number).utf8)
    }

    private mutating func appendSeconds(_ milliseconds: Int64) {
        if milliseconds < 0 { line.append(UInt8(ascii: "-")) }
        let magnitude = milliseconds.magnitude
        line.appendDigits(Int64(magnitude / 1_000))
        let rest = magnitude % 1_000
        guard rest > 0 else { return }
        line.append(UInt8(ascii: "."))
        for unit: UInt64 in [100, 10, 1] {
            line.append(UInt8(ascii: "0") + UInt8(rest / unit % 10))
        }
    }

    private mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(bytes: $0) }
    }

    private mutating func append(bytes: UnsafeBufferPointer<UInt8>) {
        let isFormula = bytes.first.map(Self.startsFormula) ?? false
        let needsQuotes = bytes.contains {
            $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D
        }
        guard isFormula || needsQuotes else { return line.append(contentsOf: bytes) }
        line.append(0x22)
        if isFormula { line.append(UInt8(ascii: "'")) }
        for byte in bytes {
            if byte == 0x22 { line.append(0x22) }
            line.append(byte)
        }
        line.append(0x22)
    }

    /// Tells whether a spreadsheet may evaluate a text that starts with a byte.
    private static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A,
            0x0D:
            true
        default: false
        }
    }
}

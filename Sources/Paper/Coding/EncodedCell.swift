/// Is a cell of a row as it stands in bytes: reading it makes no text and takes no memory.
///
/// It is for the rows of long reports, of which nothing is kept; its text is valid only as long as
/// the bytes are lent.
package struct EncodedCell {
    package enum Value {
        case text(UnsafeRawBufferPointer)
        case integer(Int64)
        case duration(Int64)
        case moment(Int64)
        case day(Int64)
        /// What hardly any cell holds, made as anywhere else.
        case other(Paper.Value)
    }

    package var value: Value
    package var tone: Tone
    /// A click leads somewhere.
    package var isLink: Bool
}

extension BlockDecoder {
    /// Begins a row of records and tells how many cells follow; `nil` for any other block, of
    /// which nothing more can be read then.
    package mutating func plainRow() throws -> Int? {
        guard try byte() == BlockKind.row.rawValue, try byte() == Row.Kind.body.rawValue else {
            return nil
        }
        return try int()
    }

    /// Reads the next cell of such a row.
    package mutating func cell() throws -> EncodedCell {
        let flags = try byte()
        guard let tone = Tone(rawValue: flags & 0x7F) else {
            throw BlockCodingError()
        }
        let value = try cellValue()
        let isLink = flags & 0x80 != 0
        if isLink { _ = try text() }
        return EncodedCell(value: value, tone: tone, isLink: isLink)
    }

    private mutating func cellValue() throws -> EncodedCell.Value {
        switch try kind(ValueKind.self) {
        case .text: .text(try text())
        case .integer: .integer(try int64())
        case .duration: .duration(try int64())
        case .moment: .moment(try int64())
        case .day: .day(Int64(Int32(truncatingIfNeeded: try int64())))
        case .nothing: .other(.nothing)
        case .decimal: .other(.decimal(try double(), places: try int()))
        case .percent: .other(.percent(try double()))
        case .truth: .other(.truth(try bool()))
        }
    }
}

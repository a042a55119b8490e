/// Reads blocks that `BlockEncoder` wrote; every read is checked against the end.
public struct BlockDecoder {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// Creates a decoder over bytes that outlive it.
    public init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    private static let damaged = BlockCodingError()

    /// Tells whether nothing is left.
    public var isAtEnd: Bool { offset == bytes.count }

    mutating func byte() throws -> UInt8 {
        guard offset < bytes.count else { throw Self.damaged }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func bool() throws -> Bool {
        try byte() != 0
    }

    mutating func int64() throws -> Int64 {
        var raw: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw Self.damaged }
            raw |= UInt64(next & 0x7F) &<< shift
            if next < 0x80 { break }
            shift += 7
        }
        return Int64(bitPattern: raw &>> 1) ^ -Int64(bitPattern: raw & 1)
    }

    mutating func int() throws -> Int {
        Int(try int64())
    }

    mutating func double() throws -> Double {
        Double(
            bitPattern: UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))
        )
    }

    mutating func string() throws -> String {
        let text = try text()
        // The encoder wrote valid UTF-8; a repair would only ever act on what somebody else wrote.
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text where they stand, without a copy.
    mutating func text() throws -> UnsafeRawBufferPointer {
        try take(int())
    }

    mutating func byteArray() throws -> [UInt8] {
        [UInt8](try take(int()))
    }

    mutating func array<Element>(
        _ body: (inout BlockDecoder) throws -> Element
    ) throws -> [Element] {
        let count = try int()
        // Each element takes a byte at least, so a damaged count cannot reserve the memory.
        guard count >= 0, count <= bytes.count - offset else { throw Self.damaged }
        var values: [Element] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }

    mutating func kind<Kind: RawRepresentable>(_: Kind.Type) throws -> Kind
    where Kind.RawValue == UInt8 {
        guard let kind = Kind(rawValue: try byte()) else { throw Self.damaged }
        return kind
    }

    private mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - offset else { throw Self.damaged }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }
}

extension BlockDecoder {
    /// Reads the next block.
    ///
    /// - Throws: `BlockCodingError`.
    public mutating func block() throws -> Block {
        switch try kind(BlockKind.self) {
        case .heading:
            .heading(Heading(try string(), level: try int(), anchor: try string()))
        case .paragraph:
            .paragraph(
                Paragraph(
                    try array { try $0.run() },
                    alignment: try kind(Alignment.self),
                    scale: try double()
                )
            )
        case .facts:
            .facts(
                Facts(
                    try array {
                        Fact(try $0.string(), try $0.value(), tone: try $0.kind(Tone.self))
                    },
                    columns: try int()
                )
            )
        case .tiles: .tiles(try array { try $0.tile() })
        case .chart: .chart(try chart())
        case .image:
            .image(
                Picture(
                    bytes: try byteArray(),
                    alternative: try string(),
                    width: try double()
                )
            )
        case .tableStart: .tableStart(try table())
        case .row: .row(try row())
        case .tableEnd: .tableEnd
        case .transcriptStart:
            .transcriptStart(Transcript(title: try string(), emptyText: try string()))
        case .entry: .entry(try entry())
        case .transcriptEnd: .transcriptEnd
        case .gridStart: .gridStart(try grid())
        case .cell:
            .cell(
                GridCell(
                    column: try int(),
                    row: try int(),
                    width: try int(),
                    height: try int()
                )
            )
        case .gridEnd: .gridEnd
        case .canvas: .canvas(try canvas())
        case .pageBreak: .pageBreak
        }
    }
}

/// Says that bytes are not those of blocks.
public struct BlockCodingError: Error, Sendable, Hashable, CustomStringConvertible {
    init() {}

    /// One sentence.
    public var description: String { "a block in bytes is damaged" }
}

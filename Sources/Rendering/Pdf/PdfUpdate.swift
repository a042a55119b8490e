internal import Paper

/// Adds objects to a PDF that Cairo has finished, as PDF provides for changes.
///
/// What Cairo wrote stays as it is; new and changed objects follow, then a table of where they
/// stand. Memory does not grow with the file, and the bytes depend on nothing but what is given.
struct PdfUpdate {
    /// Where the table of the file that is amended stands.
    private let table: Int64
    /// The number of the object that names all others.
    let root: Int64
    private let info: Int64
    private var count: Int64
    private var places: [(object: Int64, offset: Int64)] = []
    private let output: OutputFile

    /// How much of the end and of small objects is looked at; Cairo's are far shorter.
    private static let reach = 4_096

    static let unexpected = RenderingError.drawing(
        "the PDF that Cairo wrote does not end as expected"
    )

    /// Opens the file that was written to an output.
    init(_ output: OutputFile) throws(RenderingError) {
        try output.flush()
        let size = output.byteCount
        let start = max(0, size - Int64(Self.reach))
        let tail = PdfText(try output.read(at: start, count: Int(size - start)))
        guard let mark = tail.last("startxref"), let table = tail.number(after: mark + 9),
            let trailer = tail.last("trailer"), let objects = tail.number(after: "/Size", trailer),
            let root = tail.number(after: "/Root", trailer),
            let info = tail.number(after: "/Info", trailer)
        else { throw Self.unexpected }
        self.output = output
        self.table = table
        self.root = root
        self.info = info
        count = objects
    }

    /// Takes the number of a new object.
    mutating func next() -> Int64 {
        defer { count += 1 }
        return count
    }

    /// The words of a small dictionary without its last `>>`, so that entries can be added.
    func opening(of object: Int64) throws(RenderingError) -> String {
        try opening(of: object, at: offset(of: object))
    }

    /// The same, of an object whose place is known.
    func opening(of object: Int64, at place: Int64) throws(RenderingError) -> String {
        let old = PdfText(try output.read(at: place, count: Self.reach))
        let head = "\(object) 0 obj"
        guard old.first(head) == 0, let end = old.first("endobj"),
            let close = old.last(">>", before: end)
        else { throw Self.unexpected }
        return String(decoding: old.bytes[head.utf8.count..<close], as: UTF8.self)
    }

    /// Writes an object.
    mutating func write(_ object: Int64, _ content: String) throws(RenderingError) {
        try begin(object)
        try output.append(Array("\(content)\nendobj\n".utf8))
    }

    /// Writes a stream whose length is known only at its end.
    mutating func write(
        _ object: Int64,
        stream dictionary: String,
        _ body: () throws -> Void
    ) throws {
        let length = next()
        try begin(object)
        try output.append(Array("<< \(dictionary) /Length \(length) 0 R >>\nstream\n".utf8))
        let start = output.position
        try body()
        let size = output.position - start
        try output.append(Array("\nendstream\nendobj\n".utf8))
        try write(length, String(size))
    }

    private mutating func begin(_ object: Int64) throws(RenderingError) {
        places.append((object, output.position))
        try output.append(Array("\(object) 0 obj\n".utf8))
    }

    /// Ends the file: where the objects stand, its name by content, and the seal if it has a key.
    mutating func finish(id: String) throws(RenderingError) {
        let start = output.position
        var text = "xref\n"
        let sorted = places.sorted { $0.object < $1.object }
        var first = 0
        while first < sorted.count {
            var end = first + 1
            while end < sorted.count, sorted[end].object == sorted[end - 1].object + 1 { end += 1 }
            text += "\(sorted[first].object) \(end - first)\n"
            for place in sorted[first..<end] { text += Self.padded(place.offset) + " 00000 n \n" }
            first = end
        }
        let name = id.prefix(32)
        text += """
            trailer
            << /Size \(count)
               /Root \(root) 0 R
               /Info \(info) 0 R
               /Prev \(table)
               /ID [<\(name)> <\(name)>]

            """
        try output.append(Array(text.utf8))
        if output.isSealed {
            // The seal is the last thing of the file: it vouches for all before it.
            try output.append(Array("   /\(PdfSeal.key) <".utf8))
            let seal = try output.seal()
            try output.append(Array(seal.utf8))
            try output.append(Array(PdfSeal.ending(start).utf8))
        } else {
            try output.append(Array(">>\nstartxref\n\(start)\n%%EOF\n".utf8))
        }
    }

    private static func padded(_ offset: Int64) -> String {
        let digits = String(offset)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    /// Reads where an object stands from the table, whose lines have twenty bytes each.
    private func offset(of object: Int64) throws(RenderingError) -> Int64 {
        let head = PdfText(try output.read(at: table, count: 64))
        guard head.first("xref\n0 ") == 0,
            let line = head.bytes[5...].firstIndex(of: 0x0A)
        else { throw Self.unexpected }
        let entry = PdfText(
            try output.read(at: table + Int64(line) + 1 + object * 20, count: 20)
        )
        guard let place = entry.number(after: 0), entry.bytes.count == 20, entry.bytes[17] == 0x6E
        else { throw Self.unexpected }
        return place
    }
}

internal import Paper

/// Adds to a finished PDF what Cairo 1.16 cannot: its language, and that viewers show its title.
///
/// The catalogue is written again at the end of the file, as PDF provides for changes; what Cairo
/// wrote stays as it is. The bytes depend on nothing but the file and the language.
enum PdfEnding {
    /// How much of the end and of the catalogue is looked at; Cairo's are far shorter.
    private static let reach = 4_096

    /// Amends the file that was written to an output.
    static func amend(_ output: OutputFile, language: Language) throws(RenderingError) {
        try output.flush()
        let size = output.byteCount
        let start = max(0, size - Int64(reach))
        let tail = Text(try output.read(at: start, count: Int(size - start)))
        guard let mark = tail.last("startxref"), let table = tail.number(after: mark + 9),
            let trailer = tail.last("trailer"), let objects = tail.number(after: "/Size", trailer),
            let root = tail.number(after: "/Root", trailer),
            let info = tail.number(after: "/Info", trailer)
        else { throw unexpected }

        let place = try offset(of: root, table: table, output)
        let old = Text(try output.read(at: place, count: reach))
        guard let end = old.first("endobj"), let close = old.last(">>", before: end),
            old.first("\(root) 0 obj") == 0
        else { throw unexpected }
        let opening = String(decoding: old.bytes[..<close], as: UTF8.self)
        let addition = """
            \(opening)   /Lang (\(language.rawValue))
               /ViewerPreferences << /DisplayDocTitle true >>
            >>
            endobj
            xref
            \(root) 1
            \(padded(size)) 00000 n 
            trailer
            << /Size \(objects)
               /Root \(root) 0 R
               /Info \(info) 0 R
               /Prev \(table)
            >>
            startxref

            """
        let xref = size + Int64(addition.utf8.count) - Int64(fromXref(addition))
        try output.append(Array((addition + "\(xref)\n%%EOF\n").utf8))
    }

    private static let unexpected = RenderingError.drawing(
        "the PDF that Cairo wrote does not end as expected"
    )

    /// How many bytes of the addition stand from its table on.
    private static func fromXref(_ addition: String) -> Int {
        let bytes = Text(Array(addition.utf8))
        return bytes.bytes.count - ((bytes.last("\nxref\n") ?? 0) + 1)
    }

    private static func padded(_ offset: Int64) -> String {
        let digits = String(offset)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    /// Reads where an object stands from the table, whose lines have twenty bytes each.
    private static func offset(
        of object: Int64,
        table: Int64,
        _ output: OutputFile
    ) throws(RenderingError) -> Int64 {
        let head = Text(try output.read(at: table, count: 64))
        guard head.first("xref\n0 ") == 0,
            let line = head.bytes[5...].firstIndex(of: 0x0A)
        else { throw unexpected }
        let entry = Text(
            try output.read(at: table + Int64(line) + 1 + object * 20, count: 20)
        )
        guard let place = entry.number(after: 0), entry.bytes.count == 20, entry.bytes[17] == 0x6E
        else { throw unexpected }
        return place
    }

    /// Searches bytes of a PDF's structure, which is ASCII.
    private struct Text {
        let bytes: [UInt8]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        private func stands(_ text: [UInt8], at place: Int) -> Bool {
            place >= 0 && place + text.count <= bytes.count
                && bytes[place..<place + text.count].elementsEqual(text)
        }

        func first(_ text: String) -> Int? {
            let text = Array(text.utf8)
            return bytes.indices.first { stands(text, at: $0) }
        }

        func last(_ text: String, before end: Int? = nil) -> Int? {
            let text = Array(text.utf8)
            return (0..<(end ?? bytes.count)).last { stands(text, at: $0) }
        }

        /// The number that follows a place.
        func number(after place: Int) -> Int64? {
            var place = place
            while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x0A { place += 1 }
            var value: Int64?
            while place < bytes.count, (0x30...0x39).contains(bytes[place]) {
                let (scaled, isTooLarge) = (value ?? 0).multipliedReportingOverflow(by: 10)
                guard !isTooLarge else { return nil }
                value = scaled + Int64(bytes[place] - 0x30)
                place += 1
            }
            return value
        }

        /// The number that follows a name somewhere behind a place.
        func number(after name: String, _ place: Int) -> Int64? {
            let text = Array(name.utf8)
            guard let found = bytes.indices[place...].first(where: { stands(text, at: $0) }) else {
                return nil
            }
            return number(after: found + text.count)
        }
    }
}

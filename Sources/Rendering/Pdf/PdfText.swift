/// Searches bytes of a PDF's structure, which is ASCII.
struct PdfText {
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

    /// Writes words as PDF has them in dictionaries: UTF-16 in hexadecimal.
    static func string(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = Array("<FEFF".utf8)
        for unit in text.utf16 {
            for shift: UInt16 in [12, 8, 4, 0] { out.append(digits[Int(unit >> shift & 0xF)]) }
        }
        out.append(UInt8(ascii: ">"))
        return String(decoding: out, as: UTF8.self)
    }
}

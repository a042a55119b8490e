/// Holds the text of one file and turns offsets into lines and columns.
struct Source: Sendable {
    /// The path that findings name.
    let file: String

    /// The text, UTF-8 without a byte order mark.
    let bytes: [UInt8]

    init(file: String, bytes: [UInt8]) {
        self.file = file
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    }

    /// Makes a finding about the character at an offset.
    func finding(_ offset: Int, _ message: String, weight: Finding.Weight = .fault) -> Finding {
        let (line, column) = position(offset)
        return Finding(weight: weight, file: file, line: line, column: column, message: message)
    }

    /// Finds line and column, both counted from 1; columns count characters, not bytes.
    func position(_ offset: Int) -> (line: Int, column: Int) {
        var line = 1
        var start = 0
        let end = min(max(offset, 0), bytes.count)
        for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            start = index + 1
        }
        let continuations = bytes[start..<end].count { $0 & 0xC0 == 0x80 }
        return (line, end - start - continuations + 1)
    }
}

import Foundation

/// Says in one line why a command was not done; the program then ends with 1.
struct ConsoleError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Writes to the terminal, and reads what must not stand on the command line.
enum Console {
    /// Writes a line to the standard output.
    static func line(_ text: String) {
        write(Data((text + "\n").utf8))
    }

    /// Writes bytes to the standard output.
    static func write(_ bytes: Data) {
        // A reader that went away, such as `head`, is no error of ours.
        try? FileHandle.standardOutput.write(contentsOf: bytes)
    }

    /// Writes a line to the standard error.
    static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Writes a value as JSON.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        write(try encoder.encode(value) + Data("\n".utf8))
    }

    /// Writes rows under their titles, in columns as wide as they need.
    static func table(_ titles: [String], _ rows: [[String]]) {
        var widths = titles.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        for row in [titles.map { $0.uppercased() }] + rows {
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            let text = cells.joined(separator: "  ")
            line(String(text.reversed().drop { $0 == " " }.reversed()))
        }
    }

    /// Reads a password from the first line of the standard input.
    static func readPassword() throws -> String {
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw ConsoleError("no password on the standard input")
        }
        return line
    }

    /// Makes a password that nobody guesses and everybody can type: 20 letters and digits.
    static func makePassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var source = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<5).compactMap { _ in letters.randomElement(using: &source) })
        }
        return groups.joined(separator: "-")
    }

    /// Reads a file, or the standard input for `-`.
    static func read(_ path: String) throws -> Data {
        if path == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ConsoleError("\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}

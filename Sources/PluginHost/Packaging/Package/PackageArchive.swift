import Foundation

/// Writes and reads the archive of a package: `ustar`, which every `tar` can list, and of it regular
/// files alone.
///
/// It is read from strangers, before anything is known of them: what it does not expect, it refuses.
/// The same files give the same bytes, because nothing of the machine gets in: no times, no owners.
enum PackageArchive {
    /// Is a file of an archive.
    struct File {
        let path: String
        let bytes: Data
    }

    /// The most that all files may hold, in bytes.
    static let maximumLength = 300 << 20
    /// The most files.
    static let maximumFiles = 2_000
    /// The longest path, which is what the header of a file has room for.
    static let maximumPath = 100

    private static let block = 512

    /// Says what is wrong with a path; `nil` when it stays within the folder it is unpacked into.
    static func fault(ofPath path: String) -> String? {
        guard !path.isEmpty, path.utf8.count <= maximumPath else {
            return "is empty or longer than \(maximumPath) letters"
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else {
            return "leaves its folder or is hidden"
        }
        let isPlain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "._-+@/ ".utf8.contains(byte)
            }
        }
        return isPlain ? nil : "has letters other than a–z, A–Z, 0–9 and ._-+@"
    }

    /// Writes an archive; the files come in the order given.
    ///
    /// - Throws: `PluginProblem` when a file cannot be in one.
    static func write(_ files: [File]) throws -> Data {
        try check(files)
        var archive = Data()
        for file in files {
            archive += header(path: file.path, length: file.bytes.count)
            archive += file.bytes
            archive += Data(count: padding(file.bytes.count))
        }
        return archive + Data(count: 2 * block)
    }

    /// Reads an archive.
    ///
    /// - Throws: `PluginProblem`, which says what is not as it must be.
    static func read(_ archive: Data) throws -> [File] {
        let archive = Data(archive)
        guard archive.count <= maximumLength + (maximumFiles + 1) * 2 * block else {
            throw PluginProblem("the package is larger than \(maximumLength >> 20) MiB")
        }
        var files: [File] = []
        var offset = 0
        while true {
            guard offset + block <= archive.count else {
                throw PluginProblem("the package is cut off")
            }
            let header = archive[offset..<(offset + block)]
            offset += block
            if header.allSatisfy({ $0 == 0 }) { break }
            guard files.count < maximumFiles else {
                throw PluginProblem("the package has more than \(maximumFiles) files")
            }
            let (path, length) = try read(header: Data(header))
            guard length <= archive.count - offset else {
                throw PluginProblem("the package is cut off within \(path)")
            }
            files.append(File(path: path, bytes: Data(archive[offset..<(offset + length)])))
            let next = min(offset + length + padding(length), archive.count)
            guard archive[(offset + length)..<next].allSatisfy({ $0 == 0 }) else {
                throw PluginProblem("the package has something between its files")
            }
            offset = next
        }
        guard offset <= archive.count, archive[offset...].allSatisfy({ $0 == 0 }) else {
            throw PluginProblem("the package has something after its end")
        }
        try check(files)
        return files
    }

    private static func check(_ files: [File]) throws {
        var seen: Set<String> = []
        for file in files {
            if let fault = fault(ofPath: file.path) {
                throw PluginProblem("the path \"\(file.path)\" \(fault)")
            }
            // Where letters of both cases are the same, two files must not become one.
            guard seen.insert(file.path.lowercased()).inserted else {
                throw PluginProblem("the path \"\(file.path)\" is there twice")
            }
        }
        guard files.count <= maximumFiles else {
            throw PluginProblem("the package has more than \(maximumFiles) files")
        }
        guard files.reduce(0, { $0 + $1.bytes.count }) <= maximumLength else {
            throw PluginProblem("the package is larger than \(maximumLength >> 20) MiB")
        }
    }

    private static func padding(_ length: Int) -> Int { (block - length % block) % block }

    private static func header(path: String, length: Int) -> Data {
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        var header = Data(count: block)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<(offset + text.utf8.count), with: Data(text.utf8))
        }
        put(path, at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(length, 11), at: 124)
        put(octal(0, 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        put(octal(0, 7), at: 329)
        put(octal(0, 7), at: 337)
        put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
        return header
    }

    /// Reads the head of a file: only such as this writes, byte for byte.
    private static func read(header: Data) throws -> (path: String, length: Int) {
        let name = header.prefix(maximumPath).prefix { $0 != 0 }
        guard let path = String(validating: name, as: UTF8.self) else {
            throw PluginProblem("the package has a path that is not UTF-8")
        }
        let kind = header[156]
        guard kind == UInt8(ascii: "0") else {
            let isLink = kind == UInt8(ascii: "1") || kind == UInt8(ascii: "2")
            throw PluginProblem("the path \"\(path)\" is \(isLink ? "a link" : "no file")")
        }
        let digits = String(decoding: header[124..<135], as: UTF8.self)
        guard let length = Int(digits, radix: 8), length >= 0, length <= maximumLength else {
            throw PluginProblem("the length of \"\(path)\" cannot be read")
        }
        if let fault = fault(ofPath: path) {
            throw PluginProblem("the path \"\(path)\" \(fault)")
        }
        guard Self.header(path: path, length: length) == header else {
            throw PluginProblem(
                "the head of \"\(path)\" is not one that 'conecta plugin pack' writes"
            )
        }
        return (path, length)
    }
}

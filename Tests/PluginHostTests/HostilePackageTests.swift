import Foundation
import PluginHost
import Testing

/// Reads packages that somebody made to do harm.
@Suite struct HostilePackageTests {
    /// Is a file as a hostile archive has it.
    struct Entry: Sendable {
        var path: String
        var bytes = Data()
        var kind: Character = "0"
        var link = ""
        var mode = "0000644"
    }

    /// Writes an archive by the rules of tar, whatever its files are.
    static func tar(_ entries: [Entry]) -> Data {
        var archive = Data()
        for entry in entries {
            var header = Data(count: 512)
            func put(_ text: String, _ offset: Int) {
                header.replaceSubrange(offset..<(offset + text.utf8.count), with: Data(text.utf8))
            }
            func octal(_ number: Int, _ digits: Int) -> String {
                let text = String(number, radix: 8)
                return String(repeating: "0", count: digits - text.count) + text
            }
            put(entry.path, 0)
            put(entry.mode, 100)
            put("0000000", 108)
            put("0000000", 116)
            put(octal(entry.bytes.count, 11), 124)
            put("00000000000", 136)
            put("        ", 148)
            put(String(entry.kind), 156)
            put(entry.link, 157)
            put("ustar\u{0}00", 257)
            put("0000000", 329)
            put("0000000", 337)
            put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", 148)
            archive += header + entry.bytes
            archive += Data(count: (512 - entry.bytes.count % 512) % 512)
        }
        return archive + Data(count: 1_024)
    }

    @Test(arguments: [
        "../evil.so", "a/../../evil.so", "/etc/passwd", "a//b", "./a", "a/.", ".ssh/key",
        "locales/.hidden", "a\\b", "a\u{1}b", "é.json", "-\u{202E}", "a/", "",
        String(repeating: "a/", count: 49) + "..",
    ])
    func `a path that leaves its folder or hides is refused`(_ path: String) {
        let archive = Self.tar([
            Entry(path: "package.json", bytes: Data("{}".utf8)), Entry(path: path),
        ])
        #expect(throws: PluginProblem.self) { try PluginPackage(archive: archive) }
    }

    @Test(arguments: ["1", "2", "3", "4", "5", "6", "7", "x", "g", "L", "K", "\0"] as [Character])
    func `what is no plain file is refused`(_ kind: Character) throws {
        let archive = Self.tar([
            Entry(path: "package.json", bytes: Data("{}".utf8)),
            Entry(path: "plugin.json", kind: kind, link: "/etc/passwd"),
        ])
        let problem = try #require(throws: PluginProblem.self) {
            try PluginPackage(archive: archive)
        }
        #expect(problem.reason.contains("plugin.json"))
    }

    @Test func `a head that another program wrote is refused`() {
        let archive = Self.tar([Entry(path: "package.json", mode: "0004755")])
        #expect(throws: PluginProblem.self) { try PluginPackage(archive: archive) }
    }

    @Test func `a length that lies is refused before memory is taken`() {
        var archive = Self.tar([Entry(path: "package.json", bytes: Data("{}".utf8))])
        for digits in ["77777777777", "00000001000", "-0000000001", "           "] {
            archive.replaceSubrange(124..<135, with: Data(digits.utf8))
            #expect(throws: PluginProblem.self) { try PluginPackage(archive: archive) }
        }
    }

    @Test func `too many files are refused`() {
        let archive = Self.tar((0..<2_001).map { Entry(path: "f\($0)") })
        #expect(throws: PluginProblem.self) { try PluginPackage(archive: archive) }
    }

    @Test func `any beginning of a package is refused, and nothing at all`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        let archive = try bench.pack()
        for length in [0, 1, 511, 512, 513, 1_024, 2_048, archive.count / 2, archive.count - 1_024]
        {
            #expect(throws: PluginProblem.self, "\(length) bytes") {
                try PluginPackage(archive: archive.prefix(length))
            }
        }
        #expect(throws: PluginProblem.self) { try PluginPackage(archive: archive + Data("x".utf8)) }
    }

    /// Packs the example's files by hand, with its index changed.
    private func change(
        _ bench: PackageBench,
        files: (inout [Entry]) -> Void = { _ in },
        index: (inout PackageIndex) -> Void = { _ in }
    ) throws -> Data {
        let package = try PluginPackage(archive: bench.pack())
        var list = package.index
        index(&list)
        var entries = try list.files.map { file in
            Entry(
                path: file.path,
                bytes: try Data(contentsOf: bench.project.appending(path: file.path))
            )
        }
        files(&entries)
        let json = Entry(path: "package.json", bytes: try JSONEncoder().encode(list))
        return Self.tar([json] + entries)
    }

    @Test func `the package must be what its list says`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        // As it is, it is right.
        _ = try PluginPackage(archive: change(bench))
        func refuses(_ reason: String, _ archive: Data) throws {
            let problem = try #require(throws: PluginProblem.self) {
                try PluginPackage(archive: archive)
            }
            #expect(problem.reason.contains(reason))
        }
        try refuses("other files", change(bench, files: { $0.append(Entry(path: "more.txt")) }))
        try refuses("other files", change(bench, files: { $0.removeFirst() }))
        try refuses("twice", change(bench, files: { $0.append($0[0]) }))
        try refuses("hash differs", change(bench, files: { $0[0].bytes += Data(" ".utf8) }))
        try refuses("form 2", change(bench, index: { $0.format = 2 }))
        try refuses("different plugins", change(bench, index: { $0.id = "org.example.other" }))
        try refuses("different plugins", change(bench, index: { $0.version = "2.0.0" }))
        try refuses("is for AArch65", change(bench, index: { $0.machine = "AArch65" }))
        try refuses("different plugins", change(bench, index: { $0.abi = 2 }))
        try refuses("ABI 2", Self.repack(bench) { $0.abi = 2 })
    }

    /// Packs what the folder holds now, which `pack` would refuse.
    private static func repack(
        _ bench: PackageBench,
        _ index: (inout PackageIndex) -> Void
    ) throws -> Data {
        try bench.bench.add("echo", library: PluginBench.echo)
        var list = try PluginPackage(archive: bench.pack()).index
        try bench.bench.add("echo", library: PluginBench.echo) { $0["abi"] = 2 }
        index(&list)
        let entries = try list.files.map { file in
            Entry(
                path: file.path,
                bytes: try Data(contentsOf: bench.project.appending(path: file.path))
            )
        }
        // Hashes are those of the files as they are.
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(list))
        var fields = object as? [String: Any] ?? [:]
        fields["files"] = try entries.map { entry in
            [
                "path": entry.path, "length": entry.bytes.count,
                "sha256": try sha256(entry.bytes, bench),
            ] as [String: Any]
        }
        let json = try JSONSerialization.data(withJSONObject: fields)
        return tar([Entry(path: "package.json", bytes: json)] + entries)
    }

    private static func sha256(_ bytes: Data, _ bench: PackageBench) throws -> String {
        let file = bench.bench.folder.appending(path: "hashed")
        try bytes.write(to: file)
        let sum = Process()
        sum.executableURL = URL(filePath: "/usr/bin/env")
        sum.arguments = ["sha256sum", file.path]
        let output = Pipe()
        sum.standardOutput = output
        try sum.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        sum.waitUntilExit()
        return String(String(decoding: text, as: UTF8.self).prefix(64))
    }
}

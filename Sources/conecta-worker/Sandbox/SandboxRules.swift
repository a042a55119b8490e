import Glibc

/// Says what a plugin's process keeps when everything else is taken away.
struct SandboxRules {
    /// Files and folders to read, besides the runtime's own.
    var readable: [String]
    /// Descriptors that stay open, besides 0, 1 and 2.
    var descriptors: [Int32]
    /// The greatest address space, in bytes.
    var memory: UInt64
    /// The most computing time; `nil` for a process that serves on and on.
    var cpuSeconds: UInt64?
}

extension SandboxRules {
    /// What a process keeps that opens one library, says what it found, and ends.
    ///
    /// - Parameters:
    ///   - library: the path of the library.
    ///   - output: where the answer is written.
    /// - Returns: the rules.
    static func probe(of library: String, output: Int32) -> SandboxRules {
        SandboxRules(
            readable: paths(of: library),
            descriptors: [output],
            memory: 4 << 30,
            cpuSeconds: 20
        )
    }

    /// What a process keeps that serves a plugin for as long as the server wants it.
    static func serving(_ library: String, folder: String, socket: Int32) -> SandboxRules {
        SandboxRules(
            readable: [folder] + paths(of: library),
            descriptors: [socket],
            memory: 4 << 30,
            cpuSeconds: nil
        )
    }

    /// The folder of a library, and the library itself where it lies behind a link.
    static func paths(of library: String) -> [String] {
        let folder = library.lastIndex(of: "/").map { String(library[..<$0]) } ?? ""
        guard let end = realpath(library, nil) else { return folder.isEmpty ? [] : [folder] }
        defer { free(end) }
        let file = String(cString: end)
        return folder.isEmpty ? [file] : [folder, file]
    }
}

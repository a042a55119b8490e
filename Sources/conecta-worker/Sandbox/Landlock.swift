import CSandbox
import Glibc
import PluginHost

/// Lets the process read some files and do nothing else with any.
enum Landlock {
    private static let readFile: UInt64 = 1 << 2
    private static let readFolder: UInt64 = 1 << 3
    private static let writeFile: UInt64 = 1 << 1

    /// Enters with every rule that the kernel knows.
    ///
    /// Nothing may be executed: a library is read and mapped, and that is not governed by it.
    ///
    /// - Returns: the level that the kernel offers; 0 for none.
    static func enter(readable: [String], _ missing: inout [SandboxReport.Shortfall]) -> Int {
        let level = max(0, conecta_landlock_level())
        guard level >= 1 else {
            missing.append(.landlock)
            return 0
        }
        var files: UInt64 = 0x1FFF
        if level >= 2 { files |= 1 << 13 } else { missing.append(.landlockMoves) }
        if level >= 3 { files |= 1 << 14 } else { missing.append(.landlockTruncation) }
        if level < 4 { missing.append(.landlockPorts) }
        if level >= 5 { files |= 1 << 15 } else { missing.append(.landlockDevices) }
        if level < 6 { missing.append(.landlockScope) }
        let rules = conecta_landlock_create(files, level >= 4 ? 3 : 0, level >= 6 ? 3 : 0)
        guard rules >= 0 else {
            missing.append(.landlock)
            return level
        }
        defer { close(rules) }
        // What of these is not there is not needed here.
        for path in RuntimePaths.folders { _ = allow(path, readFile | readFolder, rules) }
        for path in RuntimePaths.files { _ = allow(path, readFile, rules) }
        _ = allow("/dev/null", readFile | writeFile, rules)
        // What is known of this process alone; see `openInSandbox`. It stays open: the kernel could forget
        // the folder otherwise, and the rule with it.
        let own = conecta_open_path("/proc/self")
        if own >= 0 { _ = conecta_landlock_allow(rules, own, readFile) }
        for path in readable {
            let access = isFolder(path) ? readFile | readFolder : readFile
            if !allow(path, access, rules) { missing.append(.readable) }
        }
        if conecta_landlock_restrict(rules) != 0 { missing.append(.landlock) }
        return level
    }

    private static func allow(_ path: String, _ access: UInt64, _ rules: Int32) -> Bool {
        let descriptor = conecta_open_path(path)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return conecta_landlock_allow(rules, descriptor, access) == 0
    }

    private static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}

/// Is what every program needs to read: its libraries, the zones of time, what the processor is.
enum RuntimePaths {
    static let files = [
        "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/proc/cpuinfo", "/proc/meminfo",
        "/proc/sys/vm/overcommit_memory",
    ]

    static var folders: [String] {
        let fixed = ["/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/sys/devices/system/cpu"]
        // Elsewhere these are links to the first two.
        let old = ["/lib", "/lib64"].filter { !isLink($0) }
        return fixed + old + [program, swiftRuntime].compactMap(\.self)
    }

    private static func isLink(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
    }

    /// The folder of the program, where the packaged runtime lies.
    private static var program: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return folder(of: String(cString: path))
    }

    /// The folder of Swift's runtime, wherever the loader found it.
    private static var swiftRuntime: String? {
        // `dladdr`, which Swift's module of the C library hides; the file's name is the first of its facts.
        typealias Locate =
            @convention(c) (UnsafeRawPointer, UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Int32
        guard let symbol = dlsym(nil, "swift_retain"), let function = dlsym(nil, "dladdr") else {
            return nil
        }
        var facts = [UnsafePointer<CChar>?](repeating: nil, count: 4)
        let isKnown = unsafeBitCast(function, to: Locate.self)(symbol, &facts) != 0
        guard isKnown, let name = facts[0] else { return nil }
        return folder(of: String(cString: name))
    }

    private static func folder(of path: String) -> String? {
        // Never the root, under which everything is.
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return String(path[..<slash])
    }
}

import CSandbox
import Glibc

/// Is what a process inherits: descriptors, environment, working folder.
enum Surroundings {
    /// The variables that stay: those that name the language and the time zone.
    private static func isKept(_ name: Substring) -> Bool {
        name == "LANG" || name == "LANGUAGE" || name == "TZ" || name.hasPrefix("LC_")
    }

    /// Tells whether this is the only thread.
    static var isSingleThreaded: Bool {
        guard let folder = opendir("/proc/self/task") else { return false }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Beside the folder itself and the one above.
        return count == 3
    }

    /// Closes every descriptor but 0, 1, 2 and the given ones.
    static func close(except kept: [Int32]) -> Bool {
        var first: UInt32 = 3
        for descriptor in Set(kept).sorted() where descriptor >= 3 {
            let descriptor = UInt32(descriptor)
            if descriptor > first, conecta_close_range(first, descriptor - 1) != 0 { return false }
            first = descriptor + 1
        }
        return conecta_close_range(first, .max) == 0
    }

    /// Empties the environment, also in memory, goes to `/`, and lets new files belong to nobody else.
    static func clear() -> Bool {
        var kept: [(name: String, value: String)] = []
        for entry in entries {
            let text = String(cString: entry)
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            if isKept(parts[0]) {
                kept.append((String(parts[0]), String(parts[1])))
            } else {
                // The loader has read what is its own; a value that is only unlinked could be found.
                let value = entry + parts[0].utf8.count + 1
                memset(value, 0, strlen(value))
            }
        }
        // Without a home, Foundation would ask for the user's in /etc/passwd.
        kept.append(("HOME", "/"))
        umask(0o077)
        return conecta_clear_environment() == 0
            && kept.allSatisfy { setenv($0.name, $0.value, 1) == 0 }
            && chdir("/") == 0
    }

    private static var entries: [UnsafeMutablePointer<CChar>] {
        var entries: [UnsafeMutablePointer<CChar>] = []
        var place = conecta_environment()
        while let entry = place?.pointee {
            entries.append(entry)
            place = place?.advanced(by: 1)
        }
        return entries
    }
}

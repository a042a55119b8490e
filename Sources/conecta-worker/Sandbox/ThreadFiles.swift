import Glibc

/// Stands in for `open` in every library of this process, and leads what Dispatch asks of its threads
/// to where the sandbox lets it read.
///
/// Dispatch reads `/proc/THREAD/stat` of each of its threads, and ends the process when it cannot. No rule
/// of Landlock can name threads to come, and one for all of `/proc` would show the server's environment;
/// below `/proc/self/task` are the same files of this process alone. On the processors that we build for,
/// an optional argument is passed as any other.
@_cdecl("open")
public func openInSandbox(
    _ path: UnsafePointer<CChar>,
    _ flags: Int32,
    _ mode: UInt32
) -> Int32 {
    guard strncmp(path, "/proc/", 6) == 0 else { return openat(AT_FDCWD, path, flags, mode) }
    let digits = strspn(path + 6, "0123456789")
    guard digits > 0, strcmp(path + 6 + Int(digits), "/stat") == 0 else {
        return openat(AT_FDCWD, path, flags, mode)
    }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { own in
        guard let start = own.baseAddress, digits < 20 else { return -1 }
        strcpy(start, "/proc/self/task/")
        strcat(start, path + 6)
        return openat(AT_FDCWD, start, flags, mode)
    }
}

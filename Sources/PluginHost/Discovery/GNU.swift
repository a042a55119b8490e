import Glibc

/// Calls functions of the C library that its Swift module hides, because they are GNU's own.
enum GNU {
    /// Makes a pipe whose ends no other program inherits.
    static func pipe(_ ends: inout [Int32]) -> Bool {
        typealias Pipe = @convention(c) (UnsafeMutablePointer<Int32>, Int32) -> Int32
        guard let symbol = dlsym(nil, "pipe2") else { return false }
        return unsafeBitCast(symbol, to: Pipe.self)(&ends, O_CLOEXEC) == 0
    }

    /// Lets a program inherit no file from a descriptor on.
    static func close(
        from descriptor: Int32,
        _ actions: inout posix_spawn_file_actions_t
    ) {
        typealias Close =
            @convention(c) (
                UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32
            ) -> Int32
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: Close.self)(&actions, descriptor)
    }
}

extension GNU {
    /// Exchanges two files or folders of one file system in one step.
    static func exchange(_ one: String, _ other: String) -> Bool {
        typealias Rename =
            @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) ->
            Int32
        guard let symbol = dlsym(nil, "renameat2") else { return false }
        return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, 2) == 0
    }
}

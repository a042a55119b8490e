import Glibc

/// Takes away from this process what a library has no need of.
enum Hardening {
    /// Ends with the parent, gains no privileges, dumps no core, writes no files, and has bounds on
    /// memory, time and open files.
    static func apply() {
        limit(Int32(RLIMIT_CORE.rawValue), 0)
        limit(Int32(RLIMIT_FSIZE.rawValue), 0)
        limit(Int32(RLIMIT_CPU.rawValue), 20)
        limit(Int32(RLIMIT_AS.rawValue), 4 << 30)
        limit(Int32(RLIMIT_NOFILE.rawValue), 256)
        let parent = getppid()
        control(1, UInt(SIGKILL))  // PR_SET_PDEATHSIG
        control(38, 1)  // PR_SET_NO_NEW_PRIVS
        // The parent may have ended before the first of these counted.
        if getppid() != parent { _exit(70) }
    }

    private static func limit(_ resource: Int32, _ value: rlim_t) {
        var bounds = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(__rlimit_resource_t(UInt32(resource)), &bounds)
    }

    /// Calls `prctl`, which Swift does not import because it takes a variable count of arguments; on
    /// x86-64 and AArch64 it takes these as a function of five would.
    private static func control(_ option: Int32, _ argument: UInt) {
        typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
        guard let symbol = dlsym(nil, "prctl") else { return }
        _ = unsafeBitCast(symbol, to: Control.self)(option, argument, 0, 0, 0)
    }
}

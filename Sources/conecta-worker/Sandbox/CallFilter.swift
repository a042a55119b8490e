import CSandbox
import Glibc

/// Lets the kernel answer those system calls alone that computing, reading and talking over what is
/// open need.
///
/// What is known to be harmful is refused with EPERM; what is merely not needed, or newer than this
/// list, with ENOSYS, so that libraries fall back to what they did before.
enum CallFilter {
    /// Loads the filter for every thread, for ever; `false` when the kernel refused it.
    static func load() -> Bool {
        guard let filter = seccomp_init(conecta_seccomp_error(UInt16(ENOSYS))) else { return false }
        defer { seccomp_release(filter) }
        guard seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 else { return false }
        for name in allowed where !add(name, conecta_seccomp_allow(), [], filter) { return false }
        for name in refused
        where !add(name, conecta_seccomp_error(UInt16(EPERM)), [], filter) { return false }
        for rule in conditional
        where !add(rule.name, conecta_seccomp_allow(), rule.when, filter) { return false }
        return seccomp_load(filter) == 0
    }

    /// Adds a rule; a call that this processor does not have needs none.
    private static func add(
        _ name: String,
        _ action: UInt32,
        _ conditions: [scmp_arg_cmp],
        _ filter: scmp_filter_ctx
    ) -> Bool {
        let number = seccomp_syscall_resolve_name(name)
        guard number >= 0 else { return true }
        return seccomp_rule_add_array(filter, action, number, UInt32(conditions.count), conditions)
            == 0
    }
}

extension CallFilter {
    private static let allowed =
        memory + files + waiting + talking + time + threads + signals + facts

    private static let memory = [
        "brk", "madvise", "membarrier", "mincore", "mmap", "mprotect", "mremap", "msync", "munmap",
    ]

    /// Reading, and writing to what is open; which files, Landlock says.
    private static let files = [
        "access", "close", "close_range", "dup", "dup2", "dup3", "faccessat", "faccessat2",
        "fadvise64", "fstat", "fstatfs", "getcwd", "getdents", "getdents64", "lseek", "lstat",
        "newfstatat", "pread64", "preadv", "read", "readahead", "readlink", "readlinkat", "readv",
        "stat", "statfs", "statx", "write", "writev",
    ]

    private static let waiting = [
        "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait",
        "eventfd", "eventfd2", "pipe", "pipe2", "poll", "ppoll", "pselect6", "select", "signalfd4",
        "timerfd_create", "timerfd_gettime", "timerfd_settime",
    ]

    /// Over sockets that were given; none can be opened.
    private static let talking = [
        "getpeername", "getsockname", "getsockopt", "recvfrom", "recvmmsg", "recvmsg", "sendmmsg",
        "sendmsg", "sendto", "shutdown",
    ]

    private static let time = [
        "clock_getres", "clock_gettime", "clock_nanosleep", "getitimer", "gettimeofday",
        "nanosleep", "time", "times",
    ]

    private static let threads = [
        "exit", "exit_group", "futex", "futex_wait", "futex_waitv", "futex_wake",
        "get_robust_list", "gettid", "restart_syscall", "rseq", "sched_get_priority_max",
        "sched_get_priority_min", "sched_getaffinity", "sched_getparam", "sched_getscheduler",
        "sched_yield", "set_robust_list", "set_tid_address",
    ]

    private static let signals = [
        "pause", "rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigreturn",
        "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack",
    ]

    private static let facts = [
        "getcpu", "getegid", "geteuid", "getgid", "getpgid", "getpgrp", "getpid", "getppid",
        "getpriority", "getrandom", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid",
        "getuid", "sysinfo", "uname",
    ]

    /// What nobody needs by accident: said plainly, so that an author sees why it fails.
    private static let refused = [
        "accept", "accept4", "bind", "connect", "listen", "socket", "socketpair",
        "execve", "execveat", "fork", "vfork",
        "bpf", "io_uring_enter", "io_uring_register", "io_uring_setup", "kcmp", "keyctl", "mount",
        "perf_event_open", "pidfd_getfd", "pidfd_open", "pidfd_send_signal", "process_madvise",
        "process_vm_readv", "process_vm_writev", "ptrace", "rt_sigqueueinfo",
        "rt_tgsigqueueinfo", "setns", "tkill", "umount2", "unshare", "userfaultfd",
    ]
}

extension CallFilter {
    private struct Rule {
        let name: String
        let when: [scmp_arg_cmp]
    }

    /// Calls that are harmless with some arguments; the kernel looks at the lower 32 bits of each.
    private static var conditional: [Rule] {
        let own = UInt64(UInt32(bitPattern: getpid()))
        let writing = UInt64(UInt32(bitPattern: O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND))
        return [
            // Threads, never processes and never namespaces; glibc falls back to it from clone3.
            Rule(name: "clone", when: [argument(0, newThread | namespaces, is: newThread)]),
            Rule(name: "kill", when: [argument(0, is: own)]),
            Rule(name: "tgkill", when: [argument(0, is: own)]),
            // Landlock stops writing too; this holds where a kernel has none.
            Rule(name: "open", when: [argument(1, writing, is: 0)]),
            Rule(name: "openat", when: [argument(2, writing, is: 0)]),
            Rule(name: "prlimit64", when: [argument(0, is: 0), nothing(2)]),
            Rule(name: "prlimit64", when: [argument(0, is: own), nothing(2)]),
            // Dispatch sets it for each of its threads, and ends the process when it cannot.
            Rule(name: "setpriority", when: [argument(0, is: 0), argument(1, is: 0)]),
            // The names of threads and of memory.
            Rule(name: "prctl", when: [argument(0, is: 15)]),
            Rule(name: "prctl", when: [argument(0, is: 16)]),
            Rule(name: "prctl", when: [argument(0, is: 0x5356_4D41)]),
        ]
            + descriptorCommands.map { Rule(name: "fcntl", when: [argument(1, is: $0)]) }
            + deviceCommands.map { Rule(name: "ioctl", when: [argument(1, is: $0)]) }
    }

    /// CLONE_THREAD, and CLONE_VM with it.
    private static let newThread: UInt64 = 0x0001_0000 | 0x0000_0100

    /// CLONE_PIDFD, CLONE_PTRACE, CLONE_VFORK and each CLONE_NEW….
    private static let namespaces: UInt64 =
        0x1000 | 0x2000 | 0x4000 | 0x0002_0000 | 0x0200_0000 | 0x0400_0000 | 0x0800_0000
        | 0x1000_0000 | 0x2000_0000 | 0x4000_0000

    /// F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ; not F_SETOWN, by which
    /// the kernel would send signals for us.
    private static let descriptorCommands: [UInt64] = [0, 1, 2, 3, 4, 1_030, 1_032]

    /// FIONREAD, FIONBIO, FIOCLEX, and TCGETS, by which a program asks whether it is on a terminal; not
    /// TIOCSTI, which would type into it.
    private static let deviceCommands: [UInt64] = [0x541B, 0x5421, 0x5451, 0x5401]

    private static func argument(
        _ index: UInt32,
        _ mask: UInt64 = 0xFFFF_FFFF,
        is value: UInt64
    ) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
    }

    private static func nothing(_ index: UInt32) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: SCMP_CMP_EQ, datum_a: 0, datum_b: 0)
    }
}

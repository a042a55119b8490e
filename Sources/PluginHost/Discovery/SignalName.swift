import Glibc

/// Names signals for people.
enum SignalName {
    static func words(_ number: Int32) -> String {
        switch number {
        case SIGSEGV: "segmentation fault"
        case SIGBUS: "bus error"
        case SIGILL: "illegal instruction"
        case SIGTRAP: "trap"
        case SIGABRT: "abort"
        case SIGFPE: "arithmetic error"
        case SIGXCPU: "too much computing time"
        case SIGSYS: "forbidden system call"
        case SIGKILL: "killed"
        default: "signal \(number)"
        }
    }
}

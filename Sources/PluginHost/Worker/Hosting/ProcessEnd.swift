import Glibc

/// Looks at how a plugin's process ended.
enum ProcessEnd {
    /// Waits for a process to end by itself; it stays to be collected.
    @discardableResult
    static func waits(for process: pid_t, milliseconds: Int) -> Bool {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        var information = siginfo_t()
        while ContinuousClock.now < end {
            let flags = Int32(WEXITED) | Int32(WNOHANG) | Int32(WNOWAIT)
            information.si_signo = 0
            if waitid(P_PID, id_t(process), &information, flags) == 0, information.si_signo != 0 {
                return true
            }
            usleep(2_000)
        }
        return false
    }

    /// How it ended, for people.
    static func words(of status: Int32) -> String {
        let signal = status & 0x7F
        guard signal != 0 else { return "it left with status \(status >> 8 & 0xFF)" }
        return SignalName.words(signal)
    }
}

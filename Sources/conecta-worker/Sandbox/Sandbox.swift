import CSandbox
import Glibc
import PluginHost

/// Takes away from this process everything that a plugin has no need of.
///
/// Enter it at the very start: Landlock reaches only the thread that asks and those it starts later.
/// The parent-death signal comes when the *thread* that started this process ends, not its process: who
/// starts a worker that stays does so from a thread that stays.
enum Sandbox {
    /// Enters, for ever; nothing of this can be taken back.
    ///
    /// - Returns: what is in force, and what the kernel did not offer.
    static func enter(_ rules: SandboxRules) -> SandboxReport {
        let start = ContinuousClock.now
        var missing: [SandboxReport.Shortfall] = []
        if !Surroundings.isSingleThreaded { missing.append(.threads) }
        if !endWithParent() { missing.append(.parentDeath) }
        if !Surroundings.close(except: rules.descriptors) { missing.append(.descriptors) }
        if !Surroundings.clear() { missing.append(.surroundings) }
        if conecta_gain_no_privileges() != 0 { missing.append(.privileges) }
        let level = Landlock.enter(readable: rules.readable, &missing)
        if !ResourceLimits.apply(rules) { missing.append(.limits) }
        if !CallFilter.load() { missing.append(.seccomp) }
        let taken = (ContinuousClock.now - start).components
        return SandboxReport(
            landlock: level,
            missing: missing,
            microseconds: Int(taken.seconds) * 1_000_000
                + Int(taken.attoseconds / 1_000_000_000_000)
        )
    }

    private static func endWithParent() -> Bool {
        let parent = getppid()
        let isSet = conecta_die_with_parent(SIGKILL) == 0
        // The parent may have ended before it counted.
        if getppid() != parent { _exit(70) }
        return isSet
    }
}

import Glibc

/// Bounds what the process may use.
enum ResourceLimits {
    /// Sets every limit, soft and hard alike; `false` when one could not be set.
    static func apply(_ rules: SandboxRules) -> Bool {
        var limits: [(__rlimit_resource, UInt64)] = [
            (RLIMIT_CORE, 0),
            // Not even a file that is open for writing grows.
            (RLIMIT_FSIZE, 0),
            (RLIMIT_NOFILE, 256),
            // RLIMIT_MEMLOCK and RLIMIT_MSGQUEUE, which Swift's module of the C library hides.
            (__rlimit_resource(8), 0),
            (__rlimit_resource(12), 0),
            (RLIMIT_AS, rules.memory),
        ]
        if let seconds = rules.cpuSeconds { limits.append((RLIMIT_CPU, seconds)) }
        return limits.allSatisfy { resource, value in
            let resource = __rlimit_resource_t(resource.rawValue)
            var bounds = rlimit()
            guard getrlimit(resource, &bounds) == 0 else { return false }
            // What is bounded closer already stays so.
            let value = min(rlim_t(value), bounds.rlim_max)
            bounds = rlimit(rlim_cur: value, rlim_max: value)
            return setrlimit(resource, &bounds) == 0
        }
    }
}

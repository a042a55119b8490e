/// Says where a plugin runs.
public enum PluginPlacement: String, Sendable, Hashable, Codable, CaseIterable {
    /// In the server's own process: fast, and able to stop it.
    case inProcess = "in-process"
    /// In a process of its own, which can end without harm to anybody else.
    case worker
}

/// Is how a plugin's process is, and how it was.
public struct PluginHealth: Sendable, Hashable, Codable {
    /// Says what a process is doing.
    public enum Phase: String, Sendable, Hashable, Codable {
        /// It was not needed yet.
        case idle
        /// It is being started.
        case starting
        /// It serves.
        case running
        /// It ended, and will be started again in a moment.
        case waiting
        /// It kept ending, and is not started again before somebody says so.
        case paused
    }

    /// What it is doing.
    public var phase: Phase
    /// Why it is paused; `nil` when it is not.
    public var reason: String?
    /// Its last unwanted ends, oldest first.
    public var crashes: [PluginCrash]

    /// Creates a state.
    public init(phase: Phase, reason: String? = nil, crashes: [PluginCrash] = []) {
        self.phase = phase
        self.reason = reason
        self.crashes = crashes
    }
}

/// Is one end of a plugin's process that nobody wanted.
public struct PluginCrash: Sendable, Hashable, Codable {
    /// When it was, in milliseconds since 1970.
    public var time: Int64
    /// What happened, for people.
    public var reason: String
    /// What is known of it.
    public var evidence: CrashEvidence

    /// Creates an end.
    public init(time: Int64, reason: String, evidence: CrashEvidence) {
        self.time = time
        self.reason = reason
        self.evidence = evidence
    }
}

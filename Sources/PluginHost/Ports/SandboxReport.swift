/// Says how far a plugin's process could be confined on this machine.
///
/// The process enters its sandbox before anything of a plugin runs, and never fails silently: what the
/// kernel does not offer is listed. Whoever starts it decides whether that is enough.
public struct SandboxReport: Sendable, Hashable, Codable {
    /// Names a part of the sandbox.
    public enum Part: String, Sendable, Hashable, Codable, CaseIterable {
        /// The process ends with the one that started it.
        case parentDeath = "parent-death"
        /// It gains no privileges by running a program.
        case privileges
        /// Memory, time, open files and the like are bounded.
        case limits
        /// Only the descriptors it was given are open.
        case descriptors
        /// The environment, the working folder and the mask of new files are empty ones.
        case surroundings
        /// What the kernel's Landlock closes: files, ports, signals.
        case landlock
        /// The system calls that the kernel still answers.
        case seccomp
    }

    /// Says how much of a part is there.
    public enum Level: String, Sendable, Hashable, Codable {
        /// All of it.
        case full
        /// Some of it; what is missing is listed.
        case partial
        /// None of it.
        case none
    }

    /// Names what is missing; a name once given stays.
    public enum Shortfall: String, Sendable, Hashable, Codable, CaseIterable {
        /// The process may outlive the one that started it.
        case parentDeath = "parent-death"
        /// It could gain privileges.
        case privileges = "no-new-privileges"
        /// A limit could not be set.
        case limits
        /// Descriptors that were not given could not be closed.
        case descriptors
        /// The environment or the working folder could not be changed.
        case surroundings
        /// The process had other threads already, which Landlock does not reach.
        case threads
        /// A path that was to be readable is not there.
        case readable
        /// The kernel has no Landlock, or refused it: every file that the user may read can be read.
        case landlock
        /// Landlock is older than level 2: files may not be moved between folders at all.
        case landlockMoves = "landlock-moves"
        /// Landlock is older than level 3: files could be cut off, were it not for seccomp.
        case landlockTruncation = "landlock-truncation"
        /// Landlock is older than level 4: TCP ports are closed by seccomp alone.
        case landlockPorts = "landlock-ports"
        /// Landlock is older than level 5: devices are commanded as far as seccomp lets.
        case landlockDevices = "landlock-devices"
        /// Landlock is older than level 6: signals and abstract sockets are closed by seccomp alone.
        case landlockScope = "landlock-scope"
        /// The kernel refused the filter of system calls.
        case seccomp

        /// The part that lacks it.
        public var part: Part {
            switch self {
            case .parentDeath: .parentDeath
            case .privileges: .privileges
            case .limits: .limits
            case .descriptors: .descriptors
            case .surroundings: .surroundings
            case .threads, .readable, .landlock, .landlockMoves, .landlockTruncation,
                .landlockPorts, .landlockDevices, .landlockScope:
                .landlock
            case .seccomp: .seccomp
            }
        }

        /// Tells whether nothing is left of its part.
        var isWhole: Bool {
            switch self {
            case .parentDeath, .privileges, .landlock, .seccomp: true
            default: false
            }
        }
    }

    /// Is a part with its level.
    public struct Reached: Sendable, Hashable, Codable {
        /// The part.
        public var part: Part
        /// How much of it is there.
        public var level: Level
    }

    /// Every part, always in the same order.
    public var parts: [Reached]
    /// The level of Landlock that the kernel offers; 0 for none.
    public var landlock: Int
    /// What is missing; empty when all of it is there.
    public var missing: [Shortfall]
    /// How long it took to enter, in microseconds.
    public var microseconds: Int

    /// Creates a report from what is missing.
    public init(landlock: Int, missing: [Shortfall], microseconds: Int = 0) {
        parts = Part.allCases.map { part in
            let lacks = missing.filter { $0.part == part }
            return Reached(
                part: part,
                level: lacks.isEmpty ? .full : lacks.contains(where: \.isWhole) ? .none : .partial
            )
        }
        self.landlock = landlock
        self.missing = missing
        self.microseconds = microseconds
    }

    /// Tells whether strangers' code may run: it reads no file of others, reaches no network, and starts
    /// no program.
    public var isSufficient: Bool {
        let needed: Set<Shortfall> = [
            .privileges, .limits, .descriptors, .threads, .landlock, .seccomp,
        ]
        return needed.isDisjoint(with: missing)
    }
}

extension SandboxReport.Shortfall {
    /// What it means, for administrators.
    public var words: String {
        switch self {
        case .parentDeath: "a plugin's process may outlive the server"
        case .privileges: "a plugin's process could gain privileges"
        case .limits: "memory, time or open files are not bounded"
        case .descriptors: "files of the server may stay open in a plugin's process"
        case .surroundings: "the server's environment is seen in a plugin's process"
        case .threads: "a thread began before the sandbox and is not confined"
        case .readable: "a folder that a plugin should read is not there"
        case .landlock: "no Landlock: a plugin reads every file that the server's user may"
        case .landlockMoves: "Landlock below level 2: no rules for moving files"
        case .landlockTruncation:
            "Landlock below level 3: seccomp alone keeps files from being cut off"
        case .landlockPorts: "Landlock below level 4: TCP is stopped by seccomp alone"
        case .landlockDevices: "Landlock below level 5: seccomp alone stops commands to devices"
        case .landlockScope: "Landlock below level 6: signals are stopped by seccomp alone"
        case .seccomp: "no filter of system calls: a plugin may open sockets and start programs"
        }
    }
}

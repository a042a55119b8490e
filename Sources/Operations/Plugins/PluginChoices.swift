internal import PluginHost
internal import Store
internal import Synchronization

/// Is what an administrator chose about plugins.
struct PluginChoices: Sendable, Hashable {
    /// Where plugins run, by their ids.
    var placements: [String: PluginPlacement] = [:]
    /// What of the sandbox may be missing.
    var shortfalls: Set<SandboxReport.Shortfall> = []

    private static let placementsName = "plugin-placements"
    private static let shortfallsName = "plugin-sandbox-shortfalls"

    /// Nothing chosen.
    init() {}

    /// Reads what was chosen.
    init(from settings: ServiceSettings) async throws {
        placements = try await settings.value(Self.placementsName) ?? [:]
        shortfalls = try await settings.value(Self.shortfallsName) ?? []
    }

    /// Keeps what was chosen.
    func keep(in settings: ServiceSettings) async throws {
        try await settings.set(Self.placementsName, placements)
        try await settings.set(Self.shortfallsName, shortfalls.sorted { $0.rawValue < $1.rawValue })
    }
}

/// Holds what of the sandbox may be missing, as an administrator last decided.
final class AcceptedShortfalls: Sendable {
    private let shortfalls: Mutex<Set<SandboxReport.Shortfall>>

    init(_ shortfalls: Set<SandboxReport.Shortfall>) {
        self.shortfalls = Mutex(shortfalls)
    }

    func set(_ accepted: Set<SandboxReport.Shortfall>) {
        shortfalls.withLock { $0 = accepted }
    }

    /// Whether all that a report lacks may be missing.
    func cover(_ report: SandboxReport) -> Bool {
        shortfalls.withLock { $0.isSuperset(of: report.missing) }
    }
}

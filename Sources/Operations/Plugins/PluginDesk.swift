public import Engine
internal import Logging
public import PluginHost
internal import Store

/// Tells administrators how the plugins are, and does what they want with them.
public struct PluginDesk: Sendable {
    private let channels: ChannelDesk

    /// Creates the desk of the plugins that bring the channels of a house.
    public init(_ channels: ChannelDesk) {
        self.channels = channels
    }

    /// Tells how all of them are.
    public func plugins() async throws -> [InstalledPlugin] {
        try await describe(await channels.plugins.listings())
    }

    /// How far this machine confines plugins in processes of their own, and whether that is enough;
    /// `nil` while none was loaded.
    public func sandbox() async throws -> SandboxStanding? {
        guard let report = await channels.plugins.sandbox() else { return nil }
        let accepted = try await choices().shortfalls
        return SandboxStanding(
            report: report,
            isAccepted: report.isSufficient || accepted.isSuperset(of: report.missing)
        )
    }

    /// Chooses where a plugin runs from the next start on; `nil` leaves it to the house.
    ///
    /// - Returns: `false` when there is no such plugin.
    public func place(
        _ id: String,
        _ placement: PluginPlacement?,
        by actor: Actor
    ) async throws -> Bool {
        guard await channels.plugins.listings().contains(where: { $0.id == id }) else {
            return false
        }
        var choices = try await choices()
        choices.placements[id] = placement
        try await choices.keep(in: channels.folder.serviceSettings)
        try await note(.placed(id, placement: placement?.rawValue), by: actor)
        return true
    }

    /// Lets a plugin begin again whose process kept ending.
    ///
    /// - Returns: `false` when no plugin of that id has a process of its own.
    public func resume(_ id: String, by actor: Actor) async throws -> Bool {
        guard await channels.plugins.resume(id) else { return false }
        try await note(.resumed(id), by: actor)
        await channels.lookAtOnce()
        return true
    }

    /// Looks for plugins and versions that are new.
    ///
    /// - Returns: all plugins afterwards.
    public func reload() async throws -> [InstalledPlugin] {
        let before = await channels.plugins.listings()
        let after = await channels.plugins.reload()
        // A new version may say other things of its channels, and one that is new was missed.
        let changed = after.filter { !before.contains($0) }
        let features = Set(changed.flatMap(\.features).map(\.manifest.id))
        let affected = await channels.switchboard.read { floor in
            floor.channels.compactMap { features.contains($0.value.plugin) ? $0.key : nil }
        }
        for channel in affected { await channels.refresh(channel) }
        return try await describe(after)
    }

    /// Lets plugins run though this machine lacks parts of the sandbox, those that it lacks now.
    ///
    /// - Returns: all plugins afterwards.
    public func acceptSandbox(by actor: Actor) async throws -> [InstalledPlugin] {
        guard let report = await channels.plugins.sandbox() else { return try await plugins() }
        var choices = try await choices()
        choices.shortfalls = Set(report.missing)
        try await choices.keep(in: channels.folder.serviceSettings)
        await channels.plugins.accept(choices.shortfalls)
        try await note(.acceptedSandbox(missing: report.missing.map(\.rawValue)), by: actor)
        return try await reload()
    }

    private func choices() async throws -> PluginChoices {
        try await PluginChoices(from: channels.folder.serviceSettings)
    }

    private func describe(_ listings: [PluginListing]) async throws -> [InstalledPlugin] {
        let chosen = try await choices().placements
        return listings.map { InstalledPlugin(listing: $0, chosen: chosen[$0.id]) }
    }

    private func note(_ deed: PluginDeed, by actor: Actor) async throws {
        channels.logger.notice("an administrator decided on plugins", metadata: ["deed": "\(deed)"])
        try await channels.folder.pluginLog.add(deed, by: actor, at: channels.clock.now())
    }
}

/// Is a plugin of the installation.
public struct InstalledPlugin: Sendable, Hashable {
    /// What it is and how it fares.
    public var listing: PluginListing
    /// Where an administrator wants it; `nil` leaves it to the house.
    public var chosen: PluginPlacement?
}

/// Says how far this machine confines plugins, and whether that is enough.
public struct SandboxStanding: Sendable, Hashable {
    /// What there is of the sandbox.
    public var report: SandboxReport
    /// Whether strangers' plugins run: nothing needed is missing, or an administrator decided so.
    public var isAccepted: Bool
}

public import PluginHost

/// Asks about plugins of the server that runs.
public enum PluginRequest: Sendable, Hashable, Codable {
    /// Tells how all of them are.
    case status
    /// Chooses where one runs from the next start on; `nil` leaves it to the house.
    case place(String, PluginPlacement?)
    /// Lets one begin again whose process kept ending.
    case resume(String)
    /// Looks for plugins and versions that are new.
    case reload
    /// Lets plugins run though this machine lacks parts of the sandbox.
    case acceptSandbox
}

/// Is a plugin as the console shows it.
public struct PluginLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The version that serves.
    public var version: String
    /// Where it runs; `nil` when it does not.
    public var placement: PluginPlacement?
    /// Where an administrator wants it; `nil` leaves it to the house.
    public var chosen: PluginPlacement?
    /// How its process is; `nil` without one.
    public var health: PluginHealth?
    /// Why it, or its newer version, cannot be used; `nil` when it can.
    public var problem: String?

    init(_ plugin: InstalledPlugin) {
        let listing = plugin.listing
        id = listing.id
        version = listing.manifest?.version ?? "-"
        placement = listing.state == .ready ? listing.placement : nil
        chosen = plugin.chosen
        health = listing.health
        problem = listing.reason ?? listing.upgradeProblem.map { "newer version: \($0)" }
    }
}

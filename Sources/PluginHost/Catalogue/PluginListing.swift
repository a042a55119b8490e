/// Is what the host knows of one plugin's folder: for `plugin list`, `plugin inspect` and pages.
public struct PluginListing: Sendable, Hashable, Codable {
    /// Says whether a plugin can be used.
    public enum State: Sendable, Hashable, Codable {
        /// It passed the checks that need no run; it was not opened.
        case found
        /// It is loaded.
        case ready
        /// It failed a check: it was not opened.
        case refused(reason: String)
    }

    /// The path of the folder.
    public var folder: String
    /// The manifest; `nil` when it cannot be read.
    public var manifest: PluginManifest?
    /// The library; `nil` when it was not found or is none.
    public var library: LibraryFacts?
    /// Its features; with schema and icon once it was probed.
    public var features: [FeatureListing]
    /// Whether it can be used.
    public var state: State
    /// Where it runs; `nil` until it is loaded.
    public var placement: PluginPlacement?
    /// Why its newer version in the folder does not serve; `nil` when there is none.
    public var upgradeProblem: String?
    /// The manifest of the version before it, when an update put that aside; `nil` without one.
    public var former: PluginManifest?
    /// How its own process is; `nil` for a plugin without one.
    public var health: PluginHealth?
    /// How far the process was confined that opened it first; `nil` until it was probed.
    public var sandbox: SandboxReport?

    /// The id of the manifest, or the folder's name.
    public var id: String {
        manifest?.id ?? folder.split(separator: "/").last.map(String.init) ?? folder
    }

    /// What it may do that the version before it might not; empty without one.
    public var added: [PluginAsk] {
        guard let manifest, let former else { return [] }
        return manifest.asks.filter { !former.asks.contains($0) }
    }

    /// What the version before it might do and it may not; empty without one.
    public var dropped: [PluginAsk] {
        guard let manifest, let former else { return [] }
        return former.asks.filter { !manifest.asks.contains($0) }
    }

    /// Why it cannot be used; `nil` when it can.
    public var reason: String? {
        guard case .refused(let reason) = state else { return nil }
        return reason
    }
}

/// Is a channel or report of a plugin.
public struct FeatureListing: Sendable, Hashable, Codable {
    /// The feature as the manifest declares it.
    public var manifest: PluginManifest.Feature
    /// The plugin's id.
    public var plugin: String
    /// The JSON Schema of a channel's configuration or a report's parameters; empty until probed.
    public var schema: String
    /// The SVG icon; empty for none.
    public var icon: String
    /// Why it was switched off while running; `nil` when it was not.
    public var disabled: String?

    /// The names of the configuration's fields that are secrets.
    public var secretFields: [String] { ConfigurationSplit.secretFields(schema: schema) }
}

/// Is what an ELF file tells without being run.
public struct LibraryFacts: Sendable, Hashable, Codable {
    /// The path.
    public var path: String
    /// The length in bytes.
    public var length: Int
    /// The SHA-256 in hexadecimal digits.
    public var sha256: String
    /// The processor it is built for, such as `x86-64`.
    public var machine: String
    /// The ABI of its note as `major.minor`.
    public var abi: String
    /// The libraries it needs.
    public var needed: [String]
}

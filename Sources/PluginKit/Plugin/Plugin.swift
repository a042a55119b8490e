public import CPluginABI
import Synchronization

/// Describes a plugin to the host: who it is and which features it brings.
///
/// Each plugin has one entry function, which delegates to `entry(_:_:)`:
///
/// ```swift
/// @c(conecta_plugin_v1)
/// public func entry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
///     Plugin.entry(major) {
///         Plugin(id: "org.example.echo", version: "1.0.0", features: [.channel(Echo.self)])
///     }
/// }
/// ```
public struct Plugin: Sendable {
    /// The reversed domain name of the plugin, as in `plugin.json`.
    public var id: String

    /// The version, as in `plugin.json`.
    public var version: String

    /// The channels and reports it brings.
    public var features: [Feature]

    /// Creates a description.
    public init(id: String, version: String, features: [Feature]) {
        self.id = id
        self.version = version
        self.features = features
    }

    /// Gives the host the description, made at the first call and kept for ever.
    ///
    /// Returns `nil` to a host of another major of the ABI.
    public static func entry(
        _ hostMajor: UInt32,
        _ plugin: () -> Plugin
    ) -> UnsafePointer<cnx_plugin_v1>? {
        guard hostMajor == CNX_ABI_MAJOR else { return nil }
        return registry.withLock { registry in
            if let address = registry.address {
                return UnsafePointer(bitPattern: address)
            }
            let plugin = plugin()
            let table = plugin.table()
            registry.address = UInt(bitPattern: table)
            registry.features = Dictionary(
                plugin.features.map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            return table
        }
    }

    /// Finds a feature of this library by its id.
    static func feature(_ id: String) -> Feature? {
        registry.withLock { $0.features[id] }
    }
}

/// What the entry function keeps: the address of the description, and the features by id.
private struct Registry {
    var address: UInt?
    var features: [String: Feature] = [:]
}

private let registry = Mutex(Registry())

extension Plugin {
    /// Makes the constant description; its memory is never given back.
    private func table() -> UnsafePointer<cnx_plugin_v1> {
        let list = UnsafeMutablePointer<cnx_feature_v1>.allocate(capacity: max(1, features.count))
        for (index, feature) in features.enumerated() {
            (list + index).initialize(to: feature.description)
        }
        var description = cnx_plugin_v1()
        description.size = UInt32(MemoryLayout<cnx_plugin_v1>.size)
        description.abi_major = CNX_ABI_MAJOR
        description.abi_minor = CNX_ABI_MINOR
        description.id = .constant(id)
        description.version = .constant(version)
        description.sdk = .constant("swift")
        description.features = UnsafePointer(list)
        description.n_features = features.count
        let table = UnsafeMutablePointer<cnx_plugin_v1>.allocate(capacity: 1)
        table.initialize(to: description)
        return UnsafePointer(table)
    }
}

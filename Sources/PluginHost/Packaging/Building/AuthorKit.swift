public import Foundation

/// Says where that is which authors build plugins with.
public struct AuthorKit: Sendable, Hashable {
    /// The folder with `conecta_plugin.h`.
    public var include: URL
    /// The folder with the sources of PluginKit, for plugins in Swift.
    public var swiftKit: URL
    /// The script for the linker that lets a plugin export its entry function alone.
    public var exports: URL
    /// The folder with the projects that `plugin new` begins with.
    public var skeletons: URL

    /// Creates the places.
    public init(include: URL, swiftKit: URL, exports: URL, skeletons: URL) {
        self.include = include
        self.swiftKit = swiftKit
        self.exports = exports
        self.skeletons = skeletons
    }

    /// The kit of a checkout of Conecta.
    public init(checkout: URL) {
        self.init(
            include: checkout.appending(path: "Sources/CPluginABI/include"),
            swiftKit: checkout.appending(path: "Sources/PluginKit"),
            exports: checkout.appending(path: "Plugins/entry.map"),
            skeletons: checkout.appending(path: "Plugins/Skeletons")
        )
    }

    /// The kit as it is installed, all of it in one folder.
    public init(installed folder: URL) {
        self.init(
            include: folder.appending(path: "include"),
            swiftKit: folder.appending(path: "PluginKit"),
            exports: folder.appending(path: "entry.map"),
            skeletons: folder.appending(path: "skeletons")
        )
    }
}

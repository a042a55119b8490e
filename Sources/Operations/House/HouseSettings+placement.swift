internal import Foundation
public import PluginHost

extension HouseSettings {
    /// Says where a plugin runs: where an administrator wants it, else a stranger's apart.
    public func placement(
        chosen: [String: PluginPlacement]
    ) -> @Sendable (PluginListing) -> PluginPlacement {
        let own = ownPlugins.map { $0.standardizedFileURL.path + "/" }
        return { listing in
            let isOwn = own.contains { listing.folder.hasPrefix($0) }
            return chosen[listing.id] ?? (isOwn ? .inProcess : .worker)
        }
    }
}

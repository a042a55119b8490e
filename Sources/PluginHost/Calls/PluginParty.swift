import Foundation
import Logging
import Paper

/// Is who is called: one account of a channel, or one report, with what it may use.
final class PluginParty: Sendable {
    /// The plugin's id.
    let plugin: String
    /// The feature's id.
    let feature: String
    /// What the wiring gave.
    let environment: PluginEnvironment
    /// The house's words with the plugin's own over them.
    let words: Catalogue
    /// Sends its requests; `nil` when none are granted.
    let http: (any PluginHTTP)?
    /// Makes its connections; `nil` when none are granted.
    let dial: (any PluginDial)?
    /// The small store; `nil` when it is not granted.
    let state: (any PluginState)?
    /// Whether blobs are granted.
    let hasBlobs: Bool
    /// Whether data is granted, as it is to reports.
    let hasQuery: Bool
    /// The log, with the plugin's name.
    let logger: Logger

    init(
        plugin: String,
        feature: String,
        environment: PluginEnvironment,
        words: Catalogue,
        http: (any PluginHTTP)? = nil,
        dial: (any PluginDial)? = nil,
        state: (any PluginState)? = nil,
        hasBlobs: Bool = false,
        hasQuery: Bool = false
    ) {
        self.plugin = plugin
        self.feature = feature
        self.environment = environment
        self.words = words
        self.http = http
        self.dial = dial
        self.state = state
        self.hasBlobs = hasBlobs
        self.hasQuery = hasQuery
        var logger = environment.logger
        logger[metadataKey: "plugin"] = "\(plugin)"
        logger[metadataKey: "feature"] = "\(feature)"
        self.logger = logger
    }
}

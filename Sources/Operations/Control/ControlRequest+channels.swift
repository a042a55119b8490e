/// Asks about channels.
public enum ChannelRequest: Sendable, Hashable, Codable {
    /// Lists the channels.
    case list
    /// Adds a channel; the configuration is the JSON object that its plugin's schema describes.
    case add(slug: String, plugin: String, configuration: String, ChannelChanges)
    /// Changes a channel; what a new configuration does not name stays as it is.
    case set(slug: String, configuration: String?, ChannelChanges)
    /// Removes a channel without open sessions.
    case remove(slug: String)
    /// Asks the plugin, and through it the provider, whether the configuration works.
    case test(slug: String)
    /// Asks the provider for the channel's templates.
    case templates(slug: String)
    /// Tries something on a channel, or without a slug on one that is not there yet.
    case trial(slug: String, ChannelTrial)
}

/// Is what the console can set of a channel; `nil` leaves it as it is.
public struct ChannelChanges: Sendable, Hashable, Codable {
    /// The name.
    public var name: String?
    /// The slug of the team that new sessions wait for.
    public var team: String?
    /// Whether it takes and sends messages.
    public var isActive: Bool?
    /// The slug of the flow that receives contacts; empty for none.
    public var flow: String?

    /// Creates changes that change nothing.
    public init() {}
}

/// Is a channel in a list.
public struct ChannelLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The name in URLs and commands.
    public var slug: String
    /// The name.
    public var name: String
    /// The feature of the plugin that speaks to the provider.
    public var plugin: String
    /// The account at the provider.
    public var account: String
    /// The slug of the team that new sessions wait for.
    public var team: String
    /// Whether it takes and sends messages.
    public var isActive: Bool
    /// The slug of the flow that receives contacts.
    public var flow: String?
    /// Why it does not work at the moment; empty when it does.
    public var problem: String
}

/// Is one thing that a plugin says about a configuration.
public struct ChannelFinding: Sendable, Hashable, Codable {
    /// `error` when it cannot work like this, `warning`, or `info`.
    public var level: String
    /// The JSON pointer of the field; empty for the whole.
    public var pointer: String
    /// What it is.
    public var text: String
}

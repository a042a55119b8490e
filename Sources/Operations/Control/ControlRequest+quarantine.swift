/// Asks about what was taken out of plugins' ways.
public enum QuarantineRequest: Sendable, Hashable, Codable {
    /// Lists what is there, newest first; of one channel when its slug is given.
    case list(channel: String?)
    /// Tells all about one input; with what came when that is wanted.
    case show(id: String, withInput: Bool)
    /// Lets the plugin have an input again.
    case retry(id: String)
    /// Throws an input away for good.
    case drop(id: String)
}

/// Is an input in quarantine, in a list or by itself.
public struct QuarantineLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// `webhook` for a provider's request, `file` for a file of a message.
    public var kind: String
    /// The slug of the channel.
    public var channel: String
    /// When it came, in milliseconds since 1970.
    public var receivedAt: Int64
    /// When it was taken out of the way, in milliseconds since 1970.
    public var quarantinedAt: Int64?
    /// How many bytes it has.
    public var size: Int64
    /// The message whose file it is.
    public var message: String?
    /// Why the plugin could not take it the last time.
    public var problem: String
    /// How often the plugin failed at it and lived on.
    public var failures: Int
    /// How it ended the plugin.
    public var deaths: [Death]
    /// Whether what came is erased.
    public var isErased: Bool
    /// What came, when it was asked for and is text: the head of the request and its body.
    public var input: String?

    /// Is one end of the plugin's process.
    public struct Death: Sendable, Hashable, Codable {
        /// When it was, in milliseconds since 1970.
        public var at: Int64
        /// What was said of it.
        public var reason: String
        /// The signal that ended it.
        public var signal: Int32?
        /// The code it exited with.
        public var exitCode: Int32?
        /// Which function of the plugin was running.
        public var function: String
        /// The last things it asked of the host, oldest first.
        public var hostCalls: [String]
        /// The end of what it printed.
        public var output: String
        /// Where it was.
        public var backtrace: String
    }
}

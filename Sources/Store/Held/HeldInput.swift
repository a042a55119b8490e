public import Engine

/// Is something for a plugin that the plugin could not take: it waits, or is in quarantine.
public struct HeldInput: Sendable, Hashable {
    /// Says what it is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A provider's request, verified, which was answered and waits for the plugin.
        case webhook
        /// A file of a contact's message that the plugin is to fetch.
        case file
    }

    /// Says where it stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// It is given to the plugin when its turn comes.
        case waiting
        /// It ended the plugin once, and is tried again.
        case watched
        /// It is given to the plugin only when a person wants it.
        case quarantined
    }

    /// The id; ids grow in the order of their coming.
    public var id: ID<HeldRequest>
    /// What it is.
    public var kind: Kind
    /// Where it stands.
    public var state: State
    /// The channel.
    public var channel: ID<Channel>
    /// When it came.
    public var receivedAt: Timestamp
    /// When it was taken out of the way; `nil` while it waits.
    public var quarantinedAt: Timestamp?
    /// How many bytes it has.
    public var size: Int64
    /// What came; empty for files, in lists, and once its words are erased.
    public var request: RawRequest
    /// The message whose file it is; `nil` for requests.
    public var message: ID<Message>?
    /// Which file of the message it is.
    public var place: Int?
    /// How often the plugin could not take it and lived on.
    public var failures: Int
    /// Why the plugin could not take it the last time.
    public var problem: String
    /// How it ended the plugin, the first time first.
    public var deaths: [PluginDeath]
    /// Whether its words are erased: it can be dropped, and not tried again.
    public var isErased: Bool
}

/// Is a provider's request as it came, without what shows who sent it.
public struct RawRequest: Sendable, Hashable, Codable {
    /// Is a header, its name in lower case.
    public struct Header: Sendable, Hashable, Codable {
        /// The name in lower case.
        public var name: String
        /// The value.
        public var value: String

        /// Creates a header.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The method.
    public var method: String
    /// What follows the channel's own address.
    public var path: String
    /// The query without its question mark.
    public var query: String
    /// Where it came from.
    public var remoteAddress: String
    /// The headers, without those that hold credentials.
    public var headers: [Header]
    /// The body.
    public var body: [UInt8]
    /// When it came.
    public var receivedAt: Timestamp

    /// Creates a request.
    public init(
        method: String,
        path: String = "",
        query: String = "",
        remoteAddress: String = "",
        headers: [Header] = [],
        body: [UInt8] = [],
        receivedAt: Timestamp
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.remoteAddress = remoteAddress
        self.headers = headers
        self.body = body
        self.receivedAt = receivedAt
    }

    /// How many bytes it takes.
    var size: Int64 {
        let text = headers.reduce(query.utf8.count + path.utf8.count) { size, header in
            size + header.name.utf8.count + header.value.utf8.count
        }
        return Int64(body.count + text)
    }
}

/// Is one end of a plugin's process that an input brought about, for whoever mends the plugin.
public struct PluginDeath: Sendable, Hashable, Codable {
    /// When it was.
    public var at: Timestamp
    /// What was said of it.
    public var reason: String
    /// The signal that ended it; `nil` when it exited by itself, or was ended for hanging.
    public var signal: Int32?
    /// The code it exited with.
    public var exitCode: Int32?
    /// Which function of the plugin was running.
    public var function: String
    /// The last things it asked of the host, oldest first.
    public var hostCalls: [String]
    /// The end of what it printed.
    public var output: String
    /// Where it was, as far as that is known.
    public var backtrace: String

    /// Creates the end of a process.
    public init(
        at: Timestamp,
        reason: String,
        signal: Int32? = nil,
        exitCode: Int32? = nil,
        function: String = "",
        hostCalls: [String] = [],
        output: String = "",
        backtrace: String = ""
    ) {
        self.at = at
        self.reason = reason
        self.signal = signal
        self.exitCode = exitCode
        self.function = function
        self.hostCalls = hostCalls
        self.output = output
        self.backtrace = backtrace
    }
}

/// Says how much may wait for plugins.
public struct HoldLimits: Sendable, Hashable {
    /// The most requests for one channel.
    public var perChannel = 10_000
    /// The most bytes for one channel.
    public var bytesPerChannel: Int64 = 64 << 20
    /// The most bytes for all channels, the quarantine included.
    public var bytes: Int64 = 256 << 20
    /// How many bytes must stay free on the disk.
    public var freeBytes: Int64 = 256 << 20
    /// How often an input may end the plugin before it is taken out of the way.
    public var deaths = 2
    /// How often the plugin may fail at an input before it is taken out of the way.
    public var failures = 6

    /// Creates the limits that a server has.
    public init() {}
}

/// Says why something cannot wait: whoever brought it is to come again.
public enum HoldRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// As many wait for the channel as may.
    case tooMany
    /// Too many bytes wait.
    case tooLarge
    /// The disk is almost full.
    case diskAlmostFull

    /// One line for people.
    public var description: String {
        switch self {
        case .tooMany: "as many requests wait for the plugin as may"
        case .tooLarge: "too many bytes wait for plugins"
        case .diskAlmostFull: "the disk is almost full"
        }
    }
}

public import Engine
internal import PluginHost
internal import Store

/// Is a time in which the plugin of a channel is down.
struct ChannelOutage: Sendable {
    /// Since when.
    var since: Timestamp
    /// Why, for people.
    var reason: String
    /// Whether nothing can be handed over until it ends: the plugin is not started again for now.
    var isLasting: Bool
    /// When the plugin is asked next whether it is back.
    var nextLook: Timestamp
    /// How often it was asked.
    var looks = 0
    /// Whether administrators were told.
    var isTold = false

    /// How long an outage lasts before administrators are told, in milliseconds.
    static let patience: Int64 = 10_000
}

/// Is the last thing that the plugin of a channel did wrong, or could not do.
public struct ChannelTrouble: Sendable, Hashable {
    /// When it was.
    public var at: Timestamp
    /// What it was, for administrators.
    public var words: String

    /// The most characters of words: they are a plugin's.
    static let longest = 500
}

/// Says how a channel stands with its plugin.
public struct ChannelConnection: Sendable, Hashable {
    /// Why it does not work as it should; `nil` when it does.
    public var reason: String?
    /// Since when; `nil` when that is not known.
    public var since: Timestamp?
    /// How many requests of the provider wait for the plugin.
    public var heldRequests: Int
    /// How many messages wait to be handed over.
    public var waitingMessages: Int
    /// How many inputs are in quarantine.
    public var quarantined: Int
    /// What went wrong last since the start; `nil` when nothing did.
    public var trouble: ChannelTrouble?

    /// Creates the standing of a channel, by default of one for which nothing waits.
    public init(
        reason: String? = nil,
        since: Timestamp? = nil,
        heldRequests: Int = 0,
        waitingMessages: Int = 0,
        quarantined: Int = 0,
        trouble: ChannelTrouble? = nil
    ) {
        self.reason = reason
        self.since = since
        self.heldRequests = heldRequests
        self.waitingMessages = waitingMessages
        self.quarantined = quarantined
        self.trouble = trouble
    }

    /// Whether all is as it should be.
    public var isWorking: Bool { reason == nil && heldRequests == 0 }
}

extension PluginFailure.Class {
    /// Whether the plugin is down: what it cannot take now waits for it.
    var isOutage: Bool {
        switch self {
        case .crashed, .paused, .disabled, .timeout: true
        default: false
        }
    }
}

extension PluginDeath {
    /// Takes down how an input ended a plugin; `nil` when it did not, or something else did.
    init?(_ failure: PluginFailure, of kind: HeldInput.Kind, at now: Timestamp) {
        guard failure.class == .crashed || failure.class == .timeout else { return nil }
        let evidence = failure.evidence ?? CrashEvidence()
        let words = kind == .webhook ? ["webhook"] : ["fetch", "media"]
        let function = evidence.function.lowercased()
        // Calls that ran beside the one that ended the process are not to blame.
        guard function.isEmpty || words.contains(where: function.contains) else { return nil }
        self.init(
            at: now,
            reason: failure.message,
            signal: evidence.signal,
            exitCode: evidence.exitCode,
            function: evidence.function.isEmpty ? kind.rawValue : evidence.function,
            hostCalls: evidence.hostCalls,
            output: evidence.output,
            backtrace: evidence.backtrace
        )
    }
}

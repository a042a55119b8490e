/// Says why a call of a plugin did not work.
public struct PluginFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Tells what may be done about a failure.
    public enum Class: Int32, Sendable, Hashable, Codable {
        /// Nonsense was passed: not tried again.
        case argument = -1
        /// Not possible here.
        case unsupported = -2
        /// The configuration is wrong: an administrator is told.
        case configuration = -3
        /// The provider refuses the credentials: the account is paused.
        case credentials = -4
        /// Nothing was done, and it may work later.
        case transient = -5
        /// Too fast: later.
        case rate = -6
        /// No answer in time: it may or may not have been done.
        case timeout = -7
        /// The provider refused this for good.
        case refused = -8
        /// The host wanted it no more.
        case cancelled = -9
        /// Too large or too many.
        case limit = -10
        /// Somebody else changed it first.
        case conflict = -11
        /// A bug.
        case `internal` = -99
        /// The queue of calls is full: answer 503.
        case busy = -1000
        /// The feature was switched off, because it kept hanging.
        case disabled = -1001
        /// The plugin's process ended in mid-call: it may or may not have been done.
        case crashed = -1002
        /// The plugin's process keeps ending and is not started again for now.
        case paused = -1003
    }

    /// The class.
    public var `class`: Class

    /// The provider's own code; empty for none.
    public var code: String

    /// What happened, for people.
    public var message: String

    /// How long to wait before another attempt, in milliseconds; zero when unknown.
    public var retryAfter: Int64

    /// Whether the call never returned: its thread was given up, and its instance with it.
    var isLostThread = false

    /// What is known of the end of the plugin's process, when the class is `crashed`.
    public var evidence: CrashEvidence?

    /// Creates a failure.
    public init(_ class: Class, _ message: String, code: String = "", retryAfter: Int64 = 0) {
        self.class = `class`
        self.message = message
        self.code = code
        self.retryAfter = retryAfter
    }

    /// One line for people.
    public var description: String {
        code.isEmpty ? message : "\(message) (\(code))"
    }
}

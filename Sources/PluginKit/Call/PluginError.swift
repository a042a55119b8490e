import CPluginABI

/// Says why something did not work, in a class that the host acts on.
public struct PluginError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Tells the host what to do next.
    public enum Class: Int32, Sendable, Hashable {
        /// The host passed nonsense: not tried again.
        case argument = -1
        /// Not possible here: not tried again.
        case unsupported = -2
        /// The configuration is wrong: an administrator is told.
        case configuration = -3
        /// The provider refuses the credentials: the account is paused.
        case credentials = -4
        /// Nothing was done, and it may work later: tried again.
        case transient = -5
        /// Too fast: tried again later.
        case rate = -6
        /// No answer in time: it may or may not have been done.
        case timeout = -7
        /// The provider refused this for good.
        case refused = -8
        /// Stopped because the host said so.
        case cancelled = -9
        /// Too large or too many.
        case limit = -10
        /// Somebody else changed it first.
        case conflict = -11
        /// A bug.
        case `internal` = -99
    }

    /// The class.
    public var `class`: Class

    /// The provider's own code; empty for none.
    public var code: String

    /// What happened, for people; without secrets and without a contact's words.
    public var message: String

    /// How long to wait before another attempt, in milliseconds; zero when unknown.
    public var retryAfter: Int64

    /// Creates an error.
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

    /// Throws when a function of the host did not work.
    static func check(_ status: cnx_status?, _ what: @autoclosure () -> String) throws {
        guard let status else { throw PluginError(.unsupported, "the host lacks " + what()) }
        guard status != 0 else { return }
        throw PluginError(Class(rawValue: status) ?? .internal, what() + " did not work")
    }
}

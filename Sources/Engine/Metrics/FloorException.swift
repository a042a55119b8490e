/// Is something out of the ordinary that a supervisor should look at now.
public struct FloorException: Sendable, Hashable {
    /// Says what is out of the ordinary.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A session in service whose contact waits for an answer for too long.
        case silentSession = "silent-session"
        /// A conversation that nobody answered and whose window ends within the hour.
        case windowEnding = "window-ending"
        /// An agent who is available and has had no connection for over five minutes.
        case ghost
        /// An agent whose pause lasts longer than its reason allows.
        case pauseOverLimit = "pause-over-limit"
    }

    /// What it is.
    public var kind: Kind

    /// Since when it is so; of a window, when it ends.
    public var moment: Timestamp

    /// The session, when it is about one.
    public var session: ID<Session>?

    /// The agent, when it is about one or one serves the session.
    public var agent: ID<Agent>?

    /// The team of the session.
    public var team: ID<Team>?

    /// The channel of the session.
    public var channel: ID<Channel>?

    /// After how many seconds without a connection an available agent is a ghost.
    public static let ghostSeconds: Int64 = 300

    /// After how many seconds without our answer a session in service is silent.
    public static let silenceSeconds: Int64 = 600

    /// How many seconds before its end a window is about to end.
    public static let windowSeconds: Int64 = 3_600
}

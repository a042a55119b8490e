/// Is one uninterrupted stretch of a session in one phase, with one team and at most one agent.
///
/// Every figure is computed from legs. The legs of an open session leave no gap and never overlap.
public struct Leg: Sendable, Hashable, Codable {
    /// Says why a leg began.
    public enum Start: String, Sendable, Hashable, Codable {
        case new
        case flow
        case answered
        case transfer
        case overflowUnavailable = "overflow-unavailable"
        case overflowWait = "overflow-wait"
        case overflowHours = "overflow-hours"
        case requeue
        case distributed
        case reservationReturned = "reservation-returned"
        case reopen
        case outbound
    }

    /// Says why a leg ended.
    public enum End: String, Sendable, Hashable, Codable {
        case handedToTeam = "handed-to-team"
        case answered
        case transferred
        case overflow
        case requeued
        case distributed
        case closedByAgent = "closed-by-agent"
        case closedByContact = "closed-by-contact"
        case closedByInactivity = "closed-by-inactivity"
        case closedByFlow = "closed-by-flow"
        case closedByAdministrator = "closed-by-administrator"
    }

    /// The id.
    public let id: ID<Leg>

    /// The phase, never `closed`.
    public let phase: Session.Phase

    /// The team, unless the session is with the flow.
    public let team: ID<Team>?

    /// The agent who serves.
    public let agent: ID<Agent>?

    /// The agent for whom a waiting session is kept.
    public let reservedFor: ID<Agent>?

    /// When it began.
    public let startedAt: Timestamp

    /// Why it began.
    public let start: Start

    /// When it ended; `nil` while it runs.
    public var endedAt: Timestamp?

    /// Why it ended; `nil` while it runs.
    public var end: End?

    /// The leg as it is once it ended; never before it began, however clocks were set.
    func ended(_ end: End, at now: Timestamp) -> Leg {
        var leg = self
        leg.endedAt = max(now, startedAt)
        leg.end = end
        return leg
    }

    /// Creates a running leg.
    public init(
        id: ID<Leg>,
        phase: Session.Phase,
        team: ID<Team>? = nil,
        agent: ID<Agent>? = nil,
        reservedFor: ID<Agent>? = nil,
        startedAt: Timestamp,
        start: Start
    ) {
        self.id = id
        self.phase = phase
        self.team = team
        self.agent = agent
        self.reservedFor = reservedFor
        self.startedAt = startedAt
        self.start = start
    }
}

/// Is what boards show of the present moment; every count is of sessions a viewer may see.
public struct LiveFigures: Sendable, Hashable {
    /// Sessions with the flow.
    public var navigating = 0
    /// Sessions in queues.
    public var waiting = 0
    /// Sessions with agents.
    public var inService = 0
    /// When the oldest open queue episode began.
    public var oldestWaitingSince: Timestamp?
    /// Open episodes past 80 % of their team's target.
    public var atRisk = 0
    /// Open episodes past their team's target.
    public var overdue = 0
    /// The places left with available agents; agents without a limit count none.
    public var freeSlots = 0
    /// Available agents below their limit.
    public var agentsAvailable = 0
    /// Available agents at their limit.
    public var agentsBusy = 0
    /// Paused agents.
    public var agentsPaused = 0
    /// Agents not at work.
    public var agentsOffline = 0
    /// Available agents without a connection for over five minutes; they are in the counts above
    /// too.
    public var agentsGhost = 0
    /// Paused agents whose pause lasts longer than its reason allows.
    public var pausesOverLimit = 0
    /// Sessions in service whose contact waits for an answer for too long.
    public var silent = 0
    /// Conversations that nobody answered and whose messaging window ends within the hour.
    public var windowsEnding = 0
    /// Outbound messages that failed or whose fate is unknown, today.
    public var messagesFailed = 0
    /// Active channels that do not work; the floor does not know them, whoever reads it adds them.
    public var channelsDegraded = 0

    /// Creates figures of an empty floor.
    public init() {}
}

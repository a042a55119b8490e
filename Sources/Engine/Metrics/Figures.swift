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
    /// Conversations in service whose messaging window ends within the hour.
    public var windowsEnding = 0
    /// Outbound messages that failed or whose fate is unknown, today.
    public var messagesFailed = 0

    /// Creates figures of an empty floor.
    public init() {}
}

/// Is what happened in a period, as sums and counts from which means come.
public struct PeriodFigures: Sendable, Hashable {
    /// Sessions that began.
    public var started = 0
    /// Sessions that were closed.
    public var closed = 0
    /// Closed sessions with at least one service leg.
    public var served = 0
    /// Closed sessions that ended in success.
    public var success = 0
    /// Closed sessions that were lost.
    public var lost = 0
    /// Inbound queue episodes that ended.
    public var offered = 0
    /// Inbound queue episodes that an agent answered.
    public var answered = 0
    /// Inbound queue episodes that the contact or time ended.
    public var abandoned = 0
    /// Abandoned episodes on live channels shorter than the team's short limit.
    public var abandonedShort = 0
    /// Episodes answered within their team's target.
    public var answeredInTarget = 0
    /// The waits of answered episodes in milliseconds, sorted.
    public var waits: [Int64] = []
    /// The service times of closed sessions in milliseconds, sorted.
    public var handles: [Int64] = []
    /// The first responses in milliseconds, sorted.
    public var firstResponses: [Int64] = []
    /// Messages of contacts.
    public var messagesIn = 0
    /// Messages of ours.
    public var messagesOut = 0
    /// Wait legs that a rule ended.
    public var overflowed = 0
    /// Sessions with at least one transfer by a person.
    public var transferred = 0

    /// Creates figures of an empty period.
    public init() {}

    /// Answered in target against answered and abandoned; `nil` when there is none of them.
    public var serviceLevel: Double? {
        let base = answered + abandoned - abandonedShort
        return base > 0 ? Double(answeredInTarget) / Double(base) : nil
    }

    /// Abandoned against answered and abandoned; `nil` when there is none of them.
    public var abandonRate: Double? {
        let lostWaits = abandoned - abandonedShort
        let base = answered + lostWaits
        return base > 0 ? Double(lostWaits) / Double(base) : nil
    }

    /// The mean of durations in milliseconds; `nil` for none.
    public static func mean(_ values: [Int64]) -> Int64? {
        values.isEmpty ? nil : values.reduce(0, +) / Int64(values.count)
    }

    /// The nearest-rank percentile of sorted durations; `nil` for none.
    public static func percentile(_ percent: Int, of sorted: [Int64]) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[max(1, rank) - 1]
    }
}

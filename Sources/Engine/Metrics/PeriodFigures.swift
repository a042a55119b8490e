/// Is what happened in a period, as sums and counts from which means and rates come.
///
/// The lists are the values themselves, for percentiles; every mean comes from an `Amount`.
public struct PeriodFigures: Sendable, Hashable {
    /// Sessions that began.
    public var started = 0
    /// Sessions whose last close was in the period.
    public var closed = 0
    /// Sessions that were open at any instant.
    public var active = 0
    /// Sessions that were opened again.
    public var reopened = 0
    /// Closed sessions with at least one service leg.
    public var served = 0
    /// Closed sessions that ended in success.
    public var success = 0
    /// Closed sessions that were lost.
    public var lost = 0
    /// Closed sessions with at least one transfer by a person.
    public var transferred = 0
    /// The time from start to close of closed sessions, without what lay between close and
    /// reopening.
    public var resolution = Amount()

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
    /// What the service level is held against: answered ones, and abandoned ones that were not
    /// short where the team counts them.
    public var levelBase = 0
    /// The waits of answered episodes.
    public var wait = Amount()
    /// The same, counting only the team's business hours.
    public var waitBusiness = Amount()
    /// The waits of answered episodes in milliseconds, sorted.
    public var waits: [Int64] = []
    /// The waits of abandoned episodes in milliseconds, sorted.
    public var abandonedWaits: [Int64] = []

    /// Wait legs that ended.
    public var waitLegs = 0
    /// Wait legs that a rule ended because nobody was available.
    public var overflowedUnavailable = 0
    /// Wait legs that a rule ended because they were too long.
    public var overflowedWait = 0
    /// Wait legs that a rule ended because the team was out of its hours.
    public var overflowedHours = 0
    /// Sessions that a rule brought to the team.
    public var overflowsTaken = 0

    /// The service times: of closed sessions, or by agent each of the agent's own legs.
    public var handle = Amount()
    /// The same, counting only what has a message of either side within five minutes.
    public var handleActive = Amount()
    /// The service times in milliseconds, sorted.
    public var handles: [Int64] = []
    /// The first responses.
    public var firstResponse = Amount()
    /// The same, counting only the team's business hours.
    public var firstResponseBusiness = Amount()
    /// The first responses in milliseconds, sorted.
    public var firstResponses: [Int64] = []
    /// The responses.
    public var response = Amount()
    /// The same, counting only the team's business hours.
    public var responseBusiness = Amount()
    /// The responses in milliseconds, sorted.
    public var responses: [Int64] = []

    /// The time that agents were available, in milliseconds.
    public var availableTime: Int64 = 0
    /// The part of it in which they had at least one session in service.
    public var occupiedTime: Int64 = 0
    /// The service times that fall into it, of agents with a limit of sessions.
    public var utilisedTime: Int64 = 0
    /// The time that agents with a limit were available, times their limit.
    public var capacityTime: Int64 = 0
    /// The time on pauses by reason, in milliseconds.
    public var pauses: [String: Int64] = [:]

    /// The ratings: how many, and their stars.
    public var ratings = Amount()
    /// How often a rating was asked for.
    public var ratingsAsked = 0
    /// Messages of contacts.
    public var messagesIn = 0
    /// Messages of ours.
    public var messagesOut = 0
    /// Messages of ours that did not arrive, as it stands now.
    public var messagesFailed = 0
    /// Messages of ours whose fate is unknown, as it stands now.
    public var messagesUnknown = 0

    /// Creates figures of an empty period.
    public init() {}

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

extension PeriodFigures {
    /// Answered in target against what the teams' service levels count; `nil` for nothing.
    public var serviceLevel: Double? { Self.rate(answeredInTarget, of: levelBase) }

    /// Abandoned against answered and abandoned, short ones left out of both; `nil` for none.
    public var abandonRate: Double? {
        let lostWaits = abandoned - abandonedShort
        return Self.rate(lostWaits, of: answered + lostWaits)
    }

    /// Wait legs that a rule ended by moving the session.
    public var overflowed: Int { overflowedUnavailable + overflowedWait + overflowedHours }

    /// Overflows against wait legs that ended; `nil` for none.
    public var overflowRate: Double? { Self.rate(overflowed, of: waitLegs) }

    /// Sessions with a transfer against sessions served; `nil` for none.
    public var transferRate: Double? { Self.rate(transferred, of: served) }

    /// Time with a session while available against time available; `nil` when nobody was.
    public var occupancy: Double? {
        availableTime > 0 ? Double(occupiedTime) / Double(availableTime) : nil
    }

    /// Service time while available against what the limits allow; `nil` without limits.
    public var utilisation: Double? {
        capacityTime > 0 ? Double(utilisedTime) / Double(capacityTime) : nil
    }

    /// The time on pauses, in milliseconds.
    public var pauseTime: Int64 { pauses.values.reduce(0, +) }

    /// Ratings against how often one was asked for; `nil` when none was.
    public var ratingRate: Double? { Self.rate(ratings.count, of: ratingsAsked) }

    private static func rate(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }
}

extension PeriodFigures {
    /// The value of a metric by its id: durations in milliseconds, rates from 0 to 1.
    ///
    /// `nil` where there is nothing to measure, and for metrics that are not of a period.
    public func value(of metric: String) -> Double? {
        if let count = Self.counts[metric] { return Double(count(self)) }
        if let rate = Self.rates[metric] { return rate(self) }
        if let duration = Self.durations[metric] { return duration(self).map(Double.init) }
        return nil
    }

    /// The counts by the ids of their metrics.
    public static let counts: [String: @Sendable (PeriodFigures) -> Int] = [
        "sessions_started": { $0.started },
        "sessions_closed": { $0.closed },
        "sessions_active": { $0.active },
        "sessions_reopened": { $0.reopened },
        "served": { $0.served },
        "success": { $0.success },
        "lost": { $0.lost },
        "transferred": { $0.transferred },
        "offered": { $0.offered },
        "answered": { $0.answered },
        "abandoned": { $0.abandoned },
        "abandoned_short": { $0.abandonedShort },
        "answered_in_target": { $0.answeredInTarget },
        "overflowed": { $0.overflowed },
        "overflowed_unavailable": { $0.overflowedUnavailable },
        "overflowed_wait": { $0.overflowedWait },
        "overflowed_hours": { $0.overflowedHours },
        "overflows_taken": { $0.overflowsTaken },
        "ratings": { $0.ratings.count },
        "ratings_asked": { $0.ratingsAsked },
        "messages_in": { $0.messagesIn },
        "messages_out": { $0.messagesOut },
        "messages_failed": { $0.messagesFailed },
        "messages_unknown": { $0.messagesUnknown },
    ]

    /// The rates and the mean of ratings by the ids of their metrics.
    public static let rates: [String: @Sendable (PeriodFigures) -> Double?] = [
        "service_level": { $0.serviceLevel },
        "abandon_rate": { $0.abandonRate },
        "overflow_rate": { $0.overflowRate },
        "transfer_rate": { $0.transferRate },
        "occupancy": { $0.occupancy },
        "utilisation": { $0.utilisation },
        "rating_mean": { $0.ratings.exactMean },
        "rating_rate": { $0.ratingRate },
    ]

    /// The durations in milliseconds by the ids of their metrics.
    public static let durations: [String: @Sendable (PeriodFigures) -> Int64?] = [
        "wait_mean": { $0.wait.mean },
        "wait_business_mean": { $0.waitBusiness.mean },
        "wait_p50": { percentile(50, of: $0.waits) },
        "wait_p90": { percentile(90, of: $0.waits) },
        "handle_mean": { $0.handle.mean },
        "handle_p50": { percentile(50, of: $0.handles) },
        "handle_p90": { percentile(90, of: $0.handles) },
        "handle_active_mean": { $0.handleActive.mean },
        "first_response_mean": { $0.firstResponse.mean },
        "first_response_business_mean": { $0.firstResponseBusiness.mean },
        "first_response_p50": { percentile(50, of: $0.firstResponses) },
        "first_response_p90": { percentile(90, of: $0.firstResponses) },
        "response_mean": { $0.response.mean },
        "response_business_mean": { $0.responseBusiness.mean },
        "response_p50": { percentile(50, of: $0.responses) },
        "response_p90": { percentile(90, of: $0.responses) },
        "resolution_mean": { $0.resolution.mean },
        "available_time": { $0.availableTime },
        "pause_time": { $0.pauseTime },
    ]
}

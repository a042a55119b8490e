import Engine

// What happens to sessions, legs and episodes as the figures count it.

extension Projector {
    /// How far from a message a service is still active, in milliseconds.
    private static let activity: Int64 = 300_000

    /// Counts what an event takes back, before it is folded.
    func measure(before event: Event, _ row: SessionRow, at now: Timestamp) throws {
        switch event {
        case .sessionReopened(let session):
            // The close that was no end is out of the sums; the last one will count.
            count(closeOf: row, times: -1)
            rollup.add(.reopened, at: session.leg.startedAt, for: session.owner)
        case .ratingAsked:
            rollup.add(.ratingsAsked, at: now, for: row.session.owner)
        case .rated(_, let stars):
            let before = row.session.rating
            try write(stars, of: row.session, at: now)
            rollup.add(
                .ratings,
                at: now,
                for: row.session.owner,
                count: before == nil ? 1 : 0,
                sum: Int64(stars - (before ?? 0))
            )
        default:
            return
        }
    }

    /// Counts what an event brought, after it was folded.
    func measure(after event: Event, _ row: SessionRow, _ before: Rollup.Owner) {
        let owner = row.session.owner
        if owner != before {
            // A session began for whoever had it last.
            rollup.add(.started, at: row.session.startedAt, for: before, count: -1)
            rollup.add(.started, at: row.session.startedAt, for: owner)
        }
        if case .sessionClosed = event { count(closeOf: row, times: 1) }
    }

    /// Counts the end of a leg.
    func measure(end leg: Leg, before next: Leg?, active: Int64, on channel: ID<Channel>) {
        guard let endedAt = leg.endedAt else { return }
        switch leg.phase {
        case .waiting:
            let owner = Rollup.Owner(team: leg.team, channel: channel)
            rollup.add(.waitLegs, at: endedAt, for: owner)
            guard leg.end == .overflow, let next, let measure = next.start.overflow else { return }
            rollup.add(measure, at: endedAt, for: owner)
            let taker = Rollup.Owner(team: next.team, channel: channel)
            rollup.add(.overflowsTaken, at: endedAt, for: taker)
        case .inService:
            let owner = Rollup.Owner(team: leg.team, channel: channel, agent: leg.agent)
            let time = endedAt.since(leg.startedAt)
            rollup.add(.agentHandle, at: endedAt, for: owner, sum: time)
            rollup.add(.agentHandleActive, at: endedAt, for: owner, sum: active)
        case .selfService, .closed:
            return
        }
    }

    /// Counts the end of an inbound episode, by the rules of the team that it counts for.
    func measure(_ ended: SessionTally.EndedEpisode, on channel: ID<Channel>) throws {
        let owner = Rollup.Owner(team: ended.team, channel: channel, agent: ended.agent)
        let terms = try rules.terms(of: ended.team, scribe.db)
        let rhythm = try rules.rhythm(of: channel, scribe.db)
        let business = rules.business(terms, from: ended.since, to: ended.at)
        // The terms it is judged by stay with it: a team's may change.
        try scribe.run(
            """
            UPDATE episode SET target = ?, short_limit = ?, counts_abandoned = ?, rhythm = ?,
                business = ? WHERE id = ?
            """,
            terms.target,
            terms.shortLimit,
            terms.countsAbandoned,
            rhythm.rawValue,
            business,
            ended.id
        )
        let wait = ended.at.since(ended.since)
        rollup.add(.offered, at: ended.at, for: owner)
        switch ended.end {
        case .answered:
            rollup.add(.answered, at: ended.at, for: owner)
            rollup.add(.levelBase, at: ended.at, for: owner)
            rollup.add(.wait, at: ended.at, for: owner, sum: wait)
            rollup.add(.waitBusiness, at: ended.at, for: owner, sum: business)
            // Deferred channels measure in business hours.
            guard (rhythm == .deferred ? business : wait) <= terms.target else { return }
            rollup.add(.answeredInTarget, at: ended.at, for: owner)
        case .abandoned:
            rollup.add(.abandoned, at: ended.at, for: owner)
            if rhythm == .live, wait < terms.shortLimit {
                rollup.add(.abandonedShort, at: ended.at, for: owner)
            } else if terms.countsAbandoned {
                rollup.add(.levelBase, at: ended.at, for: owner)
            }
        case .withdrawn:
            return
        }
    }

    /// Counts a message for who has the session now, an answer for its author.
    func count(_ message: Message, for owner: Rollup.Owner) {
        var owner = owner
        guard message.direction == .outbound else {
            return rollup.add(.messagesIn, at: message.at, for: owner)
        }
        if case .agent(let author) = message.author {
            owner.agent = author
        } else {
            owner.agent = nil
        }
        rollup.add(.messagesOut, at: message.at, for: owner)
    }

    /// Counts a stretch of time twice: as it is, and within the hours of the owner's team.
    func add(
        _ measure: Measure,
        _ business: Measure,
        from start: Timestamp,
        to end: Timestamp,
        for owner: Rollup.Owner
    ) throws {
        let terms = try rules.terms(of: owner.team, scribe.db)
        rollup.add(measure, at: end, for: owner, sum: end.since(start))
        let time = rules.business(terms, from: start, to: end)
        rollup.add(business, at: end, for: owner, sum: time)
    }

    /// What of a service leg that ended has a message of either side within five minutes; `nil` for
    /// other legs.
    func active(_ leg: Leg, of session: ID<Session>) throws -> Int64? {
        guard leg.phase == .inService, let endedAt = leg.endedAt else { return nil }
        let start = leg.startedAt.milliseconds
        let end = endedAt.milliseconds
        let moments: [Int64] = try scribe.all(
            "SELECT at FROM message WHERE session = ? AND at >= ? AND at <= ? ORDER BY at",
            session,
            start - Self.activity,
            end
        ) { $0[0] }
        var counted = start
        var time: Int64 = 0
        for moment in moments {
            let from = max(counted, moment - Self.activity)
            let to = min(end, moment + Self.activity)
            guard from < to else { continue }
            time += to - from
            counted = to
        }
        return time
    }

    /// Writes a rating for who has the session; one that is given again keeps its moment.
    private func write(_ stars: Int, of session: Session, at now: Timestamp) throws {
        try scribe.run(
            """
            INSERT INTO rating (session, team, channel, agent, at, stars) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (session) DO UPDATE SET stars = excluded.stars
            """,
            session.id,
            session.team,
            session.channel,
            session.agent,
            now,
            stars
        )
    }

    private func count(closeOf row: SessionRow, times: Int) {
        let session = row.session
        guard let closedAt = session.closedAt else { return }
        let owner = session.owner
        let sign = Int64(times)
        func add(_ measure: Measure, _ sum: Int64 = 0) {
            rollup.add(measure, at: closedAt, for: owner, count: times, sum: sign * sum)
        }
        add(.closed)
        add(session.outcome == .success ? .success : .lost)
        add(.resolution, closedAt.since(session.startedAt) - session.closedMilliseconds)
        if row.tally.transfers > 0 { add(.transferred) }
        guard let handle = row.tally.handle else { return }
        add(.served)
        add(.handle, handle)
        add(.handleActive, row.tally.active)
    }
}

extension Session {
    /// Who has the session, or had it last.
    var owner: Rollup.Owner { Rollup.Owner(team: team, channel: channel, agent: agent) }
}

extension Leg.Start {
    /// The measure of the rule that moved a session here; `nil` for what is no overflow.
    fileprivate var overflow: Measure? {
        switch self {
        case .overflowUnavailable: .overflowedUnavailable
        case .overflowWait: .overflowedWait
        case .overflowHours: .overflowedHours
        default: nil
        }
    }
}

internal import OrderedCollections

extension Floor {
    /// The session of the address that a message begins again, as it stands then; `nil` when the
    /// message begins a new one.
    ///
    /// It was closed in a team's hands and not long ago, by the provider's time of the message: what
    /// an outage of the provider held back is not late. Letters come back by their thread alone.
    func reopened(
        by inbound: Inbound,
        for writer: Correspondent,
        on channel: Channel,
        facts: Facts,
        at moment: inout Moment
    ) -> Session? {
        guard var session = facts.lastClosed, session.phase == .closed,
            session.channel == channel.id, let closedAt = session.closedAt,
            let last = session.team
        else { return nil }
        let isDeferred = channel.capabilities.rhythm == .deferred
        if isDeferred {
            guard !inbound.thread.isEmpty, session.thread == inbound.thread else { return nil }
        }
        let rules = (teams[last] ?? teams[channel.team])?.rules ?? TeamRules()
        let patience = isDeferred ? rules.deferredReopenSeconds : rules.reopenSeconds
        let now = moment.now
        guard patience > 0, inbound.sent(before: now).since(closedAt) <= patience * 1_000,
            now.since(closedAt) <= (patience + Self.reopeningOutage) * 1_000
        else { return nil }
        let team = teams[last]?.isActive == true ? last : channel.team
        session.begin(again: team, at: &moment)
        session.closedMilliseconds += max(0, now.since(closedAt))
        session.contact = writer.id
        session.heardFrom = writer.heardFrom
        session.contactName = writer.name
        session.contactGroups = facts.contact?.groups ?? session.contactGroups
        session.contactFields = facts.contact?.fields ?? session.contactFields
        session.windowEndsAt = facts.windowEndsAt
        session.humanWindowEndsAt = facts.humanWindowEndsAt
        return session
    }

    /// For how long an outage may keep a message from opening its session again, in seconds.
    private static let reopeningOutage: Int64 = 86_400
}

extension Session {
    /// Puts a closed session into a team's queue, as new but for what is known of it.
    fileprivate mutating func begin(again team: ID<Team>, at moment: inout Moment) {
        let now = max(moment.now, closedAt ?? moment.now)
        leg = Leg(
            id: moment.ids.next(at: moment.now),
            phase: .waiting,
            team: team,
            startedAt: now,
            start: .reopen
        )
        phase = .waiting
        self.team = team
        agent = nil
        reservedFor = nil
        waitingSince = now
        teamSince = now
        serviceSince = nil
        closedAt = nil
        outcome = nil
        reopenings += 1
        overflow = nil
        letGoBy = nil
        isPlacedByPerson = false
        trail = []
        isSettled = false
        flow = nil
        warnedAt = nil
        contactSilentSince = nil
        agentSilentSince = nil
    }
}

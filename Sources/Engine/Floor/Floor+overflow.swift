internal import OrderedCollections

extension Floor {
    /// Applies the rule of a team that is out of its hours to a session that enters its queue.
    ///
    /// Who comes from outside may be sent away; who was here already, and comes by overflow, is moved
    /// on or waits. What a person puts into a queue stays there.
    func turnAway(after cause: Agenda.Cause, at moment: inout Moment) -> [Event] {
        guard let (session, comesFromOutside) = entered(by: cause),
            let team = session.team.flatMap({ teams[$0] }),
            !isInHours(team, at: moment.now)
        else { return [] }
        switch team.rules.outOfHours {
        case .wait:
            return []
        case .overflow(let target):
            return overflowing(session, to: target, because: .overflowHours, at: &moment)
        case .close:
            guard comesFromOutside else { return [] }
            return said(.outOfHours, to: session, at: &moment)
                + ended(
                    session,
                    because: .closedByFlow,
                    outcome: .lost,
                    isSilent: true,
                    at: &moment
                )
        }
    }

    /// The session that an event brought into a queue, where no person put it.
    private func entered(
        by cause: Agenda.Cause
    ) -> (session: Session, comesFromOutside: Bool)? {
        let id: ID<Session>
        let leg: ID<Leg>
        var comesFromOutside = true
        switch cause.event {
        case .sessionReopened(let reopened):
            (id, leg) = (reopened.id, reopened.leg.id)
        case .legChanged(let changed, _, let began) where began.phase == .waiting:
            (id, leg) = (changed, began.id)
            switch began.start {
            case .flow: break
            case .overflowUnavailable, .overflowWait, .overflowHours: comesFromOutside = false
            default: return nil
            }
        default:
            return nil
        }
        guard let session = sessions[id], session.phase == .waiting, session.leg.id == leg else {
            return nil
        }
        return (session, comesFromOutside)
    }

    /// Tells whether a team works at a moment; one without hours always does.
    func isInHours(_ team: Team, at now: Timestamp) -> Bool {
        team.rules.hours.flatMap { hours[$0] }?.isOpen(at: now) ?? true
    }
}

extension Floor {
    /// Moves on what waits for teams of which nobody is there.
    ///
    /// A session that a person put into a queue stays in it, and so does one that overflow has led
    /// in a circle. A team to which sessions were moved may itself have nobody: it is asked next.
    mutating func yieldQueues<Failure: Error>(
        upTo left: inout Int,
        at moment: inout Moment,
        record: ([Event], Actor) throws(Failure) -> Void
    ) throws(Failure) {
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            for team in index.yielding where lines.count(of: team) > 0 {
                guard isUnavailable(team, at: moment.now) else { continue }
                let target = teams[team]?.rules.overflow.unavailable
                for place in lines[team].places {
                    guard left > 0 else { return }
                    guard let session = sessions[place.session], session.team == team,
                        !session.isPlacedByPerson
                    else { continue }
                    let events = overflowing(
                        session,
                        to: target,
                        because: .overflowUnavailable,
                        at: &moment
                    )
                    guard !events.isEmpty else { continue }
                    left -= 1
                    hasMoved = true
                    try settle(events, by: .system, at: &moment, record: record)
                }
            }
        }
    }

    /// Tells whether nobody of a team has been there for as long as its rule says.
    ///
    /// Agents who are there and hold as many sessions as they may are busy, not absent. Outside its
    /// hours a team is not missed.
    func isUnavailable(_ id: ID<Team>, at now: Timestamp) -> Bool {
        guard let team = teams[id], isInHours(team, at: now),
            let since = unavailableSince(id)
        else { return false }
        return now.since(since) >= team.rules.overflow.unavailableSeconds * 1_000
    }

    /// Since when nobody of a team is there; `nil` while somebody is.
    ///
    /// It is since the last change of any of them; for ever when nobody ever was.
    func unavailableSince(_ team: ID<Team>) -> Timestamp? {
        var since = Timestamp(milliseconds: 0)
        for member in index.crews[team] ?? [] {
            guard let state = presences[member.agent] else { continue }
            if state.presence == .available { return nil }
            since = max(since, state.since)
        }
        return since
    }

    /// Moves a waiting session to where a rule of its team leads.
    func overflowing(
        _ session: Session,
        to target: ID<Team>?,
        because start: Leg.Start,
        at moment: inout Moment
    ) -> [Event] {
        guard let team = destination(of: session, to: target) else { return [] }
        let next = Stretch(phase: .waiting, team: team, start: start)
        return [session.moved(to: next, because: .overflow, at: &moment)]
    }

    /// Where a rule moves a waiting session; `nil` when it stays.
    ///
    /// A target that cannot take it, or that it came through in this wait, ends the way: the session
    /// goes back to where the way began and is moved by no rule again.
    func destination(of session: Session, to target: ID<Team>?) -> ID<Team>? {
        guard session.phase == .waiting, !session.isSettled, let here = session.team else {
            return nil
        }
        if let target, target != here, !session.trail.contains(target), takesOverflow(target) {
            return target
        }
        let isDeadEnd = target != nil || index.crews[here] == nil
        guard isDeadEnd, let origin = session.trail.first, origin != here, teams[origin] != nil
        else { return nil }
        return origin
    }

    /// Tells whether somebody could ever see a session in a team's queue.
    private func takesOverflow(_ team: ID<Team>) -> Bool {
        teams[team]?.isActive == true && index.crews[team] != nil
    }
}

internal import OrderedCollections

/// Is what time makes due for a session.
enum Duty: Sendable {
    /// What was kept for an agent goes back to the team.
    case returnReservation
    /// It waited too long here: another team may have it.
    case overflow
    /// It waited too long at all: it is lost.
    case giveUp
    /// The contact is warned of the close.
    case warn
    /// The contact was silent too long: it is closed.
    case close
    /// The agent was silent too long: it goes back to the queue.
    case requeue
    /// The agent was silent too long, where the team wants such sessions closed.
    case closeUnanswered

    /// Whether it waits when time jumped, until everyone could catch up.
    fileprivate var isGrave: Bool {
        switch self {
        case .returnReservation, .overflow, .warn: false
        case .giveUp, .close, .requeue, .closeUnanswered: true
        }
    }
}

extension Floor {
    /// The duty that is next for a session, with its moment; `nil` when time changes nothing.
    ///
    /// Everything it hangs on is in the session, the presences and the rules, so that a floor read
    /// from disk has the same. `mayOverflow` says that a queue is there to take it.
    func nextDuty(of standing: Standing, mayOverflow: Bool) -> (at: Timestamp, duty: Duty)? {
        var next: (at: Timestamp, duty: Duty)?
        func consider(_ duty: Duty, after milliseconds: Int64, from start: Timestamp?) {
            guard milliseconds > 0, let start else { return }
            var at = Timestamp(milliseconds: start.milliseconds + milliseconds)
            if duty.isGrave, let calm = watch.calmUntil { at = max(at, calm) }
            if next.map({ at < $0.at }) ?? true { next = (at, duty) }
        }
        func considerSilence(_ warning: Int64, _ closing: Int64) {
            if let warned = standing.warnedAt {
                consider(.close, after: closing, from: warned)
            } else if warning > 0 {
                consider(.warn, after: warning, from: standing.contactSilentSince)
            } else {
                consider(.close, after: closing, from: standing.contactSilentSince)
            }
        }
        let isDeferred = index.deferred.contains(standing.channel)
        switch standing.phase {
        case .selfService:
            guard let clock = standing.flow.flatMap({ index.flowClocks[$0] }), !isDeferred else {
                return nil
            }
            considerSilence(clock.warning, clock.closing)
        case .waiting:
            guard let clock = standing.team.flatMap({ index.clocks[$0] }) else { return nil }
            if standing.holder != nil {
                consider(.returnReservation, after: clock.reservation, from: standing.legSince)
            }
            if mayOverflow {
                consider(.overflow, after: clock.waitLimit, from: standing.teamSince)
            }
            if !isDeferred {
                consider(.giveUp, after: clock.queueLimit, from: standing.waitingSince)
            }
        case .inService:
            guard let clock = standing.team.flatMap({ index.clocks[$0] }) else { return nil }
            if !isDeferred { considerSilence(clock.warning, clock.closing) }
            if let silent = standing.agentSilentSince, let since = standing.serviceSince {
                let duty = clock.closesUnanswered ? Duty.closeUnanswered : .requeue
                if duty == .requeue || !isDeferred {
                    consider(duty, after: clock.requeueSilent, from: max(silent, since))
                }
            }
            if clock.requeueOffline > 0, let gone = absence(from: standing) {
                consider(.requeue, after: clock.requeueOffline, from: gone)
            }
        case .closed:
            return nil
        }
        return next
    }

    /// Sees to it that a session is looked at when something may be due for it.
    mutating func schedule(_ id: ID<Session>, _ standing: Standing) {
        let next = nextDuty(of: standing, mayOverflow: !standing.isSettled)
        if let next { timers.set(id, at: next.at) }
    }

    /// The same for a session by its id.
    mutating func schedule(_ id: ID<Session>) {
        if let standing = sessions[id]?.standing { schedule(id, standing) }
    }

    /// The same for all sessions, after the rules changed.
    mutating func scheduleAll() {
        timers.forgetAll()
        for (id, session) in sessions { schedule(id, session.standing) }
    }

    /// Since when the agent who serves a session is offline; `nil` while they are not.
    private func absence(from standing: Standing) -> Timestamp? {
        guard let agent = standing.agent, let since = standing.serviceSince else { return nil }
        guard let state = presences[agent] else { return since }
        return state.presence == .offline ? max(state.since, since) : nil
    }
}

extension Floor {
    /// How many duties are done at one tick; the rest is done at the next.
    private static let dutiesPerTick = 500

    /// Does what has become due, one thing after the other, each on what those before it left.
    mutating func letTimePass<Failure: Error>(
        at moment: inout Moment,
        record: ([Event], Actor) throws(Failure) -> Void
    ) throws(Failure) {
        // Ids hold the time of their making; without open sessions there is nobody to surprise.
        let lastSign = Timestamp(
            milliseconds: sessions.isEmpty ? moment.now.milliseconds : lastID >> 22
        )
        if watch.look(at: moment.now, after: lastSign) { scheduleAll() }
        var left = Self.dutiesPerTick
        for agent in absentAgents(at: moment.now).prefix(left) {
            left -= 1
            let events = goneOffline(agent, at: &moment)
            try settle(events, by: .system, at: &moment, record: record)
        }
        try yieldQueues(upTo: &left, at: &moment, record: record)
        while left > 0, let (id, setFor) = timers.next(at: moment.now) {
            guard let session = sessions[id] else { continue }
            let target = session.team.flatMap { teams[$0]?.rules.overflow.waitLimit }
            let mayOverflow = destination(of: session, to: target) != nil
            guard let next = nextDuty(of: session.standing, mayOverflow: mayOverflow) else {
                continue
            }
            // The moment moved on since the alarm was set: what is due before comes first.
            guard next.at <= setFor else {
                timers.set(id, at: next.at)
                continue
            }
            left -= 1
            let events = done(next.duty, for: session, at: &moment)
            try settle(events, by: .system, at: &moment, record: record)
        }
    }

    /// What happens when a duty is done.
    private func done(_ duty: Duty, for session: Session, at moment: inout Moment) -> [Event] {
        switch duty {
        case .returnReservation:
            return [session.returned(at: &moment)]
        case .overflow:
            let target = session.team.flatMap { teams[$0]?.rules.overflow.waitLimit }
            return overflowing(session, to: target, because: .overflowWait, at: &moment)
        case .warn:
            return warned(session, at: &moment)
        case .requeue:
            let next = Stretch(phase: .waiting, team: session.team, start: .requeue)
            return [session.moved(to: next, because: .requeued, at: &moment)]
        case .giveUp, .close, .closeUnanswered:
            return timedOut(session, at: &moment)
        }
    }
}

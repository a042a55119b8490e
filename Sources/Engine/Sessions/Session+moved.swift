/// Is what a session's next leg is like.
struct Stretch {
    var phase: Session.Phase
    var team: ID<Team>?
    var agent: ID<Agent>?
    var reservedFor: ID<Agent>?
    var start: Leg.Start
}

extension Session {
    /// The change from the running leg to the next, which begins at the very moment that ends it.
    func moved(to next: Stretch, because end: Leg.End, at moment: inout Moment) -> Event {
        let ended = leg.ended(end, at: moment.now)
        let began = Leg(
            id: moment.ids.next(at: moment.now),
            phase: next.phase,
            team: next.team,
            agent: next.agent,
            reservedFor: next.reservedFor,
            startedAt: ended.endedAt ?? moment.now,
            start: next.start
        )
        return .legChanged(id, ended: ended, began: began)
    }

    /// The agent who has it to themselves: serving it, or waited for while it is kept for them.
    func isHeld(by agent: ID<Agent>) -> Bool {
        holder == agent
    }
}

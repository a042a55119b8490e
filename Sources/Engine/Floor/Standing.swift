/// Is where a session stands in the tables of a floor: what its place and its next duty hang on.
///
/// It is read off a session where that is kept, since a copy of a whole session costs more.
struct Standing: Sendable {
    let phase: Session.Phase
    let channel: ID<Channel>
    let team: ID<Team>?
    let agent: ID<Agent>?
    let holder: ID<Agent>?
    let flow: ID<FlowVersion>?
    let leg: ID<Leg>
    let legSince: Timestamp
    let waitingSince: Timestamp?
    let teamSince: Timestamp?
    let serviceSince: Timestamp?
    let contactSilentSince: Timestamp?
    let agentSilentSince: Timestamp?
    let warnedAt: Timestamp?
    let isSettled: Bool

    /// The place in the line of its team; `nil` when it does not wait.
    func place(of session: ID<Session>) -> (team: ID<Team>, place: WaitingLines.Place)? {
        guard phase == .waiting, let team, let waitingSince else { return nil }
        let place = WaitingLines.Place(
            since: waitingSince,
            session: session,
            isReserved: holder != nil
        )
        return (team, place)
    }
}

extension Session {
    /// Where it stands.
    var standing: Standing {
        Standing(
            phase: phase,
            channel: channel,
            team: team,
            agent: agent,
            holder: holder,
            flow: flow?.version,
            leg: leg.id,
            legSince: leg.startedAt,
            waitingSince: waitingSince,
            teamSince: teamSince,
            serviceSince: serviceSince,
            contactSilentSince: contactSilentSince,
            agentSilentSince: agentSilentSince,
            warnedAt: warnedAt,
            isSettled: isSettled
        )
    }

    /// Folds an event in, and tells where it stood before and stands now.
    mutating func fold(_ event: Event, at now: Timestamp) -> (before: Standing, after: Standing) {
        let before = standing
        apply(event, at: now)
        return (before, standing)
    }
}

internal import OrderedCollections

extension Floor {
    /// Moves a session to a team's queue, or keeps it there for one agent.
    ///
    /// A transfer in the queue does not restart the contact's wait; one out of service begins a new
    /// wait.
    func transfer(
        _ session: Session,
        to target: TransferTarget,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require { $0.mayServe(session) }
        guard session.phase == .waiting || session.phase == .inService else {
            throw .wrongPhase(session.phase)
        }
        try asker.require { may(.transfer, session, $0) }
        var next = Stretch(phase: .waiting, start: .transfer)
        switch target {
        case .team(let team):
            next.team = team
        case .agent(let id, let team):
            guard let agent = agents[id], agent.isActive else { throw .notFound(.agent) }
            let wanted = team ?? session.team
            guard let wanted, agent.teams.contains(wanted) else { throw .agentNotInTeam }
            next.team = wanted
            next.reservedFor = id
            if session.team == wanted, session.isHeld(by: id) { return [] }
            try requirePlace(with: agent, for: session)
        }
        guard let team = next.team.flatMap({ teams[$0] }), team.isActive else {
            throw .notFound(.team)
        }
        let isThere = session.phase == .waiting && session.reservedFor == nil
        if isThere, next.reservedFor == nil, session.team == team.id { return [] }
        return [session.moved(to: next, because: .transferred, at: &moment)]
    }
}

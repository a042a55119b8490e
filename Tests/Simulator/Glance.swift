internal import Engine

/// Compares a session on the floor with what the events said of it.
struct Glance {
    let floor: Floor
    let ledger: Ledger
    let viewer: ID<Agent>?

    /// Looks at one session.
    func look(at id: ID<Session>) throws(Breach) {
        guard let line = ledger.lines[id], line.closedAt == nil else {
            try require(floor.sessions[id] == nil, .reach, "\(id) is over and on the floor")
            return
        }
        guard let session = floor.sessions[id] else {
            throw Breach(.reach, "\(id) is open and not on the floor")
        }
        try require(
            floor.sessionByAddress[line.place] == id,
            .address,
            "\(line.place.value) leads to another session than \(id)"
        )
        guard let leg = line.legs.last else { throw Breach(.legs, "\(id) has no leg") }
        try require(session.leg == leg, .legs, "\(id) is in another leg than the events say")
        try require(
            session.phase == leg.phase && session.team == leg.team && session.agent == leg.agent
                && session.reservedFor == leg.reservedFor,
            .owner,
            "\(id) is elsewhere than its leg"
        )
        try require(
            session.contact == ledger.standing(for: session.heardFrom),
            .owner,
            "\(id) belongs to another contact than the one who stands for who was heard"
        )
        try require(
            session.contactFields == ledger.known[session.contact] ?? [:],
            .owner,
            "\(id) knows other things of its contact than are known"
        )
        try reach(session)
        try see(session)
    }

    /// A session is in the queue of a team that is there, or with someone who is there.
    private func reach(_ session: Session) throws(Breach) {
        switch session.phase {
        case .selfService:
            try require(session.flow != nil, .reach, "\(session.id) is in no flow and no queue")
        case .waiting, .inService:
            let team = session.team.flatMap { ledger.teams[$0] }
            try require(team != nil, .reach, "\(session.id) is in a team that is not there")
            let holder = session.agent ?? session.reservedFor
            try require(
                holder.map { ledger.agents[$0] != nil } ?? true,
                .reach,
                "\(session.id) is with someone who is not there"
            )
            if let kept = session.reservedFor, ledger.agents[kept]?.isActive == false {
                throw Breach(.reach, "\(session.id) is kept for someone who left")
            }
        case .closed:
            throw Breach(.reach, "\(session.id) is closed and on the floor")
        }
    }

    private func see(_ session: Session) throws(Breach) {
        guard let agent = viewer.flatMap({ ledger.agents[$0] }) else { return }
        let expected = Sight(ledger: ledger).sees(agent, session)
        let found = floor.viewer(of: agent).maySee(session)
        try require(
            expected == found,
            .sight,
            "\(agent.email) \(found ? "sees" : "does not see") \(session.id)"
        )
    }
}

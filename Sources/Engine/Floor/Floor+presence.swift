internal import OrderedCollections

extension Floor {
    /// Changes whether an agent receives sessions; who leaves gives back what was kept for them.
    func setPresence(
        _ presence: Presence,
        of id: ID<Agent>,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let agent = agents[id], asker.viewer?.maySeePresence(of: agent) ?? true else {
            throw .notFound(.agent)
        }
        try asker.require { $0.maySetPresence(of: agent) }
        guard agent.isActive || presence == .offline else { throw .invalid("presence") }
        var wanted = presence
        if case .paused(let reason) = presence {
            wanted = .paused(reason: try checked(reason: reason, for: asker))
        }
        guard wanted != presences[id]?.presence ?? .offline else { return [] }
        var events: [Event] = [.presenceChanged(id, wanted)]
        if wanted != .available { events += returnReservations(of: id, at: &moment) }
        return events
    }

    /// Gives the sessions that are kept for an agent back to their teams.
    func returnReservations(of agent: ID<Agent>, at moment: inout Moment) -> [Event] {
        (sessionsByHolder[agent] ?? []).sorted()
            .compactMap { sessions[$0] }
            .filter { $0.phase == .waiting }
            .map { $0.returned(at: &moment) }
    }

    /// Gives back what can be kept for an agent no more, after the agent was changed: sessions of
    /// teams that they left, and what is beyond their limit, the latest first.
    func returnMisplaced(of id: ID<Agent>, at moment: inout Moment) -> [Event] {
        guard let agent = agents[id], agent.isActive else {
            return returnReservations(of: id, at: &moment)
        }
        var excess =
            agent.sessionLimit == 0
            ? 0 : sharesTaken(from: id) - agent.sessionLimit * index.share
        let kept = (sessionsByHolder[id] ?? []).compactMap { sessions[$0] }
            .filter { $0.phase == .waiting }
            .sorted { $0.leg.id > $1.leg.id }
        var events: [Event] = []
        for session in kept {
            let isElsewhere = !(session.team.map(agent.teams.contains) ?? false)
            guard isElsewhere || excess > 0 else { continue }
            excess -= shares(on: session.channel)
            events.append(session.returned(at: &moment))
        }
        return events
    }
}

extension Floor {
    /// Since when an agent has no screen open; `nil` when one is, or when nobody can know yet.
    public func disconnected(_ agent: ID<Agent>) -> Timestamp? {
        watch.absence(of: agent)
    }

    /// Notes that an agent's screen came or went.
    mutating func connect(_ agent: ID<Agent>, isOpen: Bool, at now: Timestamp) {
        watch.note(agent, isOpen: isOpen, at: now)
    }

    /// The agents who say they are there and have had no screen for longer than the company takes.
    func absentAgents(at now: Timestamp) -> [ID<Agent>] {
        let patience = company.rules.keepAliveSeconds * 1_000
        guard patience > 0 else { return [] }
        return presences.compactMap { agent, state in
            guard state.presence == .available, let away = watch.absence(of: agent),
                now.since(max(away, state.since)) >= patience
            else { return nil }
            return agent
        }
        .sorted()
    }

    /// Takes an agent to be offline.
    func goneOffline(_ agent: ID<Agent>, at moment: inout Moment) -> [Event] {
        [.presenceChanged(agent, .offline)] + returnReservations(of: agent, at: &moment)
    }
}

extension Session {
    /// Gives a waiting session that was kept for an agent back to its team.
    func returned(at moment: inout Moment) -> Event {
        let next = Stretch(phase: .waiting, team: team, start: .reservationReturned)
        return moved(to: next, because: .requeued, at: &moment)
    }
}

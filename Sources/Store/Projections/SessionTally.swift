import Engine

/// Counts what lists and reports say of a session, as its events go by.
struct SessionTally: Equatable {
    /// Says where the session's latest queue episode stands.
    struct Progress: OptionSet {
        let rawValue: Int64

        /// The contact waits.
        static let running = Progress(rawValue: 1)
        /// We began, and the contact had not written when it started: counts in no figure.
        static let outbound = Progress(rawValue: 2)
        /// No person has written since it started.
        static let unanswered = Progress(rawValue: 4)
    }

    /// Says how an episode ended.
    enum End: String {
        case answered
        case abandoned
        case withdrawn
    }

    /// Is an episode that ended; without a team it counts for the one in whose queue it was.
    struct EndedEpisode {
        var id: Int64
        var team: ID<Team>?
        var agent: ID<Agent>?
        var end: End
        var since: Timestamp
        var at: Timestamp
        var isOutbound: Bool
    }

    var teams: [ID<Team>] = []
    var agents: [ID<Agent>] = []
    var wait: Int64?
    var handle: Int64?
    var firstResponse: Int64?
    var messagesIn = 0
    var messagesOut = 0
    var transfers = 0
    var episode: Int64?
    var episodeSince: Timestamp?
    var progress: Progress = []
    /// When the contact first wrote what no person has answered.
    var owedSince: Timestamp?
    /// What of the service has messages around it, in milliseconds.
    var active: Int64 = 0
}

/// Is a row to write beside the session, which follows from an event.
enum TallyEffect {
    case team(ID<Team>)
    case agent(ID<Agent>)
    case episodeBegan(Leg, isOutbound: Bool)
    case episodeEnded(SessionTally.EndedEpisode)
    case episodeAnswered(Int64, since: Timestamp, by: ID<Agent>?, isOutbound: Bool, at: Timestamp)
    case responded(Message, since: Timestamp, by: ID<Agent>?)
}

extension SessionTally {
    /// Counts the beginning of a leg.
    mutating func begin(_ leg: Leg, of session: Session) -> [TallyEffect] {
        var effects: [TallyEffect] = []
        if let team = leg.team, !teams.contains(team) {
            teams.append(team)
            effects.append(.team(team))
        }
        if leg.start == .transfer { transfers += 1 }
        switch leg.phase {
        case .waiting where !progress.contains(.running):
            // An outbound session whose contact has written is a wait like any other.
            let isOutbound = session.origin == .outbound && messagesIn == 0
            episode = leg.id.value
            episodeSince = leg.startedAt
            progress = isOutbound ? [.running, .outbound] : [.running, .unanswered]
            effects.append(.episodeBegan(leg, isOutbound: isOutbound))
        case .inService:
            if let agent = leg.agent, !agents.contains(agent) {
                agents.append(agent)
                effects.append(.agent(agent))
            }
            effects += endEpisode(.answered, team: leg.team, agent: leg.agent, at: leg.startedAt)
        case .selfService:
            effects += endEpisode(.withdrawn, team: nil, agent: nil, at: leg.startedAt)
        case .waiting, .closed:
            break
        }
        return effects
    }

    /// Counts the end of a leg.
    ///
    /// Of a service leg it is told what of it has messages around it.
    mutating func end(_ leg: Leg, active: Int64) {
        guard leg.phase == .inService, let endedAt = leg.endedAt else { return }
        handle = (handle ?? 0) + endedAt.since(leg.startedAt)
        self.active += active
    }

    /// Counts the end of the session with its last leg.
    mutating func close(_ leg: Leg) -> [TallyEffect] {
        let end: End
        switch leg.end {
        case .closedByContact, .closedByInactivity, .closedByFlow: end = .abandoned
        default: end = .withdrawn
        }
        return endEpisode(end, team: leg.team, agent: nil, at: leg.endedAt ?? leg.startedAt)
    }

    /// Counts a message.
    mutating func add(
        _ message: Message,
        _ content: Content,
        in phase: Session.Phase
    ) -> [TallyEffect] {
        guard message.direction == .outbound else {
            messagesIn += 1
            // What is said to the flow is answered by the flow.
            if phase != .selfService { owedSince = owedSince ?? message.at }
            return []
        }
        messagesOut += 1
        // Templates, the flow and automatic messages are no human message.
        guard content.kind != .template else { return [] }
        let agent: ID<Agent>?
        switch message.author {
        case .agent(let id): agent = id
        case .elsewhere: agent = nil
        case .automatic, .contact: return []
        }
        var effects: [TallyEffect] = []
        if let since = owedSince {
            owedSince = nil
            effects.append(.responded(message, since: since, by: agent))
        }
        guard progress.contains(.unanswered), let episode, let episodeSince else {
            return effects
        }
        progress.remove(.unanswered)
        if firstResponse == nil { firstResponse = message.at.since(episodeSince) }
        let isOutbound = progress.contains(.outbound)
        effects.append(
            .episodeAnswered(
                episode,
                since: episodeSince,
                by: agent,
                isOutbound: isOutbound,
                at: message.at
            )
        )
        return effects
    }

    private mutating func endEpisode(
        _ end: End,
        team: ID<Team>?,
        agent: ID<Agent>?,
        at now: Timestamp
    ) -> [TallyEffect] {
        guard progress.contains(.running), let episode, let episodeSince else { return [] }
        progress.remove(.running)
        if end == .answered, !progress.contains(.outbound) {
            wait = (wait ?? 0) + now.since(episodeSince)
        }
        let ended = EndedEpisode(
            id: episode,
            team: team,
            agent: agent,
            end: end,
            since: episodeSince,
            at: now,
            isOutbound: progress.contains(.outbound)
        )
        return [.episodeEnded(ended)]
    }
}

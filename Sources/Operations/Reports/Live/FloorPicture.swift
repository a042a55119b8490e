internal import Engine

/// Is what a viewer may see of the floor at one moment, copied out so that it can be read anywhere.
struct FloorPicture: Sendable {
    /// The most waiting sessions and agents that a board lists.
    static let listLimit = 500

    /// The moment.
    var at: Timestamp
    /// The counts of everything the viewer sees.
    var figures: LiveFigures
    /// The sessions in queues, the one that waits longest first.
    var queue: [Waiting]
    /// The active teams.
    var teams: [TeamState]
    /// The channels.
    var channels: [ChannelState]
    /// The people who serve.
    var agents: [Person]
    /// What is out of the ordinary.
    var exceptions: [Oddity]

    /// Is a session in a queue.
    struct Waiting: Sendable {
        var session: Session
        var channel: Channel?
        var team: Team?
        var origin: Team?
        var reservedFor: Agent?
    }

    /// Is how a team is now.
    struct TeamState: Sendable {
        var team: Team
        var figures: LiveFigures
    }

    /// Is how a channel is now.
    struct ChannelState: Sendable {
        var channel: Channel
        var figures: LiveFigures
        /// Why it does not work; `nil` when it does.
        var problem: String?
    }

    /// Is how somebody who serves is now.
    struct Person: Sendable {
        var attendance: Attendance
        var teams: [String]
        /// Since when they have no connection; `nil` for those who have one.
        var ghostSince: Timestamp?
        /// For how many seconds the present pause may last.
        var pauseLimit: Int64?
    }

    /// Is something out of the ordinary, with what it is about.
    struct Oddity: Sendable {
        var exception: FloorException
        var session: Session?
        var channel: Channel?
        var team: Team?
        var agent: Agent?
        /// The teams that may be seen of who it is about, where it is about nothing else.
        var teams: [String] = []
    }

    /// Copies from a floor what a viewer may see; the floor does not know which channels work.
    init(
        _ floor: borrowing Floor,
        for viewer: Viewer,
        at now: Timestamp,
        degraded: [ID<Channel>: String] = [:]
    ) {
        at = now
        let parts = floor.liveBreakdown(for: viewer, at: now)
        let scope = viewer.teams
        teams = floor.teams.map(\.value)
            .filter { $0.isActive && scope.contains($0.id) }
            .map { TeamState(team: $0, figures: parts.teams[$0.id] ?? LiveFigures()) }
        channels = floor.channels.map(\.value)
            .filter { scope.contains($0.team) || parts.channels[$0.id] != nil }
            .map { channel in
                let problem = channel.isActive ? degraded[channel.id] : nil
                var figures = parts.channels[channel.id] ?? LiveFigures()
                figures.channelsDegraded = problem == nil ? 0 : 1
                return ChannelState(channel: channel, figures: figures, problem: problem)
            }
        figures = parts.total
        figures.channelsDegraded = channels.count { $0.problem != nil }
        let exceptions = floor.exceptions(for: viewer, at: now)
        var ghosts: [ID<Agent>: Timestamp] = [:]
        for exception in exceptions where exception.kind == .ghost {
            if let agent = exception.agent { ghosts[agent] = exception.moment }
        }
        var people: [Person] = []
        for attendance in floor.attendance(for: viewer) {
            let reason = attendance.presence.reason
            people.append(
                Person(
                    attendance: attendance,
                    teams: attendance.agent.teams.filter(scope.contains)
                        .compactMap { floor.team($0)?.name },
                    ghostSince: ghosts[attendance.agent.id],
                    pauseLimit: reason.isEmpty ? nil : floor.pauseLimit(of: reason)
                )
            )
        }
        agents = people
        var queue: [Waiting] = []
        for session in floor.waiting(for: viewer).prefix(Self.listLimit) {
            var waiting = Waiting(session: session)
            waiting.channel = floor.channel(session.channel)
            if let team = session.team { waiting.team = floor.team(team) }
            if let overflow = session.overflow { waiting.origin = floor.team(overflow.origin) }
            if let agent = session.reservedFor { waiting.reservedFor = floor.agent(agent) }
            queue.append(waiting)
        }
        self.queue = queue
        var oddities: [Oddity] = []
        for exception in exceptions.prefix(Self.listLimit) {
            var oddity = Oddity(exception: exception)
            oddity.session = exception.session.flatMap { floor.sessions[$0] }
            if let channel = exception.channel { oddity.channel = floor.channel(channel) }
            if let team = exception.team { oddity.team = floor.team(team) }
            if let agent = exception.agent { oddity.agent = floor.agent(agent) }
            if oddity.session == nil, oddity.team == nil, let agent = oddity.agent {
                oddity.teams = agent.teams.filter(scope.contains)
                    .compactMap { floor.team($0)?.name }
            }
            oddities.append(oddity)
        }
        self.exceptions = oddities
    }
}

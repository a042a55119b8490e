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
    var agents: [Attendance]

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
        var waiting = 0
        var inService = 0
        var oldest: Timestamp?
        var available = 0
        var paused = 0
    }

    /// Is how a channel is now.
    struct ChannelState: Sendable {
        var channel: Channel
        var navigating = 0
        var waiting = 0
        var inService = 0
    }

    /// Copies from a floor what a viewer may see.
    init(_ floor: borrowing Floor, for viewer: Viewer, at now: Timestamp) {
        at = now
        figures = floor.liveFigures(for: viewer, at: now)
        let scope = viewer.teams
        var teams: [TeamState] = []
        var teamPlaces: [ID<Team>: Int] = [:]
        for team in floor.teams.map(\.value) where team.isActive && scope.contains(team.id) {
            teamPlaces[team.id] = teams.count
            teams.append(TeamState(team: team))
        }
        var channels: [ChannelState] = []
        var channelPlaces: [ID<Channel>: Int] = [:]
        for channel in floor.channels.map(\.value) where scope.contains(channel.team) {
            channelPlaces[channel.id] = channels.count
            channels.append(ChannelState(channel: channel))
        }
        for session in floor.sessions.values where viewer.maySee(session) {
            let team = session.team.flatMap { teamPlaces[$0] }
            if channelPlaces[session.channel] == nil, let channel = floor.channel(session.channel) {
                channelPlaces[channel.id] = channels.count
                channels.append(ChannelState(channel: channel))
            }
            if let channel = channelPlaces[session.channel] { channels[channel].count(session) }
            if let team { teams[team].count(session) }
        }
        agents = floor.attendance(for: viewer)
        for attendance in agents {
            for team in attendance.agent.teams {
                guard let place = teamPlaces[team] else { continue }
                switch attendance.presence {
                case .available: teams[place].available += 1
                case .paused: teams[place].paused += 1
                case .offline: break
                }
            }
        }
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
        self.teams = teams
        self.channels = channels
    }
}

extension FloorPicture.TeamState {
    fileprivate mutating func count(_ session: Session) {
        switch session.phase {
        case .waiting:
            waiting += 1
            // Those whom we called do not wait for us by their own will.
            guard session.origin == .inbound, let since = session.waitingSince else { return }
            oldest = min(oldest ?? since, since)
        case .inService: inService += 1
        case .selfService, .closed: return
        }
    }
}

extension FloorPicture.ChannelState {
    fileprivate mutating func count(_ session: Session) {
        switch session.phase {
        case .selfService: navigating += 1
        case .waiting: waiting += 1
        case .inService: inService += 1
        case .closed: return
        }
    }
}

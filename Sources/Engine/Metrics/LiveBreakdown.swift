/// Is what boards show of the present moment: of everything, and of each team and channel.
public struct LiveBreakdown: Sendable, Hashable {
    /// Everything that the viewer sees.
    public var total = LiveFigures()
    /// By team; agents count in each of their teams.
    public var teams: [ID<Team>: LiveFigures] = [:]
    /// By channel, without agents.
    public var channels: [ID<Channel>: LiveFigures] = [:]

    /// Creates the figures of an empty floor.
    public init() {}
}

extension Floor {
    /// Counts what boards show, of what a viewer sees, in one walk over the floor.
    public func liveBreakdown(for viewer: Viewer, at now: Timestamp) -> LiveBreakdown {
        var parts = LiveBreakdown()
        for session in sessions.values where viewer.maySee(session) {
            count(session, in: &parts.total, at: now)
            count(session, in: &parts.channels[session.channel, default: .init()], at: now)
            guard let team = session.team else { continue }
            count(session, in: &parts.teams[team, default: .init()], at: now)
        }
        for attendance in attendance(for: viewer) {
            count(attendance, in: &parts.total, at: now)
            for team in attendance.agent.teams where viewer.teams.contains(team) {
                count(attendance, in: &parts.teams[team, default: .init()], at: now)
            }
        }
        guard !failedMessages.isEmpty else { return parts }
        let midnight = startOfDay(at: now)
        for message in failedMessages.values
        where message.at >= midnight
            && (message.team.map(viewer.teams.contains) ?? (viewer.teams == .all))
        {
            parts.total.messagesFailed += 1
            parts.channels[message.channel, default: .init()].messagesFailed += 1
            guard let team = message.team else { continue }
            parts.teams[team, default: .init()].messagesFailed += 1
        }
        return parts
    }
}

extension LiveFigures {
    /// The counts by the ids of their metrics.
    public static let counts: [String: @Sendable (LiveFigures) -> Int] = [
        "navigating_now": { $0.navigating },
        "waiting_now": { $0.waiting },
        "in_service_now": { $0.inService },
        "at_risk_now": { $0.atRisk },
        "overdue_now": { $0.overdue },
        "free_slots_now": { $0.freeSlots },
        "agents_available": { $0.agentsAvailable },
        "agents_busy": { $0.agentsBusy },
        "agents_paused": { $0.agentsPaused },
        "agents_offline": { $0.agentsOffline },
        "agents_ghost": { $0.agentsGhost },
        "pauses_over_limit_now": { $0.pausesOverLimit },
        "silent_now": { $0.silent },
        "windows_ending_now": { $0.windowsEnding },
        "messages_failed_now": { $0.messagesFailed },
        "channels_degraded_now": { $0.channelsDegraded },
    ]

    /// For how many milliseconds the oldest open queue episode has run; `nil` when nobody waits.
    public func longestWait(at now: Timestamp) -> Int64? {
        oldestWaitingSince.map { max(0, now.since($0)) }
    }
}

internal import Foundation
internal import OrderedCollections

extension Floor {
    /// Counts what boards show, of the sessions that a viewer sees, for one team or channel or all.
    ///
    /// Agents belong to teams, not to channels: with a channel given, they are counted as without.
    public func liveFigures(
        for viewer: Viewer,
        at now: Timestamp,
        team: ID<Team>? = nil,
        channel: ID<Channel>? = nil
    ) -> LiveFigures {
        var figures = LiveFigures()
        for session in sessions.values {
            guard team == nil || session.team == team,
                channel == nil || session.channel == channel,
                viewer.maySee(session)
            else { continue }
            count(session, in: &figures, at: now)
        }
        for attendance in attendance(for: viewer, team: team) {
            count(attendance, in: &figures, at: now)
        }
        guard !failedMessages.isEmpty else { return figures }
        let midnight = startOfDay(at: now)
        figures.messagesFailed = failedMessages.values.count { message in
            message.at >= midnight && (channel == nil || message.channel == channel)
                && (team == nil || message.team == team)
                && (message.team.map(viewer.teams.contains) ?? (viewer.teams == .all))
        }
        return figures
    }

    func count(_ session: Session, in figures: inout LiveFigures, at now: Timestamp) {
        if endingWindow(of: session, at: now) != nil { figures.windowsEnding += 1 }
        switch session.phase {
        case .selfService:
            figures.navigating += 1
        case .waiting:
            figures.waiting += 1
            // A contact whom we called does not wait for us by their own will: no wait figure.
            guard session.origin == .inbound, let since = session.waitingSince else { return }
            figures.oldestWaitingSince = min(figures.oldestWaitingSince ?? since, since)
            guard let target = session.team.flatMap({ teams[$0]?.targetSeconds }) else { return }
            let waited = now.since(since)
            if waited > target * 800 { figures.atRisk += 1 }
            if waited > target * 1_000 { figures.overdue += 1 }
        case .inService:
            figures.inService += 1
            if silence(of: session, at: now) != nil { figures.silent += 1 }
        case .closed:
            return
        }
    }

    func count(_ attendance: Attendance, in figures: inout LiveFigures, at now: Timestamp) {
        figures.freeSlots += attendance.freeSlots
        if ghostly(attendance, at: now) != nil { figures.agentsGhost += 1 }
        if overrun(of: attendance, at: now) != nil { figures.pausesOverLimit += 1 }
        switch attendance.presence {
        case .available where attendance.isBusy: figures.agentsBusy += 1
        case .available: figures.agentsAvailable += 1
        case .paused: figures.agentsPaused += 1
        case .offline: figures.agentsOffline += 1
        }
    }

    /// When the present day of the company began.
    func startOfDay(at now: Timestamp) -> Timestamp {
        var calendar = Calendar(identifier: .gregorian)
        if let zone = TimeZone(identifier: company.timeZone) { calendar.timeZone = zone }
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let start = calendar.startOfDay(for: date)
        return Timestamp(milliseconds: Int64((start.timeIntervalSince1970 * 1_000).rounded()))
    }
}

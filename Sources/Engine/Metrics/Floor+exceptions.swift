internal import OrderedCollections

extension Floor {
    /// Lists what is out of the ordinary among what a viewer sees: what is oldest first, by kind.
    public func exceptions(for viewer: Viewer, at now: Timestamp) -> [FloorException] {
        var found: [FloorException] = []
        for session in sessions.values where viewer.maySee(session) {
            if let since = silence(of: session, at: now) {
                found.append(FloorException(.silentSession, since, session))
            }
            if let end = endingWindow(of: session, at: now) {
                found.append(FloorException(.windowEnding, end, session))
            }
        }
        for attendance in attendance(for: viewer) {
            let agent = attendance.agent.id
            if let since = ghostly(attendance, at: now) {
                found.append(FloorException(kind: .ghost, moment: since, agent: agent))
            }
            if let since = overrun(of: attendance, at: now) {
                found.append(FloorException(kind: .pauseOverLimit, moment: since, agent: agent))
            }
        }
        let order = Dictionary(
            uniqueKeysWithValues: FloorException.Kind.allCases.enumerated().map { ($1, $0) }
        )
        return found.sorted {
            (order[$0.kind] ?? 0, $0.moment, $0.session?.value ?? 0, $0.agent?.value ?? 0)
                < (order[$1.kind] ?? 0, $1.moment, $1.session?.value ?? 0, $1.agent?.value ?? 0)
        }
    }

    /// Since when the contact of a session in service waits for an answer, once it is too long.
    ///
    /// A team that puts silent sessions back hears of them at four fifths of that time. Channels
    /// whose answers take days by their nature have no silence.
    func silence(of session: Session, at now: Timestamp) -> Timestamp? {
        guard session.phase == .inService, let silent = session.agentSilentSince,
            channels[session.channel]?.capabilities.rhythm != .deferred
        else { return nil }
        let since = max(silent, session.serviceSince ?? silent)
        let requeue = session.team.flatMap { teams[$0]?.rules.inactivity.requeueSilentSeconds } ?? 0
        let own = requeue > 0 ? requeue * 800 : .max
        return now.since(since) >= min(own, FloorException.silenceSeconds * 1_000) ? since : nil
    }

    /// When the window of a conversation ends that nobody answered, if it does within the hour.
    func endingWindow(of session: Session, at now: Timestamp) -> Timestamp? {
        let isOwed =
            switch session.phase {
            case .waiting: session.origin == .inbound
            case .inService: session.agentSilentSince != nil
            case .selfService, .closed: false
            }
        guard isOwed, let end = session.windowEndsAt, end > now,
            end.since(now) <= FloorException.windowSeconds * 1_000
        else { return nil }
        return end
    }

    /// Since when an agent who is available has no connection, once it is too long.
    func ghostly(_ attendance: Attendance, at now: Timestamp) -> Timestamp? {
        guard attendance.presence == .available, let gone = disconnected(attendance.agent.id)
        else { return nil }
        let since = max(gone, attendance.since ?? gone)
        return now.since(since) > FloorException.ghostSeconds * 1_000 ? since : nil
    }

    /// Since when an agent pauses for longer than the reason allows.
    func overrun(of attendance: Attendance, at now: Timestamp) -> Timestamp? {
        guard case .paused(let reason) = attendance.presence, let since = attendance.since,
            let limit = pauseLimit(of: reason), now.since(since) > limit * 1_000
        else { return nil }
        return since
    }

    /// How many seconds a pause for a reason may last; `nil` for any time.
    public func pauseLimit(of reason: String) -> Int64? {
        let limit = pauseReasons.values.first { $0.name == reason }?.limitSeconds ?? 0
        return limit > 0 ? limit : nil
    }
}

extension FloorException {
    fileprivate init(_ kind: Kind, _ moment: Timestamp, _ session: Session) {
        self.init(
            kind: kind,
            moment: moment,
            session: session.id,
            agent: session.agent,
            team: session.team,
            channel: session.channel
        )
    }
}

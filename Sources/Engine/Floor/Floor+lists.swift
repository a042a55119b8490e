internal import OrderedCollections

extension Floor {
    /// The first messages of their conversations that may go now, those due longest first.
    ///
    /// `isWanted` leaves messages out before they are counted, such as those of a busy channel.
    public func dueMessages(
        at now: Timestamp,
        limit: Int,
        where isWanted: (PendingMessage) -> Bool = { _ in true }
    ) -> [PendingMessage] {
        pending.due(at: now, limit: limit) {
            channels[$0.channel]?.isActive == true && isWanted($0)
        }
    }

    /// Counts the messages that wait to be handed over, by channel.
    public func waitingMessages() -> [ID<Channel>: Int] {
        var counts: [ID<Channel>: Int] = [:]
        for entry in pending.entries.values where entry.delivery == .queued {
            counts[entry.channel, default: 0] += 1
        }
        return counts
    }

    /// When a message may go next; `nil` when none waits for time.
    ///
    /// A moment that is past means at once.
    public var nextDueAt: Timestamp? {
        pending.nextDueAt { channels[$0.channel]?.isActive == true }
    }

    /// The waiting sessions that a viewer sees, the one that waits longest first, up to a limit.
    public func waiting(for viewer: Viewer, limit: Int = .max) -> [Session] {
        var queues = lines.all.map { $0.places[...] }
        var seen: [Session] = []
        // Each line is in order: the oldest of their heads is next.
        while seen.count < limit {
            let oldest = queues.indices.min { left, right in
                guard let one = queues[left].first else { return false }
                guard let other = queues[right].first else { return true }
                return one < other
            }
            guard let oldest, let place = queues[oldest].popFirst() else { break }
            if let session = sessions[place.session], viewer.maySee(session) {
                seen.append(session)
            }
        }
        return seen
    }

    /// The sessions that an agent serves, in the order they were taken.
    public func inService(by agent: ID<Agent>) -> [Session] {
        (sessionsByHolder[agent] ?? [])
            .compactMap { sessions[$0] }
            .filter { $0.phase == .inService }
            .sorted {
                ($0.serviceSince ?? $0.startedAt, $0.id) < ($1.serviceSince ?? $1.startedAt, $1.id)
            }
    }

    /// The sessions in service that a viewer sees, in the order they were taken, up to a limit.
    public func inService(for viewer: Viewer, limit: Int = .max) -> [Session] {
        var taken: [Taken] = []
        for held in sessionsByHolder.values {
            for id in held {
                guard let place = sessions.index(forKey: id) else { continue }
                let session = sessions[place].value
                guard session.phase == .inService, viewer.maySee(session) else { continue }
                taken.append(Taken(at: session.serviceSince ?? session.startedAt, session: id))
            }
        }
        taken.sort()
        return taken.prefix(limit).compactMap { sessions[$0.session] }
    }

    /// The open sessions of a contact that a viewer sees, oldest first.
    public func sessions(of contact: ID<Contact>, for viewer: Viewer) -> [Session] {
        (sessionsByContact[contact] ?? [])
            .compactMap { sessions[$0] }
            .filter(viewer.maySee)
            .sorted { $0.id < $1.id }
    }

    /// How the people are who serve teams of a viewer, by name.
    public func attendance(for viewer: Viewer, team: ID<Team>? = nil) -> [Attendance] {
        agents.values
            .filter { agent in
                guard agent.isActive, !agent.teams.isEmpty else { return false }
                guard viewer.maySeePresence(of: agent) else { return false }
                return team.map(agent.teams.contains) ?? true
            }
            .map { agent in
                Attendance(
                    agent: agent,
                    presence: presences[agent.id]?.presence ?? .offline,
                    since: presences[agent.id]?.since,
                    serving: inServiceCount(of: agent.id),
                    load: load(of: agent.id)
                )
            }
            .sorted { ($0.agent.name, $0.agent.id) < ($1.agent.name, $1.agent.id) }
    }

    private func inServiceCount(of agent: ID<Agent>) -> Int {
        (sessionsByHolder[agent] ?? []).count { sessions[$0]?.phase == .inService }
    }
}

/// Is how an agent is at a moment: there or not, and with how much to do.
public struct Attendance: Sendable, Hashable {
    /// The agent.
    public var agent: Agent

    /// Whether they receive sessions.
    public var presence: Presence

    /// Since when; `nil` for who was never there.
    public var since: Timestamp?

    /// The sessions they serve.
    public var serving: Int

    /// The sessions they serve and those kept for them.
    public var load: Int

    /// Whether they are there and hold as many sessions as they may.
    public var isBusy: Bool {
        presence == .available && agent.sessionLimit > 0 && load >= agent.sessionLimit
    }

    /// The places left; 0 for who is not there or has no limit.
    public var freeSlots: Int {
        presence == .available ? max(0, agent.sessionLimit - load) : 0
    }
}

/// Is when a session was taken into service.
private struct Taken: Comparable {
    let at: Timestamp
    let session: ID<Session>

    static func < (left: Taken, right: Taken) -> Bool {
        (left.at, left.session) < (right.at, right.session)
    }
}

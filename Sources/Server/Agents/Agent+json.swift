internal import Engine

/// Is how an agent is at the moment.
struct AgentState: Sendable {
    /// Whether they receive sessions, and since when they are so; `nil` when they were never there.
    var presence: PresenceState?

    /// Whether a browser of theirs is connected.
    var isConnected: Bool

    /// The state as the API shows it.
    var json: JSON {
        [
            "state": .text((presence?.presence ?? .offline).state),
            "reason": .text((presence?.presence ?? .offline).reason),
            "since": .text(presence?.since.text),
        ]
    }
}

extension Agent {
    /// Everything about the agent, for themselves and for those who supervise.
    func json(_ directory: Directory, state: AgentState) -> JSON {
        [
            "id": .text(id.description), "name": .text(name), "nickname": .text(nickname),
            "email": .text(email), "role": .text(role.rawValue),
            "teams": .list(teams) { directory.reference($0) }, "scope": directory.json(scope),
            "language": .text(language), "sessionLimit": .count(sessionLimit),
            "historyVisibility": .text(historyVisibility?.rawValue),
            "group": directory.reference(group),
            "contactGroups": .list(contactGroups) { directory.reference($0) },
            "workday": directory.reference(workday), "photo": .text(photoAddress),
            "active": .bool(isActive), "presence": state.json,
            "connected": .bool(state.isConnected),
        ]
    }

    /// What colleagues see of the agent.
    func colleagueJSON(_ directory: Directory, state: AgentState) -> JSON {
        [
            "id": .text(id.description), "name": .text(name), "nickname": .text(nickname),
            "teams": .list(teams) { directory.reference($0) }, "photo": .text(photoAddress),
            "presence": state.json,
        ]
    }

    /// Where the photo is; the mark changes with it, so that browsers may keep what they have.
    private var photoAddress: String? {
        photo.isEmpty ? nil : "/api/v1/users/\(id)/photo?v=\(photo.prefix(12))"
    }
}

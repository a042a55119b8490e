/// Says whether an agent receives sessions.
public enum Presence: Sendable, Hashable, Codable {
    /// Receives sessions.
    case available
    /// Does not receive, for a reason that may be empty.
    case paused(reason: String)
    /// Not at work.
    case offline

    /// The word for it in the API.
    public var state: String {
        switch self {
        case .available: "available"
        case .paused: "paused"
        case .offline: "offline"
        }
    }

    /// The reason of a pause; empty otherwise.
    public var reason: String {
        if case .paused(let reason) = self { reason } else { "" }
    }
}

internal import Engine

/// Knows whose browsers are connected, and since when the others are gone.
///
/// Closing a browser changes no presence; rules against ghosts need to know that it happened.
struct Connections: Sendable {
    private var counts: [ID<Agent>: Int] = [:]
    private var left: [ID<Agent>: Timestamp] = [:]

    /// Notes a connection, and tells whether it is the person's first.
    mutating func connect(_ agent: ID<Agent>) -> Bool {
        counts[agent, default: 0] += 1
        left[agent] = nil
        return counts[agent] == 1
    }

    /// Notes that a connection ended, and tells whether it was the person's last.
    mutating func disconnect(_ agent: ID<Agent>, at now: Timestamp) -> Bool {
        guard let count = counts[agent] else { return false }
        counts[agent] = count > 1 ? count - 1 : nil
        if count == 1 { left[agent] = now }
        return count == 1
    }

    /// Tells whether a browser of a person is connected.
    func isConnected(_ agent: ID<Agent>) -> Bool { counts[agent] != nil }

    /// When the last browser of a person left; `nil` while one is there, or when none was.
    func leftAt(_ agent: ID<Agent>) -> Timestamp? { left[agent] }
}

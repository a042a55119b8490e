/// Is what the server sees and never writes down: when it last looked, and whose screens are open.
struct Watch: Sendable {
    private var startedAt: Timestamp?
    private var lastTickAt: Timestamp?
    private var screens: [ID<Agent>: Int] = [:]
    private var leftAt: [ID<Agent>: Timestamp] = [:]

    /// Until when nothing is closed or taken away because time passed; `nil` before the first look.
    private(set) var calmUntil: Timestamp?

    /// Two looks that are further apart mean that the server or its clock stood still.
    private static let jump: Int64 = 120_000

    /// How long people and providers have then to catch up.
    private static let calm: Int64 = 180

    /// Notes that the server looks now; before the first look, something was last done at a moment.
    ///
    /// Returns whether time jumped: what was due by the calm before may be due at another moment.
    mutating func look(at now: Timestamp, after lastSign: Timestamp) -> Bool {
        startedAt = min(startedAt ?? now, now)
        let isJump = abs(now.since(lastTickAt ?? lastSign)) > Self.jump
        if isJump {
            calmUntil = now.adding(seconds: Self.calm)
            // Of a clock that was set back, nobody left in the future.
            for (agent, left) in leftAt where left > now { leftAt[agent] = now }
        }
        lastTickAt = now
        return isJump
    }

    /// Notes that a screen of an agent came or went.
    mutating func note(_ agent: ID<Agent>, isOpen: Bool, at now: Timestamp) {
        let count = max(0, screens[agent, default: 0] + (isOpen ? 1 : -1))
        screens[agent] = count == 0 ? nil : count
        leftAt[agent] = count == 0 ? now : nil
    }

    /// Since when an agent has no screen open; `nil` when one is, or before the first look.
    ///
    /// After a start nobody is known to be away: it counts from the first look.
    func absence(of agent: ID<Agent>) -> Timestamp? {
        screens[agent] == nil ? leftAt[agent] ?? startedAt : nil
    }
}

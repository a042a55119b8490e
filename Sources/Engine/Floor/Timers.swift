/// Knows which session something is due for next.
///
/// Each open session has the moment of its next duty at most. Most of the time that moment moves on,
/// with every message; an alarm that rings too early is set anew then, so that a message costs no
/// change here. Only a duty that comes nearer sets another alarm.
struct Timers: Sendable {
    private var heap: [Alarm] = []
    private var set: [ID<Session>: Timestamp] = [:]

    /// Is a moment at which a session is looked at.
    private struct Alarm: Comparable {
        let at: Timestamp
        let session: ID<Session>

        static func < (left: Alarm, right: Alarm) -> Bool {
            (left.at, left.session) < (right.at, right.session)
        }
    }

    /// Sees to it that a session is looked at when something is due for it, or earlier.
    mutating func set(_ session: ID<Session>, at due: Timestamp) {
        if let known = set[session], known <= due { return }
        set[session] = due
        push(Alarm(at: due, session: session))
        tidy()
    }

    /// Forgets a session.
    mutating func forget(_ session: ID<Session>) {
        guard !set.isEmpty else { return }
        set[session] = nil
        tidy()
    }

    /// Forgets all sessions.
    mutating func forgetAll() {
        heap.removeAll()
        set.removeAll()
    }

    /// The next session whose alarm rings, with the time it was set for; the alarm is off then.
    mutating func next(at now: Timestamp) -> (session: ID<Session>, setFor: Timestamp)? {
        while let first = heap.first, first.at <= now {
            pop()
            // One that was set anew, or whose session is gone, rings for nobody.
            guard set[first.session] == first.at else { continue }
            set[first.session] = nil
            return (first.session, first.at)
        }
        return nil
    }

    private mutating func push(_ alarm: Alarm) {
        heap.append(alarm)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            let right = left + 1
            var least = parent
            if left < heap.count, heap[left] < heap[least] { least = left }
            if right < heap.count, heap[right] < heap[least] { least = right }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    /// Throws away the alarms that ring for nobody, when they are most of all.
    private mutating func tidy() {
        guard heap.count > 4 * set.count + 1_024 else { return }
        heap = set.map { Alarm(at: $0.value, session: $0.key) }.sorted()
    }
}

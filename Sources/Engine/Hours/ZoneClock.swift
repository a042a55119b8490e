internal import Foundation
internal import Synchronization

/// Turns moments into the readings of a zone's clocks and back, from a table of the clocks' changes.
///
/// All times are seconds: moments since 1970 in UTC, readings as if the zone were UTC.
struct ZoneClock: Sendable {
    private let zone: TimeZone
    private let changes: [Int64]
    private let offsets: [Int64]
    private let end: Int64

    /// The clock of a zone by its IANA name; `nil` when there is none of that name.
    static func named(_ name: String) -> ZoneClock? {
        known.withLock { clocks in
            if let clock = clocks[name] { return clock }
            guard let zone = TimeZone(identifier: name) else { return nil }
            let clock = ZoneClock(zone)
            clocks[name] = clock
            return clock
        }
    }

    /// The clocks that were asked for; there are few zones, and a table never changes.
    private static let known = Mutex<[String: ZoneClock]>([:])

    private init(_ zone: TimeZone) {
        self.zone = zone
        // 1970 to 2100; outside of it the zone itself is asked.
        let start = Date(timeIntervalSince1970: 0)
        end = 4_102_444_800
        var changes: [Int64] = [0]
        var offsets = [Int64(zone.secondsFromGMT(for: start))]
        var last = start
        while let change = zone.nextDaylightSavingTimeTransition(after: last), change > last {
            let moment = Int64(change.timeIntervalSince1970)
            guard moment < end else { break }
            changes.append(moment)
            offsets.append(Int64(zone.secondsFromGMT(for: change)))
            last = change
        }
        self.changes = changes
        self.offsets = offsets
    }

    /// How far the clocks are ahead of UTC at a moment.
    func offset(at moment: Int64) -> Int64 {
        guard moment >= 0, moment < end else {
            return Int64(
                zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
            )
        }
        return offsets[firstChange(after: moment) - 1]
    }

    /// What the clocks show at a moment.
    func reading(at moment: Int64) -> Int64 {
        moment + offset(at: moment)
    }

    /// The first moment at which the clocks show a reading.
    ///
    /// A reading that the clocks jump over gives the moment of the jump.
    func earliest(_ reading: Int64) -> Int64 {
        resolve(reading).earliest
    }

    /// The last moment at which the clocks show a reading.
    ///
    /// A reading that the clocks jump over gives the moment of the jump.
    func latest(_ reading: Int64) -> Int64 {
        resolve(reading).latest
    }

    private func resolve(_ reading: Int64) -> (earliest: Int64, latest: Int64) {
        // No zone is a day away from UTC, and none changes its clocks twice in two days.
        let before = offset(at: reading - 86_400)
        let after = offset(at: reading + 86_400)
        let first = reading - before
        guard before != after else { return (first, first) }
        let second = reading - after
        switch (offset(at: first) == before, offset(at: second) == after) {
        case (true, true): return (min(first, second), max(first, second))
        case (true, false): return (first, first)
        case (false, true): return (second, second)
        case (false, false):
            let jump = change(after: reading - 86_400) ?? first
            return (jump, jump)
        }
    }

    private func change(after moment: Int64) -> Int64? {
        if moment >= 0, moment < end {
            let index = firstChange(after: moment)
            if index < changes.count { return changes[index] }
        }
        let date = Date(timeIntervalSince1970: Double(moment))
        return zone.nextDaylightSavingTimeTransition(after: date)
            .map { Int64($0.timeIntervalSince1970) }
    }

    /// The index of the first change that is later than a moment of the table.
    private func firstChange(after moment: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

internal import Engine
internal import Synchronization

/// Reads the figures of each hour of a day; an hour that is over is read once for everyone who
/// sees the same teams, and again after a while, since corrections come late.
final class HourShelf: Sendable {
    private struct Key: Hashable {
        var teams: TeamScope
        var start: Timestamp
    }

    private struct Entry {
        var figures: PeriodFigures
        var at: Timestamp
    }

    private let entries = Mutex<[Key: Entry]>([:])

    /// How many milliseconds an hour is good for, and how many hours are kept.
    private static let patience: Int64 = 600_000
    private static let capacity = 1_000

    /// The figures of the hours that begin at some moments, up to now.
    func hours(
        _ starts: [Timestamp],
        upTo now: Timestamp,
        _ reader: any FigureReader,
        for viewer: Viewer
    ) async throws -> [PeriodFigures] {
        var hours: [PeriodFigures] = []
        for (place, start) in starts.enumerated() {
            let isOver = place + 1 < starts.count
            let key = Key(teams: viewer.teams, start: start)
            if isOver, let known = known(key, at: now) {
                hours.append(known)
                continue
            }
            let end = isOver ? starts[place + 1] : now
            let parts = try await reader.figures(from: start, to: end, by: .total, for: viewer)
            let figures = parts[.total] ?? PeriodFigures()
            if isOver { keep(figures, key, at: now) }
            hours.append(figures)
        }
        return hours
    }

    private func known(_ key: Key, at now: Timestamp) -> PeriodFigures? {
        guard let entry = entries.withLock({ $0[key] }),
            (0..<Self.patience).contains(now.since(entry.at))
        else { return nil }
        return entry.figures
    }

    private func keep(_ figures: PeriodFigures, _ key: Key, at now: Timestamp) {
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries = [:] }
            entries[key] = Entry(figures: figures, at: now)
        }
    }
}

internal import Engine

/// Keeps the last picture of each board, for everyone who sees the same of it.
///
/// A picture is good until something happened on the floor or its waiting times are seconds old.
/// Whoever asks for one that is being made waits for that one. What boards showed last is let go
/// when too many differ.
actor BoardShelf<Picture: Sendable> {
    /// Says which pictures are the same.
    struct Key: Hashable, Sendable {
        var board: String
        var teams: TeamScope
        var shape: BoardShape
        var language: String
        var showsNames: Bool
    }

    /// Says of when a picture is.
    struct Edition: Sendable {
        /// The count of changes of the floor that it may show.
        var version: Int64
        /// When it was begun.
        var at: Timestamp
    }

    private struct Entry {
        var edition: Edition
        var task: Task<Picture, any Error>
        var usedAt: Timestamp
    }

    /// How many milliseconds a picture is good for whatever happens.
    private let freshness: Int64

    /// How many milliseconds it is good for while nothing happens.
    private let patience: Int64

    private let capacity: Int
    private var entries: [Key: Entry] = [:]

    init(freshness: Int64 = 250, patience: Int64 = 1_000, capacity: Int = 64) {
        self.freshness = freshness
        self.patience = patience
        self.capacity = max(1, capacity)
    }

    /// Gives the picture of a key, made anew when the one on the shelf is not good any more.
    func picture(
        _ key: Key,
        now edition: Edition,
        make: @escaping @Sendable () async throws -> Picture
    ) async throws -> Picture {
        if var entry = entries[key], isGood(entry.edition, now: edition) {
            entry.usedAt = edition.at
            entries[key] = entry
            return try await entry.task.value
        }
        let task = Task { try await make() }
        entries[key] = Entry(edition: edition, task: task, usedAt: edition.at)
        makeRoom()
        do {
            return try await task.value
        } catch {
            // A failure is told to those who waited for it, and not kept.
            if entries[key]?.task == task { entries[key] = nil }
            throw error
        }
    }

    private func isGood(_ kept: Edition, now: Edition) -> Bool {
        let age = now.at.since(kept.at)
        guard age >= 0 else { return false }
        return age < freshness || (age < patience && kept.version == now.version)
    }

    private func makeRoom() {
        while entries.count > capacity {
            guard let oldest = entries.min(by: { $0.value.usedAt < $1.value.usedAt }) else {
                return
            }
            entries[oldest.key] = nil
        }
    }
}

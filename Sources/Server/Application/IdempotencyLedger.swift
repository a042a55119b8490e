internal import Engine
internal import Synchronization

/// Remembers for a while what was done under which key, so that a repeated request does nothing anew.
///
/// It lives in memory: after a restart of the server a key counts as new.
final class IdempotencyLedger: Sendable {
    /// Says what is known of a key.
    enum Entry: Sendable, Equatable {
        /// Nothing: the caller has it now, and finishes or abandons it.
        case new
        /// It is being done.
        case running
        /// It was done, and made this.
        case done(String)
        /// It was used for something else.
        case different
    }

    private struct Note {
        var digest: String
        var result: String?
        var at: Timestamp
    }

    private let notes = Mutex<[String: Note]>([:])
    private let lifetime: Int64
    private let capacity: Int
    private let now: @Sendable () -> Timestamp

    /// Creates a ledger that forgets after some seconds, or when there are too many keys.
    init(
        lifetimeSeconds: Int64 = 86_400,
        capacity: Int = 50_000,
        now: @escaping @Sendable () -> Timestamp
    ) {
        lifetime = lifetimeSeconds * 1_000
        self.capacity = capacity
        self.now = now
    }

    /// Takes a key for a request with a digest, or tells what is known of it.
    func begin(_ key: String, digest: String) -> Entry {
        let moment = now()
        return notes.withLock { notes in
            if let note = notes[key], moment.since(note.at) < lifetime {
                guard note.digest == digest else { return .different }
                return note.result.map { .done($0) } ?? .running
            }
            if notes.count >= capacity {
                notes = notes.filter { moment.since($0.value.at) < lifetime }
                let spare = notes.sorted { $0.value.at < $1.value.at }
                    .prefix(notes.count >= capacity ? capacity / 4 : 0)
                for (key, _) in spare { notes[key] = nil }
            }
            notes[key] = Note(digest: digest, result: nil, at: moment)
            return .new
        }
    }

    /// Notes what a request made.
    func finish(_ key: String, result: String) {
        notes.withLock { $0[key]?.result = result }
    }

    /// Gives a key back when its request came to nothing.
    func abandon(_ key: String) {
        notes.withLock { $0[key] = nil }
    }
}

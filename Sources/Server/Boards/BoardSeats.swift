internal import Engine
internal import HTTPTypes
internal import Operations
internal import Synchronization

/// Bounds what watchers of boards hold open, and in how many shapes they have boards drawn.
///
/// A kiosk link has its own bounds and shares those of the person it shows boards for, so that
/// neither one link in many hands nor many links of one person take the server from the others.
final class BoardSeats: Sendable {
    /// Names what is held open.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A request that waits for another picture.
        case wait
        /// A stream of pictures.
        case stream
    }

    /// Whose bounds they are.
    private enum Holder: Hashable {
        case link(Int64)
        case viewer(ID<Agent>)
    }

    private struct Place: Hashable {
        var kind: Kind
        var holder: Holder
    }

    private struct State {
        var taken: [Place: Int] = [:]
        var shapes: [Holder: [BoardShape: Timestamp]] = [:]
    }

    /// How many waits, and how many streams, a link and a person may have open.
    static let perLink = 16
    static let perViewer = 64

    /// How many shapes a link and a person may have drawn within a minute.
    static let shapesPerLink = 8
    static let shapesPerViewer = 32

    /// After how many milliseconds a shape that nobody asked for is forgotten.
    private static let memory: Int64 = 60_000

    /// After how many seconds one who found no seat may ask again.
    private static let pause: Int64 = 10

    private let state = Mutex(State())
    private let now: @Sendable () -> Timestamp

    init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// Takes a seat, which is free again when the last reference to it is gone.
    ///
    /// - Throws: `Problem` when there is none for this watcher.
    func take(_ kind: Kind, for watcher: BoardWatcher) throws -> BoardSeat {
        let holders = Self.holders(of: watcher)
        try state.withLock { state in
            for (holder, limit) in zip(holders, [Self.perViewer, Self.perLink])
            where state.taken[Place(kind: kind, holder: holder), default: 0] >= limit {
                throw Problem.tooMany("\(kind.rawValue)s", limit, retryAfter: Self.pause)
            }
            for holder in holders {
                state.taken[Place(kind: kind, holder: holder), default: 0] += 1
            }
        }
        return BoardSeat { [weak self] in self?.leave(kind, holders) }
    }

    /// Notes the shape that a watcher wants.
    ///
    /// - Throws: `Problem` when the watcher had too many others drawn in the last minute.
    func note(_ shape: BoardShape, for watcher: BoardWatcher) throws {
        let moment = now()
        let holders = Self.holders(of: watcher)
        try state.withLock { state in
            for (holder, limit) in zip(holders, [Self.shapesPerViewer, Self.shapesPerLink]) {
                let known = state.shapes[holder, default: [:]]
                    .filter { abs(moment.since($0.value)) < Self.memory }
                state.shapes[holder] = known
                guard known[shape] == nil, known.count >= limit else { continue }
                let age = known.values.map { moment.since($0) }.max() ?? 0
                let seconds = (Self.memory - age + 999) / 1_000
                throw Problem.tooMany("shapes", limit, retryAfter: seconds)
            }
            for holder in holders { state.shapes[holder, default: [:]][shape] = moment }
            if state.shapes.count > 4_096 { Self.forget(&state, at: moment) }
        }
    }

    private func leave(_ kind: Kind, _ holders: [Holder]) {
        state.withLock { state in
            for holder in holders {
                let place = Place(kind: kind, holder: holder)
                let left = state.taken[place, default: 0] - 1
                state.taken[place] = left > 0 ? left : nil
            }
        }
    }

    private static func forget(_ state: inout State, at now: Timestamp) {
        state.shapes = state.shapes.filter { _, shapes in
            shapes.values.contains { abs(now.since($0)) < memory }
        }
    }

    // The person first, then the link.
    private static func holders(of watcher: BoardWatcher) -> [Holder] {
        [.viewer(watcher.viewer.agent.id)] + (watcher.link.map { [.link($0)] } ?? [])
    }
}

/// Is a place of one who waits for or streams pictures; it is given back at the end of its life.
final class BoardSeat: Sendable {
    private let leave: @Sendable () -> Void

    fileprivate init(_ leave: @escaping @Sendable () -> Void) {
        self.leave = leave
    }

    deinit { leave() }
}

extension Problem {
    /// So many are open, or were asked for, that no other may be: `too-many-waits` and the like.
    fileprivate static func tooMany(_ what: String, _ limit: Int, retryAfter seconds: Int64)
        -> Problem
    {
        Problem(
            .tooManyRequests,
            "too-many-\(what)",
            fields: ["limit": .count(limit)],
            headers: [.retryAfter: "\(max(1, seconds))"]
        )
    }
}

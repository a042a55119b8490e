/// Holds who waits for each team, those first whose wait began first.
struct WaitingLines: Sendable {
    private var lines: [ID<Team>: Line] = [:]

    /// Is one place in a line.
    struct Place: Sendable, Comparable {
        let since: Timestamp
        let session: ID<Session>
        var isReserved: Bool

        static func == (left: Place, right: Place) -> Bool {
            left.session == right.session && left.since == right.since
        }

        static func < (left: Place, right: Place) -> Bool {
            (left.since, left.session) < (right.since, right.session)
        }
    }

    /// Is the line of one team.
    struct Line: Sendable {
        fileprivate(set) var places: [Place] = []

        /// How many of them are kept for nobody.
        fileprivate(set) var unreserved = 0
    }

    /// The line of a team, with nobody in it when the team is unknown.
    subscript(team: ID<Team>) -> Line { lines[team] ?? Line() }

    /// All lines that somebody is in.
    var all: Dictionary<ID<Team>, Line>.Values { lines.values }

    /// How many wait for a team.
    func count(of team: ID<Team>) -> Int { lines[team]?.places.count ?? 0 }

    /// How many of them are kept for nobody.
    func unreserved(of team: ID<Team>) -> Int { lines[team]?.unreserved ?? 0 }

    mutating func insert(_ place: Place, for team: ID<Team>) {
        lines[team, default: Line()].places.insertSorted(place)
        if !place.isReserved { lines[team]?.unreserved += 1 }
    }

    mutating func remove(_ place: Place, from team: ID<Team>) {
        lines[team]?.places.removeSorted(place)
        if !place.isReserved { lines[team]?.unreserved -= 1 }
        if lines[team]?.places.isEmpty == true { lines[team] = nil }
    }
}

internal import Engine
internal import Foundation
internal import Store

/// Compares everything with everything: memory with disk, disk with journal, figures with legs.
struct Checkpoint {
    private let world: World
    private let disk: Floor

    /// Reads the floor that is on disk.
    init(of world: World) throws {
        self.world = world
        disk = try world.quarters.journal.loadFloor()
    }

    /// Compares the floor in memory with the floor on disk.
    func compareFloor() throws {
        let live = world.floor
        try require(disk.sessions == live.sessions, .reload, sessions(live, disk))
        try require(
            disk.sessionByAddress == live.sessionByAddress,
            .reload,
            "the addresses differ"
        )
        try require(disk.outbox == live.outbox, .reload, outbox(live, disk))
        try require(disk.presences == live.presences, .reload, "the presences differ")
        try require(disk.company == live.company, .reload, "the companies differ")
        try require(
            Set(disk.allTeams) == Set(live.allTeams) && Set(disk.allAgents) == Set(live.allAgents)
                && Set(disk.allChannels) == Set(live.allChannels)
                && Set(disk.allTags) == Set(live.allTags)
                && Set(disk.allTemplates) == Set(live.allTemplates),
            .reload,
            "the configurations differ"
        )
        try require(
            disk.lastProtocolNumber == live.lastProtocolNumber,
            .numbers,
            "the last number is \(String(describing: disk.lastProtocolNumber)) on disk"
        )
        try require(disk.lastID <= live.lastID, .reload, "the disk has later ids than the floor")
        try require(
            disk.nextDueAt == live.nextDueAt
                && disk.dueMessages(at: world.now, limit: 100)
                    == live.dueMessages(at: world.now, limit: 100),
            .timers,
            "other messages are due after a start"
        )
        for agent in live.allAgents {
            let shares = world.ledger.sharesTaken(from: agent.id)
            let share = world.ledger.loadShare
            let held = (shares + share - 1) / share
            try require(
                live.load(of: agent.id) == held && disk.load(of: agent.id) == held,
                .owner,
                "\(agent.email) has \(live.load(of: agent.id)) places taken, not \(held)"
            )
        }
    }

    /// Compares what time makes of the floor in memory with what it makes of the one on disk.
    ///
    /// Both see everyone's screens open and the clock jump, since neither is on disk.
    func compareTimers() throws {
        let here = lapse(of: world.floor)
        let there = lapse(of: disk)
        for (one, other) in zip(here, there) where one != other {
            throw Breach(.timers, "in memory \(one), on disk \(other)")
        }
        try require(
            here.count == there.count,
            .timers,
            "in memory \(here.count) things are due, on disk \(there.count)"
        )
    }

    /// What happens by itself on a floor within a day.
    private func lapse(of start: Floor) -> [String] {
        var floor = start
        var lines: [String] = []
        var ids = IDMint(after: 1 << 62)
        for second: Int64 in [
            1_000, 1_100, 1_200, 1_300, 5_000, 5_100, 5_200, 86_400, 86_500, 86_600,
        ] {
            let now = world.now.adding(seconds: second)
            var moment = Moment(now: now, zone: .gmt, ids: ids)
            let connections = second == 1_000 ? floor.allAgents.map(\.id) : []
            let commands = connections.map { Command.connection($0, isOpen: true) } + [.tick]
            for command in commands {
                _ = floor.carryOut(
                    command,
                    by: .system,
                    facts: Facts(),
                    at: &moment
                ) { events, _ in
                    lines += events.map { "+\(second) s: \($0)" }
                }
            }
            ids = moment.ids
        }
        return lines
    }

    /// Compares what each person is shown with what they may see.
    func compareSight() throws {
        let floor = world.floor
        let sight = Sight(ledger: world.ledger)
        for agent in floor.allAgents {
            let viewer = floor.viewer(of: agent)
            let shown = floor.waiting(for: viewer) + floor.inService(for: viewer)
            let seen = floor.sessions.values.filter {
                $0.phase != .selfService && sight.sees(agent, $0)
            }
            try require(
                Set(shown.map(\.id)) == Set(seen.map(\.id)),
                .sight,
                "\(agent.email) is shown \(shown.count) sessions, not \(seen.count)"
            )
        }
    }

    /// Compares the figures that the store computes with those that the legs give.
    func compareFigures() throws {
        let library = world.quarters.folder.library
        let end = Timestamp(seconds: 4_000_000_000)
        for dimension in FigureDimension.allCases {
            let found = try Blocking.wait { [viewer] in
                try await library.figures(
                    from: Timestamp(milliseconds: 0),
                    to: end,
                    by: dimension,
                    for: viewer
                )
            }
            let expected = Recount(world.ledger, by: dimension).counts
            for key in Set(found.keys).union(expected.keys) {
                let found = Recount.Count(found[key] ?? PeriodFigures(), by: dimension)
                let expected = expected[key] ?? Recount.Count()
                try require(
                    found == expected,
                    .figures,
                    "\(key): " + difference(found, expected, "the store", "the legs")
                )
            }
        }
    }

    /// Someone who sees everything.
    private var viewer: Viewer {
        let agent = Agent(
            id: ID(1),
            email: "x@example.com",
            name: "X",
            role: .administrator,
            scope: .all
        )
        return Viewer(agent)
    }

    /// Compares the projections with those that the journal makes anew.
    func compareRebuild() throws {
        let differences = try world.quarters.differencesOfRebuild()
        try require(differences.isEmpty, .rebuild, differences.joined(separator: "; "))
    }

    private func sessions(_ live: Floor, _ disk: Floor) -> String {
        for (id, session) in live.sessions where disk.sessions[id] != session {
            guard let other = disk.sessions[id] else { return "\(id) is in memory only" }
            return difference(session, other, "memory", "disk")
        }
        for (id, session) in disk.sessions where live.sessions[id] == nil {
            return "\(id) is on disk only: \(session)"
        }
        return ""
    }

    private func outbox(_ live: Floor, _ disk: Floor) -> String {
        for (id, entry) in live.outbox where disk.outbox[id] != entry {
            guard let other = disk.outbox[id] else { return "\(id) is in memory only" }
            return difference(entry, other, "memory", "disk")
        }
        for (id, entry) in disk.outbox where live.outbox[id] == nil {
            return "\(id) is on disk only: \(entry)"
        }
        return ""
    }

    /// The fields in which two values differ.
    private func difference<Value>(
        _ left: Value,
        _ right: Value,
        _ here: String,
        _ there: String
    ) -> String {
        let pairs = zip(Mirror(reflecting: left).children, Mirror(reflecting: right).children)
        return pairs.compactMap { one, other in
            let (one, other, name) = ("\(one.value)", "\(other.value)", one.label ?? "")
            return one == other ? nil : "\(name) is \(one) in \(here) and \(other) in \(there)"
        }
        .joined(separator: "; ")
    }
}

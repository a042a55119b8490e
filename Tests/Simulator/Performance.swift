internal import Engine

/// Plays deeds in a company, batch by batch, and compares everything at times.
struct Performance {
    private let world: World
    private let rebuilds: Bool
    private var checkedAt = 0
    private var isOver = false

    // How many commands pass before everything is compared again.
    private static let interval = 1_000

    /// Founds a company; rebuilding its projections at the end is left out where it only takes time.
    init(rehearses rebuilds: Bool) throws {
        world = try World()
        self.rebuilds = rebuilds
    }

    /// Plays until there is no more.
    mutating func play(_ next: (World) -> Deed?) throws -> Simulation.Summary {
        let start = world.now
        while !isOver {
            var ending = Deed.commit
            try world.batch {
                ending = try playBatch(next)
            }
            try end(with: ending)
        }
        try check(rebuilds: rebuilds)
        return world.summary(since: start)
    }

    /// Plays one batch; tells what ends it.
    private mutating func playBatch(_ next: (World) -> Deed?) throws -> Deed {
        while true {
            guard let deed = next(world) else {
                isOver = true
                return .commit
            }
            switch deed {
            case .commit, .restart, .fillDisk, .check: return deed
            case .crash: throw World.Lost(isProcess: false)
            case .kill: throw World.Lost(isProcess: true)
            default: try world.perform(deed)
            }
        }
    }

    private mutating func end(with ending: Deed) throws {
        switch ending {
        case .restart: try world.startAgain()
        case .fillDisk: try world.quarters.fill()
        case .check: try check()
        default: break
        }
        guard world.tally.commands - checkedAt >= Self.interval else { return }
        checkedAt = world.tally.commands
        try check()
    }

    private func check(rebuilds: Bool = false) throws {
        let checkpoint = try Checkpoint(of: world)
        try checkpoint.compareFloor()
        try checkpoint.compareTimers()
        try checkpoint.compareSight()
        try checkpoint.compareFigures()
        if rebuilds { try checkpoint.compareRebuild() }
    }
}

internal import Engine

/// Makes up what happens next in a simulated company, from a seed and what goes on there.
struct Scriptwriter {
    var dice: SeededGenerator
    var agenda: [Deed] = []
    var heard: [Deed] = []
    var keys = 0

    /// Creates a writer; the seed says what happens.
    init(seed: UInt64) {
        dice = SeededGenerator(seed: seed)
        // Each company has rules of its own from the first day, and people who come to work.
        for _ in 0..<dice.within(4...24) { agenda.append(.arrange(arrangement())) }
        for _ in 0..<dice.within(2...8) { agenda.append(presence()) }
    }

    /// The next deed, given how the company stands.
    mutating func next(in world: World) -> Deed {
        if let deed = agenda.popLast() { return deed }
        if !world.unheard.isEmpty { return world.unheard.removeFirst() }
        if dice.once(in: 12) { return .commit }
        if dice.once(in: 250), let deed = accident() { return deed }
        if dice.once(in: 3) { return .wait(seconds: pause()) }
        switch dice.below(100) {
        case 0..<28: return contact(in: world)
        case 28..<30: backlog()
        case 30..<52: return service(in: world)
        case 52..<62: return sending(in: world)
        case 62..<80: return dispatch(in: world)
        case 80..<86: return report(in: world)
        case 86..<90: return presence()
        case 90..<96: return .tick
        default: return .arrange(arrangement())
        }
        return agenda.popLast() ?? .tick
    }

    // MARK: Time and the machine

    private mutating func pause() -> Int64 {
        switch dice.below(100) {
        case 0..<40: dice.within(0...5)
        case 40..<70: dice.within(10...300)
        case 70..<90: dice.within(300...7_200)
        case 90..<96: dice.within(7_200...130_000)
        case 96..<98: dice.within(130_000...300_000)
        case 98: -dice.within(1...600)
        default: -dice.within(600...90_000)
        }
    }

    private mutating func accident() -> Deed? {
        switch dice.below(6) {
        case 0, 1: .crash
        case 2: .kill
        case 3: .restart
        case 4: .fillDisk
        default: nil
        }
    }
}

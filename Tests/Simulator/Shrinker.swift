/// Makes the script of a failure short: takes deeds out while it still fails in the same way.
struct Shrinker {
    private let rule: Breach.Rule
    private var breach: Breach
    private var script: [Deed]
    private var replays = 0

    // A long script takes a second to play; this many end in reasonable time.
    private static let limit = 600

    /// Shrinks a failure; one that does not fail again is left as it is.
    static func shrink(_ failure: Simulation.Failure) -> Simulation.Failure {
        var shrinker = Shrinker(failure)
        shrinker.shrink()
        return Simulation.Failure(
            seed: failure.seed,
            breach: shrinker.breach,
            script: shrinker.script
        )
    }

    private init(_ failure: Simulation.Failure) {
        rule = failure.breach.rule
        breach = failure.breach
        script = failure.script
    }

    private mutating func shrink() {
        var size = max(1, script.count / 2)
        while replays < Self.limit {
            let before = script.count
            var start = 0
            while start < script.count, replays < Self.limit {
                // From the end on: what came after the cause goes first.
                let end = script.count - start
                let rest = Array(script[..<max(0, end - size)] + script[end...])
                if !fails(rest) { start += size }
            }
            guard size > 1 || script.count < before else { return }
            size = max(1, size / 2)
        }
    }

    /// Plays a shorter script, and keeps it when it fails.
    private mutating func fails(_ candidate: [Deed]) -> Bool {
        guard candidate.count < script.count else { return false }
        replays += 1
        guard let found = try? Simulation.replay(candidate, rebuilds: rule == .rebuild),
            found.rule == rule
        else { return false }
        script = candidate
        breach = found
        return true
    }
}

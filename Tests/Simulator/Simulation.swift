internal import Engine
internal import Foundation
internal import Synchronization

/// Plays a company through months, and says what broke on the way.
public enum Simulation {
    /// Is what a run was like.
    public struct Summary: Sendable {
        /// The commands that were given.
        public var commands = 0
        /// The events that were written.
        public var events = 0
        /// The batches that were written.
        public var commits = 0
        /// The batches that were lost.
        public var losses = 0
        /// The days that passed.
        public var days: Int64 = 0
        /// How often each command was carried out, and each refusal given.
        public var codes: [String: Int] = [:]

        /// Creates a summary of nothing.
        public init() {}

        /// Adds another run.
        public mutating func add(_ other: Summary) {
            commands += other.commands
            events += other.events
            commits += other.commits
            losses += other.losses
            days += other.days
            codes.merge(other.codes, uniquingKeysWith: +)
        }
    }

    /// Is a run that broke something.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// The seed of the run.
        public let seed: UInt64
        /// What broke.
        public let breach: Breach
        /// The deeds that break it.
        public let script: [Deed]

        /// The seed, what broke, and a script that breaks it again.
        public var description: String {
            let lines = script.map { "    \($0.line)," }.joined(separator: "\n")
            return "seed \(seed): \(breach)\nlet script: [Deed] = [\n\(lines)\n]"
        }
    }

    /// Plays what a seed says.
    ///
    /// - Throws: `Failure` with the whole script, as it was played until it broke something.
    public static func run(seed: UInt64, commands count: Int) throws -> Summary {
        var writer = Scriptwriter(seed: seed)
        var script: [Deed] = []
        do {
            // A rebuild costs as much as all else: one seed in five has it.
            var performance = try Performance(rehearses: seed % 5 == 0)
            return try performance.play { world in
                guard world.tally.commands < count else { return nil }
                let deed = writer.next(in: world)
                script.append(deed)
                return deed
            }
        } catch let breach as Breach {
            throw Failure(seed: seed, breach: breach, script: script)
        }
    }

    /// Plays a script; tells what it breaks, if anything.
    ///
    /// - Throws: When the disk or the system fails.
    public static func replay(_ script: [Deed], rebuilds: Bool = true) throws -> Breach? {
        var rest = script[...]
        do {
            var performance = try Performance(rehearses: rebuilds)
            _ = try performance.play { _ in rest.popFirst() }
            return nil
        } catch let breach as Breach {
            return breach
        }
    }

    /// Plays many seeds on threads of its own, and shrinks what fails.
    ///
    /// Comes back after all of them, or when enough have failed.
    public static func run(
        seeds: some Sequence<UInt64>,
        commands: Int,
        threads: Int = 2
    ) async -> (summary: Summary, failures: [Failure]) {
        let work = Worklist(seeds: Array(seeds), commands: commands)
        await withTaskGroup { group in
            for number in 0..<threads {
                group.addTask {
                    await withCheckedContinuation { done in
                        let thread = Thread {
                            work.run()
                            done.resume()
                        }
                        thread.name = "simulation \(number)"
                        thread.stackSize = 16 << 20
                        thread.start()
                    }
                }
            }
        }
        return work.outcome
    }
}

/// Hands seeds to threads and gathers what came of them.
private final class Worklist: Sendable {
    private struct State {
        var seeds: ArraySlice<UInt64>
        var summary = Simulation.Summary()
        var failures: [Simulation.Failure] = []
    }

    private let commands: Int
    private let state: Mutex<State>

    init(seeds: [UInt64], commands: Int) {
        self.commands = commands
        state = Mutex(State(seeds: seeds[...]))
    }

    var outcome: (summary: Simulation.Summary, failures: [Simulation.Failure]) {
        state.withLock { ($0.summary, $0.failures.sorted { $0.seed < $1.seed }) }
    }

    func run() {
        while let seed = next() {
            do {
                let summary = try Simulation.run(seed: seed, commands: commands)
                state.withLock { $0.summary.add(summary) }
            } catch let failure as Simulation.Failure {
                fail(Shrinker.shrink(failure))
            } catch {
                fail(
                    Simulation.Failure(
                        seed: seed,
                        breach: Breach(.trouble, "\(error)"),
                        script: []
                    )
                )
            }
        }
    }

    // Shrinking takes its time, and three failures say enough.
    private func next() -> UInt64? {
        state.withLock { $0.failures.count < 3 ? $0.seeds.popFirst() : nil }
    }

    private func fail(_ failure: Simulation.Failure) {
        state.withLock { $0.failures.append(failure) }
    }
}

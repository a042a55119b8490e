internal import Engine
internal import Foundation
internal import Store

/// Is a simulated company: the real engine on the real store, and what people outside know.
///
/// Its books are checked by a `Ledger`, which is told every event and nothing else.
final class World {
    /// The data folder.
    let quarters: Quarters

    /// The floor in memory.
    private(set) var floor: Floor

    /// What the events say.
    private(set) var ledger = Ledger()

    /// What the providers know.
    var provider = Provider()

    /// The time.
    var now = Timestamp(seconds: 1_793_534_400)

    /// How much was done.
    private(set) var tally = Tally()

    /// What contacts sent and nobody acknowledged.
    var unheard: [Deed] = []

    /// The people who work here, by their numbers.
    private(set) var agentIDs: [ID<Agent>] = []

    private static let zone = TimeZone(identifier: "America/Sao_Paulo") ?? .gmt

    private var ids = IDMint()
    private var before: Before?
    private var heard: [Deed] = []

    /// Counts what was done.
    struct Tally {
        var commands = 0
        var events = 0
        var commits = 0
        var losses = 0
        var codes: [String: Int] = [:]
    }

    /// Is what a batch began with.
    private struct Before {
        let ledger: Ledger
        let provider: Provider
    }

    /// Says that a batch is lost, and perhaps the process with it.
    struct Lost: Error {
        let isProcess: Bool
    }

    /// Founds the company.
    init() throws {
        quarters = try Quarters()
        floor = try quarters.journal.loadFloor()
        try quarters.journal.transaction { try found() }
        agentIDs = floor.allAgents.map(\.id)
    }

    /// Does deeds as one batch, until `work` says that it ends; a lost batch leaves nothing.
    func batch(_ work: () throws -> Void) throws {
        before = Before(ledger: ledger, provider: provider)
        heard = []
        do {
            try quarters.journal.transaction(work)
            tally.commits += 1
            handOver()
        } catch let breach as Breach {
            throw breach
        } catch {
            let lost = error as? Lost
            guard lost != nil || isFull(error) else {
                throw Breach(.trouble, "\(error)")
            }
            try lose()
            if lost?.isProcess == true { try startAgain() }
        }
    }

    /// Does one deed within a batch, and looks at what it left.
    func perform(_ deed: Deed) throws {
        if case .hear = deed { heard.append(deed) }
        if case .wait(let seconds) = deed { now = now.adding(seconds: seconds) }
        guard deed.isCommand else { return }
        tally.commands += 1
        guard let (command, actor) = order(for: deed) else { return }
        try carryOut(command, by: actor)
        provider.end()
        try look()
    }

    /// Carries out a command with all that follows from it, and checks what came of it.
    func carryOut(_ command: Command, by actor: Actor) throws {
        let journal = quarters.journal
        let facts = try floor.question(for: command).map(journal.facts) ?? Facts()
        var moment = Moment(now: now, zone: Self.zone, ids: ids)
        var steps: [(events: [Event], actor: Actor)] = []
        let result = try floor.carryOut(
            command,
            by: actor,
            facts: facts,
            at: &moment
        ) { [now] events, actor in
            _ = try journal.append(events, at: now, by: actor)
            steps.append((events, actor))
        }
        ids = moment.ids
        switch result {
        case .success:
            note(name(of: command))
            try Sight(ledger: ledger).check(command, by: actor)
        case .failure(let refusal):
            note("refused " + refusal.code)
            try ledger.takeRefusal(refusal, of: command)
        }
        for step in steps { try take(step.events, by: step.actor) }
        if case .success = result {
            try ledger.takeEnd(of: command, steps.flatMap(\.events), at: now)
        }
    }

    private func take(_ events: [Event], by actor: Actor) throws {
        tally.events += events.count
        for event in events {
            note(name(of: event))
            try ledger.take(event, at: now, by: actor, answer: provider.answer)
            if case .deliveryChanged(let change) = event, change.delivery == .sending {
                provider.promise(change.message)
            }
        }
    }

    /// Forgets what is in memory, and reads it again as a new process does.
    func startAgain() throws {
        try quarters.reopen()
        try reload()
        provider.forgetCalls()
        try batch { try carryOut(.recover, by: .system) }
    }

    /// Looks at the sessions that events were about.
    private func look() throws(Breach) {
        let touched = ledger.takeTouched()
        guard !touched.isEmpty else { return }
        let viewer = agentIDs.isEmpty ? nil : agentIDs[tally.commands % agentIDs.count]
        let glance = Glance(floor: floor, ledger: ledger, viewer: viewer)
        for id in touched { try glance.look(at: id) }
    }

    /// Gives what is on disk to the providers.
    private func handOver() {
        for message in provider.takePromised() {
            guard let letter = ledger.letters[message], let place = place(at: letter.place) else {
                continue
            }
            provider.take(message, for: letter.place, at: place)
        }
    }

    private func reload() throws {
        floor = try quarters.journal.loadFloor()
    }

    /// The process goes back to what is on disk.
    private func lose() throws {
        tally.losses += 1
        try quarters.empty()
        if let before {
            ledger = before.ledger
            provider = before.provider
        }
        unheard += heard
        try reload()
    }

    /// What the run was like.
    func summary(since start: Timestamp) -> Simulation.Summary {
        var summary = Simulation.Summary()
        summary.commands = tally.commands
        summary.events = tally.events
        summary.commits = tally.commits
        summary.losses = tally.losses
        summary.days = now.since(start) / 86_400_000
        summary.codes = tally.codes
        return summary
    }

    private func isFull(_ error: any Error) -> Bool {
        if case .full? = error as? DataFolderError { true } else { false }
    }

    /// The case of a command or an event.
    private func name(of value: Any) -> String {
        Mirror(reflecting: value).children.first?.label ?? "\(value)"
    }

    private func note(_ code: String) {
        tally.codes[code, default: 0] += 1
    }
}

internal import Engine
internal import Foundation

/// Writes commands into a journal as if they had come at other times.
///
/// It runs the very decisions of the switchboard, many in one transaction, before the switchboard
/// takes the journal over.
final class Ledger {
    private let journal: any Journal
    private(set) var floor: Floor
    private let zone: TimeZone

    /// Opens the books; the floor is what they say.
    init(journal: any Journal, zone: TimeZone) throws {
        self.journal = journal
        self.zone = zone
        floor = try journal.loadFloor()
    }

    /// Runs a batch as one transaction.
    func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try journal.transaction(body)
    }

    /// Does a command as of a moment; within `transaction` only.
    ///
    /// - Throws: `Refusal` when the command cannot be done, and what the journal throws.
    @discardableResult
    func perform(_ command: Command, by actor: Actor, at now: Timestamp) throws -> [Event] {
        var facts = Facts()
        if let question = floor.question(for: command) {
            facts = try journal.facts(for: question)
        }
        var moment = Moment(now: now, zone: zone, ids: IDMint(after: floor.lastID))
        var done: [Event] = []
        let outcome = try floor.carryOut(command, by: actor, facts: facts, at: &moment) {
            events,
            actor in
            _ = try journal.append(events, at: now, by: actor)
            done += events
        }
        try outcome.get()
        return done
    }
}

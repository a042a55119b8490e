/// Is what a caller of the switchboard waits for.
struct Request {
    /// Is what became of each command.
    typealias Outcome = [Result<[RecordedEvent], Refusal>]

    /// Is one command of it.
    struct Step: Sendable {
        let command: Command
        let actor: Actor
        /// When it happened; `nil` for now.
        let at: Timestamp?
    }

    /// The commands, which share a transaction.
    let steps: [Step]

    /// Where the answer goes.
    let answer: CheckedContinuation<Outcome, any Error>

    /// Whether it only says that time passes.
    var isTick: Bool { steps.allSatisfy { $0.command == .tick } }

    /// Whether it tells what happened earlier, which is no news to anyone.
    var isPast: Bool { steps.contains { $0.at != nil } }
}

internal import OrderedCollections

extension Event {
    /// Whether any rule looks at events of this kind.
    var mayHaveConsequences: Bool {
        switch self {
        case .legChanged(_, _, let began):
            // A session that is kept for an agent is where the rules wanted it.
            began.start != .distributed
        case .messageAdded(let message, _):
            message.direction == .inbound
        case .sessionOpened, .sessionReopened, .sessionClosed, .presenceChanged, .configured,
            .flowMoved, .contactChanged, .contactsMerged, .contactsSeparated:
            true
        default: false
        }
    }
}

/// Names the house's own rules, in the order in which they look at an event.
enum Rule: CaseIterable {
    /// The flow that has a session goes on.
    case flow
    /// A session that enters a queue may not stay in it.
    case queueEntry
    /// Messages that go out by themselves.
    case automation
    /// Waiting sessions are kept for agents.
    case distribution
}

extension Floor {
    /// Says what follows from an event that was applied, by one rule.
    ///
    /// Each rule sees the floor as it is now, after all that happened before: that the event's leg
    /// still runs, for one, is not certain any more. The facts are those of the command at the
    /// beginning of the chain.
    func consequences(
        of cause: Agenda.Cause,
        by rule: Rule,
        facts: Facts,
        at moment: inout Moment
    ) -> [Event] {
        switch rule {
        case .flow: flow(after: cause, facts: facts, at: &moment)
        case .queueEntry: index.hasHours ? turnAway(after: cause, at: &moment) : []
        case .automation: index.hasTexts ? speak(after: cause, facts: facts, at: &moment) : []
        case .distribution: distribute(after: cause, at: &moment)
        }
    }

    /// The same by the rule of flows, which has nothing to do with messages where there are none.
    private func flow(
        after cause: Agenda.Cause,
        facts: Facts,
        at moment: inout Moment
    ) -> [Event] {
        if case .messageAdded = cause.event, flowVersions.isEmpty { return [] }
        return goOnWithFlow(after: cause, facts: facts, at: &moment)
    }
}

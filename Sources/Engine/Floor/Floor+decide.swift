extension Floor {
    /// Decides what follows from a command: the events that happen, or why it cannot be done.
    ///
    /// Nothing changes here: `apply` folds the events in. No events means that all is as the command
    /// wants it already. The facts answer `question(for:)` of the same command.
    public func decide(
        _ command: Command,
        by actor: Actor,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        let asker = try asker(actor)
        switch command {
        case .receive(let inbound):
            if case .person = asker { throw .forbidden }
            return try receive(inbound, facts: facts, at: &moment)
        case .start(let id):
            let session = try openSession(id, for: asker, facts: facts)
            return try start(session, for: asker, at: &moment)
        case .transfer(let id, let target):
            let session = try openSession(id, for: asker, facts: facts)
            return try transfer(session, to: target, for: asker, at: &moment)
        case .close(let id, let disposition):
            let session = try openSession(id, for: asker, facts: facts)
            return try close(session, as: disposition, for: asker, by: actor, at: &moment)
        case .classify(let id, let disposition):
            return try classify(id, as: disposition, for: asker, facts: facts)
        case .rate(let id, let stars):
            return try rate(id, stars, for: asker, facts: facts)
        case .open(let id):
            return try open(id, for: asker, facts: facts, at: &moment)
        case .addTag(let id, let tag):
            let session = try openSession(id, for: asker, facts: facts)
            return try addTag(tag, to: session, for: asker)
        case .removeTag(let id, let tag):
            let session = try openSession(id, for: asker, facts: facts)
            return try removeTag(tag, from: session, for: asker)
        case .send(let id, let content):
            let session = try openSession(id, for: asker, facts: facts)
            return try send(content, in: session, for: asker, facts: facts, at: &moment)
        case .note(let id, let text):
            let session = try openSession(id, for: asker, facts: facts)
            return try note(text, in: session, for: asker, at: &moment)
        case .markRead(let id):
            let session = try openSession(id, for: asker, facts: facts)
            return try markRead(session, for: asker)
        case .begin(let channel, _, let address, let team, let content):
            return try begin(
                Beginning(channel: channel, address: address, team: team, content: content),
                for: asker,
                facts: facts,
                at: &moment
            )
        case .resend(let id):
            return try resend(id, for: asker, facts: facts, at: moment.now)
        case .addContact(let name, let identities):
            return try addContact(name, identities, for: asker, facts: facts, at: &moment)
        case .editContact(let id, let change):
            return try editContact(id, change, for: asker, facts: facts)
        case .mergeContacts:
            return try mergeContacts(for: asker, facts: facts)
        case .separateContact:
            return try separateContact(for: asker, facts: facts)
        case .eraseContact(let id):
            return try eraseContact(id, for: asker, facts: facts, at: moment.now)
        case .publishFlow(let id):
            return try publishFlow(id, for: asker, at: &moment)
        case .setPresence(let agent, let presence):
            return try setPresence(presence, of: agent, for: asker, at: &moment)
        case .configure(let configuration):
            return try configure(configuration, for: asker, by: actor, at: &moment)
        case .connection, .beginSending, .finishSending, .mediaFetched, .takeHeld, .eraseWords,
            .recover, .tick:
            try asker.requireMachine()
            return try decideMachinery(command, facts: facts, at: moment.now)
        }
    }

    /// Decides what only the server itself asks.
    private func decideMachinery(
        _ command: Command,
        facts: Facts,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        switch command {
        case .beginSending(let id):
            try beginSending(id, facts: facts, at: now)
        case .finishSending(let id, let outcome):
            try finishSending(id, outcome, facts: facts, at: now)
        case .mediaFetched(let id, let index, let attachment):
            try mediaFetched(id, index: index, attachment, facts: facts)
        case .takeHeld(let request, let reached):
            try takeHeld(request, reaching: reached)
        case .eraseWords(let words):
            try erase(words, facts: facts)
        case .recover:
            recover(at: now)
        case .tick:
            holdOverdue(at: now)
        default:
            []
        }
    }
}

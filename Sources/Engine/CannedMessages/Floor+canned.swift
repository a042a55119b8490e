internal import OrderedCollections

extension Floor {
    /// The canned messages that a person can use, by shortcut: those for all, and those of the teams
    /// that they serve or watch.
    public func cannedMessages(for viewer: Viewer) -> [CannedMessage] {
        canned.values
            .filter { $0.teams.isEmpty || $0.teams.contains(where: viewer.teams.contains) }
            .sorted { $0.shortcut < $1.shortcut }
    }

    /// A canned message as an agent's composer takes it: with its placeholders filled in.
    ///
    /// The agent's own name stands in it, also in a session that nobody serves yet. A contact's
    /// fields stand for variables of the same name that the session does not have.
    public func text(
        of message: CannedMessage,
        in session: Session,
        contact: Contact? = nil,
        by agent: Agent,
        at now: Timestamp
    ) -> String {
        placeholders(for: session, contact: contact, by: agent, in: message.text, at: now)
            .fill(message.text)
    }

    /// What a template's parameters are to be in a session, unless the agent writes others.
    public func suggestedParameters(
        of template: MessageTemplate,
        in session: Session,
        contact: Contact? = nil,
        by agent: Agent,
        at now: Timestamp
    ) -> [String] {
        let text = template.suggestions.joined()
        let values = placeholders(for: session, contact: contact, by: agent, in: text, at: now)
        return template.suggestedParameters(values)
    }

    /// What a template's parameters are to be in a conversation that an agent begins.
    public func suggestedParameters(
        of template: MessageTemplate,
        for contact: Contact,
        team: ID<Team>? = nil,
        by agent: Agent,
        at now: Timestamp
    ) -> [String] {
        var placeholders = placeholders(
            on: template.channel,
            team: team ?? agent.teams.first,
            contactName: contact.name,
            fields: contact.fields,
            at: now
        )
        placeholders.values[.agentNickname] = agent.publicName
        placeholders.variables = placeholders.fields
        return template.suggestedParameters(placeholders)
    }

    /// Passes when a canned message can be found by its shortcut and said.
    func check(_ message: CannedMessage) throws(Refusal) {
        let others = canned.values.map { ($0.id, $0.shortcut) }
        try checkSlug(message.shortcut, of: message.id, among: others)
        guard message.title.utf8.count <= 1_000 else { throw .invalid("title") }
        guard !message.text.trimmed.isEmpty else { throw .empty }
        guard message.text.unicodeScalars.count <= CannedMessage.maximumText else {
            throw .tooLong(maximum: CannedMessage.maximumText)
        }
        guard canFill(message.text) else { throw .invalid("text") }
        if let word = company.rules.wordFilter.blockedWord(in: message.text) {
            throw .wordBlocked(word)
        }
        for team in message.teams where teams[team] == nil { throw .notFound(.team) }
    }

    private func placeholders(
        for session: Session,
        contact: Contact?,
        by agent: Agent,
        in text: String,
        at now: Timestamp
    ) -> Placeholders {
        var placeholders = placeholders(for: session, in: text, at: now)
        placeholders.values[.agentNickname] = agent.publicName
        if let contact { placeholders.fields = named(contact.fields) }
        placeholders.variables.merge(placeholders.fields) { said, _ in said }
        return placeholders
    }
}

extension CannedMessage {
    /// The longest text, in Unicode scalars.
    public static let maximumText = 4_096
}

internal import OrderedCollections

extension Floor {
    /// The values of placeholders in a text about a session.
    ///
    /// The place in the queue is counted only for a text that says it.
    public func placeholders(
        for session: Session,
        in text: String,
        at now: Timestamp
    ) -> Placeholders {
        var placeholders = placeholders(
            on: session.channel,
            team: session.team ?? channels[session.channel]?.team,
            contactName: session.contactName,
            fields: session.contactFields,
            at: now
        )
        placeholders.variables = session.variables
        placeholders.values[.protocolNumber] = session.protocolNumber.description
        if let agent = (session.agent ?? session.reservedFor).flatMap({ agents[$0] }) {
            placeholders.values[.agentNickname] = agent.publicName
        }
        if text.contains(Placeholder.queuePosition.rawValue) {
            placeholders.values[.queuePosition] = queuePosition(of: session).map(String.init)
        }
        return placeholders
    }

    /// The values of placeholders in a text to a contact on a channel, where there is no session.
    func placeholders(
        on channel: ID<Channel>,
        team: ID<Team>?,
        contactName: String,
        fields known: [ID<ContactField>: String],
        at now: Timestamp
    ) -> Placeholders {
        var values: [Placeholder: String] = [
            .contactName: contactName,
            .contactFirstName: contactName.split(separator: " ").first.map(String.init) ?? "",
            .companyName: company.name,
        ]
        values[.channelName] = channels[channel]?.name
        values[.teamName] = team.flatMap { teams[$0]?.name }
        var placeholders = Placeholders(values, fields: named(known))
        placeholders.setMoment(now, in: company.timeZone, language: company.language)
        return placeholders
    }

    /// What is known of a contact by the slugs of the fields in use, as texts name them.
    func named(_ known: [ID<ContactField>: String]) -> [String: String] {
        guard !known.isEmpty else { return [:] }
        var named: [String: String] = [:]
        for (id, value) in known {
            if let field = fields[id], field.isActive { named[field.slug] = value }
        }
        return named
    }

    /// Tells whether every name in braces of a text stands for something.
    func canFill(_ text: String) -> Bool {
        guard Placeholders.unknown(in: text).isEmpty else { return false }
        let slugs = Placeholders.fields(in: text)
        return slugs.isEmpty || activeFieldSlugs.isSuperset(of: slugs)
    }

    /// The names by which texts may say what is known of a contact.
    var activeFieldSlugs: Set<String> { Set(fields.values.filter(\.isActive).map(\.slug)) }

    /// The place of a waiting session in its team's queue, from 1; `nil` for one that does not wait.
    public func queuePosition(of session: Session) -> Int? {
        guard session.phase == .waiting, let team = session.team else { return nil }
        return lines[team].places.firstIndex { $0.session == session.id }.map { $0 + 1 }
    }
}

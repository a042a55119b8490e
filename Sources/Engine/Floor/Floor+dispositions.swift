internal import OrderedCollections

extension Floor {
    /// The event that classifies a session at its close, when it is or must be classified.
    ///
    /// Where the team wants it, a person does not close without; the contact, the rules, the flow and
    /// the console always may. A team that has nothing to choose from requires nothing.
    func classification(
        of session: Session,
        as disposition: ID<Disposition>?,
        for asker: Asker
    ) throws(Refusal) -> [Event] {
        guard let disposition else {
            let team = session.team.flatMap { teams[$0] }
            guard asker.viewer != nil, session.disposition == nil,
                team?.rules.requiresDisposition == true,
                !choosableDispositions(for: session.team).isEmpty
            else { return [] }
            throw .dispositionRequired
        }
        if case .contact = asker { return [] }
        return try classified(session, as: disposition)
    }

    /// Classifies a session, open or closed, for who sees it.
    func classify(
        _ id: ID<Session>,
        as disposition: ID<Disposition>,
        for asker: Asker,
        facts: Facts
    ) throws(Refusal) -> [Event] {
        guard let session = sessions[id] ?? facts.session, session.id == id,
            asker.viewer?.maySee(session) ?? true
        else { throw .notFound(.session) }
        try asker.require { may(.classify, session, $0) }
        return try classified(session, as: disposition)
    }

    private func classified(
        _ session: Session,
        as disposition: ID<Disposition>
    ) throws(Refusal) -> [Event] {
        guard dispositions[disposition] != nil else { throw .notFound(.disposition) }
        guard session.disposition != disposition else { return [] }
        let choices = choosableDispositions(for: session.team)
        guard choices.contains(where: { $0.id == disposition }) else {
            throw .invalid("disposition")
        }
        return [.dispositionSet(session.id, disposition)]
    }
}

internal import OrderedCollections

extension Floor {
    /// Takes the contact's rating of a session that was asked for one, once.
    func rate(
        _ id: ID<Session>,
        _ stars: Int,
        for asker: Asker,
        facts: Facts
    ) throws(Refusal) -> [Event] {
        guard asker.viewer == nil else { throw .forbidden }
        guard let session = sessions[id] ?? facts.session, session.id == id else {
            throw .notFound(.session)
        }
        guard (1...5).contains(stars) else { throw .invalid("rating") }
        guard session.rating != stars else { return [] }
        guard session.ratingAskedAt != nil, session.rating == nil else { throw .forbidden }
        return [.rated(id, stars)]
    }

    /// The rating that a message is when it answers the question of a session that was closed.
    ///
    /// For as long as the session could be opened again, and a day at least; it opens nothing.
    func lateRating(
        _ content: Content,
        facts: Facts,
        on channel: Channel,
        at now: Timestamp
    ) -> (id: ID<Session>, stars: Int)? {
        guard let session = facts.lastClosed, let askedAt = session.ratingAskedAt,
            session.rating == nil, let stars = Rating(content)
        else { return nil }
        let rules = session.team.flatMap { teams[$0] }?.rules
        let isDeferred = channel.capabilities.rhythm == .deferred
        let reopens = isDeferred ? rules?.deferredReopenSeconds : rules?.reopenSeconds
        let patience = max(reopens ?? 0, Rating.patience)
        guard now.since(askedAt) <= patience * 1_000 else { return nil }
        return (session.id, stars.value)
    }
}

extension Rating {
    /// How long an answer to the question after a close is waited for, in seconds.
    static let patience: Int64 = 86_400

    /// What is asked where nobody wrote a question.
    static func defaultQuestion(in language: String) -> String {
        language.lowercased().hasPrefix("en")
            ? "How do you rate this service, from 1 to 5?"
            : "Como você avalia este atendimento, de 1 a 5?"
    }
}

internal import OrderedCollections

extension Floor {
    /// Ends a session: says goodbye where it may, and gives up what still waits for the window.
    ///
    /// What is said comes before the end, since nothing is queued for a session that is closed. A
    /// silent end says nothing.
    func ended(
        _ session: Session,
        because end: Leg.End,
        outcome: Outcome,
        isSilent: Bool = false,
        at moment: inout Moment
    ) -> [Event] {
        var events: [Event] = []
        if !isSilent {
            events += said(.closed, to: session, at: &moment)
            if end == .closedByAgent { events += askedForRating(session, at: &moment) }
        }
        let place = Address(channel: session.channel, value: session.address)
        for id in pending.held(for: place) {
            guard let entry = pending[id] else { continue }
            events.append(.deliveryChanged(entry.changed(to: .failed, error: .sessionClosed)))
        }
        let ended = session.leg.ended(end, at: moment.now)
        return events + [.sessionClosed(session.id, ended: ended, outcome: outcome)]
    }

    /// Asks the contact for a rating, where the team wants it: once in a session.
    private func askedForRating(_ session: Session, at moment: inout Moment) -> [Event] {
        guard let team = session.team.flatMap({ teams[$0] }), team.rules.asksRating,
            session.ratingAskedAt == nil, session.rating == nil,
            let channel = channel(for: session, at: moment.now)
        else { return [] }
        let words = text(.rating, of: team.id) ?? Rating.defaultQuestion(in: company.language)
        let filled = placeholders(for: session, in: words, at: moment.now).fill(words)
        let content = Rating.question(filled, on: channel.capabilities)
        return [automatic(content, to: session, at: &moment), .ratingAsked(session.id)]
    }
}

extension DeliveryError {
    /// Says that a message waited for the window until its session was closed.
    static let sessionClosed = DeliveryError(
        code: "session-closed",
        text: "the session was closed before the messaging window opened again"
    )
}

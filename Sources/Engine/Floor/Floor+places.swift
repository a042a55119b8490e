internal import OrderedCollections

// Places are counted in shares, so that letters, which take hours, can take but a part of one: a
// session of a deferred channel is one share, any other as many as the company says.

extension Floor {
    /// How many places of an agent's limit are taken by what they serve and what is kept for them.
    ///
    /// A place that letters take in part counts as taken.
    public func load(of agent: ID<Agent>) -> Int {
        (sharesTaken(from: agent) + index.share - 1) / index.share
    }

    /// The shares that are taken of an agent's places.
    func sharesTaken(from agent: ID<Agent>) -> Int {
        guard let held = sessionsByHolder[agent] else { return 0 }
        guard !index.deferred.isEmpty else { return held.count * index.share }
        return held.reduce(0) { sum, id in
            sum + (sessions[id].map { shares(on: $0.channel) } ?? 0)
        }
    }

    /// The shares that one session of a channel takes.
    func shares(on channel: ID<Channel>) -> Int {
        index.deferred.contains(channel) ? 1 : index.share
    }

    /// Passes when an agent may hold one session more, or holds this one already.
    ///
    /// Before there is a session, the channel says how much of a place it will take.
    func requirePlace(
        with agent: Agent,
        for session: Session? = nil,
        on channel: ID<Channel>? = nil
    ) throws(Refusal) {
        guard agent.sessionLimit > 0, session?.isHeld(by: agent.id) != true else { return }
        let wanted = (session?.channel ?? channel).map(shares) ?? index.share
        guard sharesTaken(from: agent.id) + wanted <= agent.sessionLimit * index.share else {
            throw .limitReached(agent.sessionLimit)
        }
    }
}

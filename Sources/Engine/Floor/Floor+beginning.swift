internal import OrderedCollections

/// Is what a conversation that we begin needs.
struct Beginning {
    var channel: ID<Channel>
    var address: String
    var team: ID<Team>
    var content: Content
}

extension Floor {
    /// Begins a conversation, which the agent serves from the start.
    ///
    /// It goes to an address that is the contact's own, or of one that was merged into it. Outside the
    /// window the content has to be what the channel declares for that: a template, or what a person
    /// may write by the human tag.
    func begin(
        _ beginning: Beginning,
        for asker: Asker,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        guard let viewer = asker.viewer, viewer.may(.beginning) else { throw .forbidden }
        guard let channel = channels[beginning.channel] else { throw .notFound(.channel) }
        guard let team = teams[beginning.team], team.isActive else { throw .notFound(.team) }
        guard viewer.mayBegin(for: team.id) else { throw .agentNotInTeam }
        guard let contact = facts.contact else { throw .notFound(.contact) }
        guard contact.erasedAt == nil else { throw .erased }
        guard !beginning.address.isEmpty else { throw .empty }
        let place = Address(channel: channel.id, value: beginning.address)
        if let open = openSession(of: contact.id, at: place) {
            throw .hasOpenSession(open.id, agent: open.holder)
        }
        guard !facts.isRefused else { throw .contactRefuses }
        let known = [contact] + facts.group
        guard let reached = known.first(where: { $0.isReached(at: place.value, on: channel) })
        else { throw .invalid("address") }
        try requirePlace(with: viewer.agent, on: channel.id)
        let checked = try checked(
            beginning.content,
            for: Dispatch(
                channel: channel,
                author: .human,
                windowEndsAt: facts.windowEndsAt,
                humanWindowEndsAt: facts.humanWindowEndsAt
            ),
            at: moment.now
        )
        var session = outbound(
            to: contact,
            at: place,
            leg: Leg(
                id: moment.ids.next(at: moment.now),
                phase: .inService,
                team: team.id,
                agent: viewer.agent.id,
                startedAt: moment.now,
                start: .outbound
            ),
            &moment
        )
        session.heardFrom = reached.id
        session.windowEndsAt = facts.windowEndsAt
        session.humanWindowEndsAt = facts.humanWindowEndsAt
        let message = queued(checked, in: session, by: asker.author, at: &moment)
        return [.sessionOpened(session), message]
    }

    /// A session that we begin, in service in its first leg.
    private func outbound(
        to contact: Contact,
        at place: Address,
        leg: Leg,
        _ moment: inout Moment
    ) -> Session {
        var session = Session(
            id: moment.ids.next(at: moment.now),
            protocolNumber: nextProtocolNumber(on: moment.day),
            channel: place.channel,
            contact: contact.id,
            contactName: contact.name,
            address: place.value,
            origin: .outbound,
            phase: leg.phase,
            startedAt: moment.now,
            leg: leg
        )
        session.team = leg.team
        session.agent = leg.agent
        session.serviceSince = moment.now
        session.contactGroups = contact.groups
        session.contactFields = contact.fields
        return session
    }

    /// The open session of an address, or of a contact on the same channel by another address.
    private func openSession(of contact: ID<Contact>, at place: Address) -> Session? {
        if let id = sessionByAddress[place] { return sessions[id] }
        let others = (sessionsByContact[contact] ?? []).compactMap { sessions[$0] }
        return others.filter { $0.channel == place.channel }.min { $0.id < $1.id }
    }
}

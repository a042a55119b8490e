internal import OrderedCollections

extension Floor {
    /// Goes on with the flow that has a session, or begins it with the contact's first message.
    ///
    /// A session without a flow leaves `selfService` at once, so that nothing is done for it here.
    func goOnWithFlow(
        after cause: Agenda.Cause,
        facts: Facts,
        at moment: inout Moment
    ) -> [Event] {
        switch cause.event {
        case .sessionOpened(let opened):
            guard opened.origin == .inbound, isOpenedInALoop(facts, at: moment.now),
                let session = sessions[opened.id]
            else { return [] }
            return cut(session, at: &moment)
        case .sessionReopened(let reopened):
            // On average oftener than once in so many seconds, over its whole life.
            let patience = Int64(reopened.reopenings) * Self.loopSeconds * 1_000
            guard reopened.reopenings >= Self.loopOpenings, !reopened.isCut,
                moment.now.since(reopened.startedAt) < patience,
                let session = sessions[reopened.id]
            else { return [] }
            return cut(session, at: &moment)
        case .messageAdded(let message, let content):
            guard message.direction == .inbound, message.author == .contact,
                let session = message.session.flatMap({ sessions[$0] }),
                session.phase == .selfService, !session.isCut
            else { return [] }
            return answer(content, sentAt: message.sentAt, in: session, at: &moment)
        default:
            return []
        }
    }

    /// The version that new sessions of a channel begin with; `nil` hands them to the team at once.
    func startingVersion(of channel: Channel) -> FlowVersion? {
        channel.flow.flatMap { flows[$0]?.current }.flatMap { flowVersions[$0] }
    }

    /// What holds for a contact who is silent in the flow that has a session; `nil` for nothing.
    func flowSilence(of session: Session) -> FlowInactivity? {
        guard session.phase == .selfService, let position = session.flow else { return nil }
        return flowVersions[position.version]?.definition.inactivity
    }

    private func answer(
        _ content: Content,
        sentAt: Timestamp,
        in session: Session,
        at moment: inout Moment
    ) -> [Event] {
        guard let channel = channels[session.channel],
            let version = session.flow.map({ flowVersions[$0.version] })
                ?? startingVersion(of: channel)
        else { return handOver(session, to: nil, at: &moment) }
        let run = FlowRun(version, in: context(of: session, on: channel, at: moment.now))
        guard let position = session.flow else {
            return events(of: run.begin(session.variables), in: session, [], at: &moment)
        }
        let since = moment.now.adding(seconds: -Self.loopSeconds)
        let recent = position.answeredAt.filter { $0 > since }
        let said = FlowAnswer(text: content.text, payload: content.payload, sentAt: sentAt)
        let turn = run.take(said, at: position, session.variables)
        guard turn.steps.isEmpty, turn.position == position else {
            guard recent.count < Self.loopAnswers else { return cut(session, at: &moment) }
            return events(of: turn, in: session, recent, at: &moment)
        }
        return []
    }

    /// Makes events of what a flow does.
    private func events(
        of turn: FlowTurn,
        in session: Session,
        _ recent: [Timestamp],
        at moment: inout Moment
    ) -> [Event] {
        var events: [Event] = []
        var position = turn.position
        position?.answeredAt = recent + [moment.now]
        let move = Event.flowMoved(
            session.id,
            FlowMove(position: position, variables: turn.variables)
        )
        let maySpeak = self.channel(for: session, at: moment.now) != nil
        for step in turn.steps {
            switch step {
            case .say(let content):
                if maySpeak { events.append(automatic(content, to: session, at: &moment)) }
            case .askRating(let content):
                guard maySpeak else { continue }
                events.append(automatic(content, to: session, at: &moment))
                events.append(.ratingAsked(session.id))
            case .rated(let stars):
                if session.rating == nil { events.append(.rated(session.id, stars)) }
            case .handToTeam(let team):
                return events + [move] + handOver(session, to: team, at: &moment)
            case .close(let outcome):
                return events + [move]
                    + ended(session, because: .closedByFlow, outcome: outcome, at: &moment)
            case .leave:
                return events + [move]
                    + ended(session, because: .closedByContact, outcome: .success, at: &moment)
            }
        }
        // A question that cannot be put would keep the contact for ever.
        guard maySpeak else { return events + handOver(session, to: nil, at: &moment) }
        return events + [move]
    }

    /// Hands a session to a team's queue; to the channel's where there is none, or it takes none.
    private func handOver(
        _ session: Session,
        to wanted: ID<Team>?,
        at moment: inout Moment
    ) -> [Event] {
        let active = wanted.flatMap { teams[$0] }.flatMap { $0.isActive ? $0.id : nil }
        guard let team = active ?? channels[session.channel]?.team else { return [] }
        return [
            session.moved(
                to: Stretch(phase: .waiting, team: team, start: .flow),
                because: .handedToTeam,
                at: &moment
            )
        ]
    }

    /// Stops automatic messages to a session whose contact seems to be a machine, for people to see.
    private func cut(_ session: Session, at moment: inout Moment) -> [Event] {
        let handed =
            session.phase == .selfService ? handOver(session, to: nil, at: &moment) : []
        return [.automationCut(session.id)] + handed
    }

    /// Whether sessions of an address follow each other faster than a person begins them.
    private func isOpenedInALoop(_ facts: Facts, at now: Timestamp) -> Bool {
        guard facts.recentOpenings.count >= Self.loopOpenings else { return false }
        return facts.recentOpenings[Self.loopOpenings - 1]
            > now.adding(seconds: -Self.loopOpeningSeconds)
    }

    private func context(
        of session: Session,
        on channel: Channel,
        at now: Timestamp
    ) -> FlowContext {
        let hours = hours
        return FlowContext(
            capabilities: channel.capabilities,
            placeholders: placeholders(for: session, in: "", at: now),
            now: now,
            hasAskedRating: session.ratingAskedAt != nil,
            // Hours that were removed close nothing.
            isOpen: { hours[$0]?.isOpen(at: now) ?? true }
        )
    }

    /// How many answers of a flow to one address within `loopSeconds` are more than a person causes.
    private static let loopAnswers = 10

    /// See `loopAnswers`.
    private static let loopSeconds: Int64 = 60

    /// How many sessions of one address within `loopOpeningSeconds` are more than a person begins.
    private static let loopOpenings = 6

    /// See `loopOpenings`.
    private static let loopOpeningSeconds: Int64 = 300
}

internal import OrderedCollections

extension Floor {
    /// Queues the messages that go out by themselves on what happened.
    func speak(
        after cause: Agenda.Cause,
        facts: Facts,
        at moment: inout Moment
    ) -> [Event] {
        switch cause.event {
        case .sessionOpened(let opened):
            // Who opens a session for a message that began none speaks for themselves.
            guard opened.origin == .inbound, !cause.actor.isPerson,
                let session = sessions[opened.id]
            else { return [] }
            return said(.greeting, to: session, at: &moment)
        case .messageAdded(let message, let content):
            return answered(refusal: message, content, at: &moment)
        case .sessionReopened(let reopened):
            guard let session = sessions[reopened.id], session.phase == .waiting else { return [] }
            return welcomed(session, at: &moment)
        case .legChanged(let id, let ended, let began):
            // Another rule may have moved it on: then its last place is spoken of, not this one.
            guard let session = sessions[id], session.leg.id == began.id else { return [] }
            switch (began.phase, began.start) {
            case (.waiting, .flow), (.waiting, .overflowHours):
                return welcomed(session, at: &moment)
            case (.waiting, .transfer)
            where began.team != ended.team || began.reservedFor != ended.reservedFor:
                return said(.transferred, to: session, at: &moment)
            case (.inService, .answered):
                return said(.serviceStarted, to: session, at: &moment)
            default:
                return []
            }
        default:
            return []
        }
    }

    /// Says to a contact who enters a queue how things stand there.
    private func welcomed(_ session: Session, at moment: inout Moment) -> [Event] {
        guard let team = session.team.flatMap({ teams[$0] }) else { return [] }
        if let hours = team.rules.hours.flatMap({ hours[$0] }), !hours.isOpen(at: moment.now) {
            return said(.outOfHours, to: session, at: &moment)
        }
        if text(.nobodyAvailable, of: team.id) != nil, !isAnyoneAvailable(in: team.id) {
            return said(.nobodyAvailable, to: session, at: &moment)
        }
        return said(.enteredQueue, to: session, at: &moment)
    }

    /// Warns the contact that the session will be closed.
    ///
    /// Outside the window the warning is recorded as not delivered.
    func warned(_ session: Session, at moment: inout Moment) -> [Event] {
        var events: [Event] = [.sessionWarned(session.id)]
        let isInFlow = session.phase == .selfService
        let words = isInFlow ? flowSilence(of: session)?.warnText : nil
        let team = team(speakingFor: session)
        guard let text = words?.nonEmpty ?? text(.aboutToClose, of: team) ?? warning(of: team),
            !session.isCut
        else { return events }
        let filled = placeholders(for: session, in: text, at: moment.now).fill(text)
        let content = Content(kind: .text, text: filled)
        if channel(for: session, at: moment.now) != nil {
            events.append(automatic(content, to: session, at: &moment))
        } else if case .messageAdded(var message, let content) = automatic(
            content,
            to: session,
            at: &moment
        ) {
            message.delivery = .failed
            let change = DeliveryChange(
                message: message.id,
                session: session.id,
                delivery: .failed,
                attempt: 0,
                error: .warningTooLate
            )
            events += [.messageAdded(message, content), .deliveryChanged(change)]
        }
        return events
    }

    /// Says the text of an occasion, where there is one and the channel may take it now.
    func said(
        _ occasion: AutomaticText,
        to session: Session,
        at moment: inout Moment
    ) -> [Event] {
        guard index.hasTexts, let text = text(occasion, of: team(speakingFor: session)),
            channel(for: session, at: moment.now) != nil
        else { return [] }
        let filled = placeholders(for: session, in: text, at: moment.now).fill(text)
        guard !filled.trimmed.isEmpty else { return [] }
        return [automatic(Content(kind: .text, text: filled), to: session, at: &moment)]
    }

    /// A message of the server's own, as long as the channel takes it.
    func automatic(_ content: Content, to session: Session, at moment: inout Moment) -> Event {
        let maximum = channels[session.channel]?.capabilities.maximumText ?? 0
        let message = Message(
            id: moment.ids.next(at: moment.now),
            session: session.id,
            channel: session.channel,
            contact: session.contact,
            direction: .outbound,
            author: .automatic,
            at: moment.now,
            sentAt: moment.now,
            delivery: .queued
        )
        return .messageAdded(message, content.shortened(to: maximum))
    }

    /// The channel of a session, when a message of the server's own may go on it now.
    func channel(for session: Session, at now: Timestamp) -> Channel? {
        guard !session.isCut, let channel = channels[session.channel], channel.isActive,
            session.isWindowOpen(at: now, on: channel)
        else { return nil }
        return channel
    }

    /// What a warning says where nobody wrote one: nobody is closed out without a word, unless a
    /// team's text was left empty on purpose.
    private func warning(of team: ID<Team>?) -> String? {
        let isSilenced = team.flatMap { teams[$0]?.rules.texts[.aboutToClose] } != nil
        guard !isSilenced, company.rules.texts[.aboutToClose] == nil else { return nil }
        return company.language.hasPrefix("en")
            ? "This conversation will be closed soon, since we have not heard from you."
            : "Esta conversa será encerrada em breve por falta de resposta."
    }

    /// The text of an occasion: the team's own, else the company's; an empty one of the team is none.
    func text(_ occasion: AutomaticText, of team: ID<Team>?) -> String? {
        let own = team.flatMap { teams[$0]?.rules.texts[occasion] }
        return (own ?? company.rules.texts[occasion])?.nonEmpty
    }

    /// The team whose words are said in a session; before one has it, the channel's.
    private func team(speakingFor session: Session) -> ID<Team>? {
        session.team ?? channels[session.channel]?.team
    }

    private func isAnyoneAvailable(in team: ID<Team>) -> Bool {
        (index.crews[team] ?? []).contains { presences[$0.agent]?.presence == .available }
    }
}

extension DeliveryError {
    /// Says that a warning could not go because the contact had been silent too long.
    static let warningTooLate = DeliveryError(
        code: "window-closed",
        text: "the messaging window was over when the warning was due"
    )
}

extension Content {
    /// The content with as many words as a channel takes; 0 is no limit.
    func shortened(to maximum: Int) -> Content {
        guard maximum > 0, text.unicodeScalars.count > maximum else { return self }
        var shortened = self
        let scalars = text.unicodeScalars.prefix(maximum - 1)
        shortened.text = String(String.UnicodeScalarView(scalars)) + "…"
        return shortened
    }
}

extension Actor {
    /// Whether a person who works here did it.
    fileprivate var isPerson: Bool {
        if case .agent = self { true } else { false }
    }
}

extension String {
    /// The text, unless there is nothing in it.
    var nonEmpty: String? { trimmed.isEmpty ? nil : self }
}

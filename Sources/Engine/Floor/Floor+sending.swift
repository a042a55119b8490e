internal import OrderedCollections

extension Floor {
    /// Queues a message to the contact.
    ///
    /// In service the agent writes, or who watches the team. While the session waits a template
    /// may go where the card's menu has it, and the session waits on.
    func send(
        _ content: Content,
        in session: Session,
        for asker: Asker,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require { $0.mayServe(session) }
        guard let channel = channels[session.channel] else { throw .notFound(.channel) }
        if let viewer = asker.viewer, session.phase != .inService {
            guard session.phase == .waiting, content.kind == .template else {
                throw .wrongPhase(session.phase)
            }
            guard channel.capabilities.hasTemplates else { throw .unsupported }
            guard may(.template, session, viewer) else { throw .forbidden }
        }
        let checked = try checked(
            content,
            for: Dispatch(
                channel: channel,
                author: asker.audience,
                windowEndsAt: session.windowEndsAt,
                humanWindowEndsAt: session.humanWindowEndsAt,
                isRefused: facts.isRefused
            ),
            at: moment.now
        )
        return [queued(checked, in: session, by: asker.author, at: &moment)]
    }

    /// Queues a message again that failed, or whose fate is unknown: a person has to say so.
    func resend(
        _ id: ID<Message>,
        for asker: Asker,
        facts: Facts,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        guard let message = facts.message, message.id == id, message.direction == .outbound,
            let content = facts.content
        else { throw .notFound(.message) }
        guard let session = message.session.flatMap({ sessions[$0] }) else {
            throw .wrongPhase(.closed)
        }
        guard asker.viewer?.maySee(session) ?? true else { throw .notFound(.message) }
        try asker.require { $0.mayServe(session) }
        guard message.delivery == .failed || message.delivery == .unknown else {
            throw .wrongDelivery(message.delivery)
        }
        guard let channel = channels[message.channel] else { throw .notFound(.channel) }
        try recheck(
            content,
            for: Dispatch(
                channel: channel,
                author: message.author.audience,
                windowEndsAt: session.windowEndsAt,
                humanWindowEndsAt: session.humanWindowEndsAt,
                isRefused: facts.isRefused
            ),
            at: now
        )
        let change = DeliveryChange(
            message: id,
            session: session.id,
            delivery: .queued,
            attempt: 0,
            isTemplate: content.kind == .template,
            isByPerson: message.author.isPerson
        )
        return [.deliveryChanged(change)]
    }

    /// The message that an author writes in a session.
    func queued(
        _ content: Content,
        in session: Session,
        by author: Message.Author,
        at moment: inout Moment
    ) -> Event {
        let message = Message(
            id: moment.ids.next(at: moment.now),
            session: session.id,
            channel: session.channel,
            contact: session.heardFrom,
            direction: .outbound,
            author: author,
            at: moment.now,
            sentAt: moment.now,
            delivery: .queued
        )
        return .messageAdded(message, content)
    }
}

extension Message.Author {
    /// Whose messaging window holds for what the author writes.
    var audience: WindowAudience {
        if case .agent = self { .human } else { .anyone }
    }
}

extension Asker {
    /// Whose messaging window holds for what the asker writes.
    var audience: WindowAudience { viewer == nil ? .anyone : .human }
}

internal import OrderedCollections

extension Floor {
    /// Tells whether a message is one of the words with which contacts refuse what we begin.
    ///
    /// The whole message must be the word; case, accents and punctuation do not count.
    func isRefusal(_ content: Content) -> Bool {
        guard !company.rules.refusalWords.isEmpty, content.attachments.isEmpty,
            content.kind == .text || content.kind == .choice
        else { return false }
        let said = content.text.foldedWords
        guard !said.isEmpty else { return false }
        return company.rules.refusalWords.contains { $0.foldedWords == said }
    }

    /// Tells whether an event is the contact's refusal; what is said to a flow is the flow's.
    func isRefusal(_ inbound: Inbound, in open: Session?) -> Bool {
        guard case .message(let content) = inbound.signal, !inbound.isAutomatic,
            open?.flow == nil
        else { return false }
        return isRefusal(content)
    }

    /// Says to a contact in a session that the refusal was taken.
    func answered(
        refusal message: Message,
        _ content: Content,
        at moment: inout Moment
    ) -> [Event] {
        guard message.direction == .inbound, message.author == .contact,
            let session = message.session.flatMap({ sessions[$0] }), session.flow == nil,
            isRefusal(content)
        else { return [] }
        return said(.refusalTaken, to: session, at: &moment)
    }

    /// Says to a contact without a session that the refusal was taken, where the window allows.
    ///
    /// Once: who refused already is not answered again, so that no two machines talk for ever.
    func answered(
        refusalOf writer: Correspondent,
        _ content: Content,
        in inbound: Inbound,
        at place: Address,
        _ facts: Facts,
        _ moment: inout Moment
    ) -> [Event] {
        let heard = facts.heard ?? facts.contact
        guard !inbound.isAutomatic, heard?.refusesOutbound != true, isRefusal(content),
            let channel = channels[place.channel],
            let text = text(.refusalTaken, of: channel.team)
        else { return [] }
        let sent = inbound.sent(before: moment.now)
        let opened = sent.adding(seconds: channel.capabilities.windowSeconds)
        let end = max(opened, facts.windowEndsAt ?? opened)
        guard channel.isWindowOpen(until: end, at: moment.now) else { return [] }
        let filled = placeholders(
            on: channel.id,
            team: channel.team,
            contactName: writer.name,
            fields: facts.contact?.fields ?? [:],
            at: moment.now
        ).fill(text)
        guard !filled.trimmed.isEmpty else { return [] }
        let message = Message(
            id: moment.ids.next(at: moment.now),
            session: nil,
            channel: channel.id,
            contact: writer.heardFrom,
            direction: .outbound,
            author: .automatic,
            at: moment.now,
            sentAt: moment.now,
            delivery: .queued,
            isFiltered: true,
            address: place.value
        )
        let said = Content(kind: .text, text: filled)
        return [.messageAdded(message, said.shortened(to: channel.capabilities.maximumText))]
    }
}

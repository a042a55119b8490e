internal import OrderedCollections

extension Floor {
    /// Takes a provider's word on a message of ours; words that come late or twice change nothing.
    func deliver(
        _ delivery: Delivery,
        error: DeliveryError?,
        of inbound: Inbound,
        facts: Facts
    ) -> [Event] {
        guard let message = facts.message else {
            return keepWord(delivery, error: error, of: inbound)
        }
        guard message.direction == .outbound, message.channel == inbound.channel,
            message.delivery.leads(to: delivery)
        else { return [] }
        return [
            .deliveryChanged(
                DeliveryChange(
                    message: message.id,
                    session: message.session,
                    delivery: delivery,
                    attempt: pending[message.id]?.attempt ?? facts.attempts,
                    providerID: message.providerID.isEmpty ? inbound.providerID : "",
                    error: delivery == .failed ? error : nil
                )
            )
        ]
    }

    /// Keeps a word on a message that may be one whose hand-over has not been answered yet.
    private func keepWord(
        _ delivery: Delivery,
        error: DeliveryError?,
        of inbound: Inbound
    ) -> [Event] {
        guard pending.isSending(on: inbound.channel), !inbound.providerID.isEmpty,
            Delivery.queued.leads(to: delivery)
        else {
            return []
        }
        return [
            .deliveryCameEarly(
                EarlyDelivery(
                    channel: inbound.channel,
                    providerID: inbound.providerID,
                    delivery: delivery,
                    error: error
                )
            )
        ]
    }

    /// Changes the words of an earlier message.
    ///
    /// What only its author may do counts for the contact who wrote the message, and for messages
    /// of ours that were sent with another tool.
    func change(
        _ inbound: Inbound,
        isByAuthor: Bool = false,
        facts: Facts,
        by change: (inout Content) -> Void
    ) -> [Event] {
        guard let message = facts.message, message.channel == inbound.channel,
            var content = facts.content, !content.isDeleted
        else { return [] }
        if isByAuthor, message.author != .elsewhere {
            let place = Address(channel: inbound.channel, value: inbound.answerAddress)
            let isHere = message.session != nil && sessionByAddress[place] == message.session
            let writer = facts.heardFrom ?? facts.contact?.id
            let isTheirs = isHere || writer == message.contact
            guard message.direction == .inbound, isTheirs else { return [] }
        }
        let before = content
        change(&content)
        guard content != before else { return [] }
        return [.contentChanged(message.id, session: message.session, content)]
    }

    /// Takes a provider's word on a template; one that we put away stays away.
    func update(
        _ name: String,
        _ language: String,
        to state: MessageTemplate.State,
        because reason: String,
        on channel: Channel
    ) -> [Event] {
        var events: [Event] = []
        let template = templates.values.first {
            $0.channel == channel.id && $0.name == name && $0.language == language
        }
        if var template, template.state != .archived,
            template.state != state || template.reason != reason
        {
            template.state = state
            template.reason = reason
            events.append(.configured(.template(template)))
        }
        let words = [name, language, state.rawValue, reason].filter { !$0.isEmpty }
        events.append(
            .noticeReceived(
                channel: channel.id,
                kind: "template",
                text: words.joined(separator: " · ")
            )
        )
        return events
    }

    /// Puts a file that was fetched into its message.
    func mediaFetched(
        _ id: ID<Message>,
        index: Int,
        _ attachment: Attachment,
        facts: Facts
    ) throws(Refusal) -> [Event] {
        guard let message = facts.message, message.id == id, var content = facts.content else {
            throw .notFound(.message)
        }
        // Taken back meanwhile: what was in it is not wanted any more.
        guard !content.isDeleted, !content.isErased else { return [] }
        guard content.attachments.indices.contains(index) else { throw .notFound(.message) }
        guard content.attachments[index] != attachment else { return [] }
        content.attachments[index] = attachment
        return [.contentChanged(message.id, session: message.session, content)]
    }
}

extension Content {
    /// What is left of it when its author took it back: nothing but that it was there.
    public var deleted: Content {
        var rest = Content(kind: kind)
        rest.isDeleted = true
        return rest
    }
}

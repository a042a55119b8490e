internal import OrderedCollections

extension Floor {
    /// Gives a message to the dispatcher, when it is its turn.
    ///
    /// The answer's last event says what became of it: only `sending` may be handed over. A free
    /// message whose window is over meanwhile is held, or failed when its session is closed.
    func beginSending(
        _ id: ID<Message>,
        facts: Facts,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        let entry = try pendingMessage(id, facts: facts)
        guard entry.delivery == .queued, entry.dueAt <= now, pending.isNext(entry) else {
            throw .wrongDelivery(entry.delivery)
        }
        guard let channel = channels[entry.channel], channel.isActive else {
            throw .channelInactive
        }
        let session = entry.session.flatMap { sessions[$0] }
        let mayGo = channel.isWindowOpen(
            for: entry.audience,
            until: session.map(\.windowEndsAt) ?? facts.windowEndsAt,
            human: session.map(\.humanWindowEndsAt) ?? facts.humanWindowEndsAt,
            at: now
        )
        guard entry.isTemplate || mayGo else {
            return [.deliveryChanged(waitingForWindow(entry))]
        }
        return [.deliveryChanged(entry.changed(to: .sending, attempt: entry.attempt + 1))]
    }

    /// Takes the end of an attempt to send.
    func finishSending(
        _ id: ID<Message>,
        _ outcome: SendOutcome,
        facts: Facts,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        if pending[id] == nil, case .accepted(let providerID) = outcome {
            return try nameMessage(id, providerID, facts: facts)
        }
        let entry = try pendingMessage(id, facts: facts)
        guard entry.delivery == .sending else { throw .wrongDelivery(entry.delivery) }
        switch outcome {
        case .accepted(let providerID):
            return accepted(entry, as: providerID)
        case .failed(let error):
            return [.deliveryChanged(entry.changed(to: .failed, error: error))]
        case .retry(let seconds, let error):
            return [.deliveryChanged(again(entry, afterSeconds: seconds, because: error, at: now))]
        case .notTried(let error):
            // The dispatcher waits for the channel; some seconds keep it from asking in a loop.
            return [
                .deliveryChanged(
                    entry.changed(
                        to: .queued,
                        attempt: max(0, entry.attempt - 1),
                        retryAt: now.adding(seconds: 5),
                        error: error
                    )
                )
            ]
        case .windowClosed(let error):
            return windowClosed(entry, because: error, at: now)
        case .unknown(let error):
            // What ended the plugin would end it again: a person decides.
            guard channels[entry.channel]?.capabilities.isIdempotent == true,
                error.code != DeliveryError.pluginEnded
            else { return [.deliveryChanged(entry.changed(to: .unknown, error: error))] }
            return [.deliveryChanged(again(entry, afterSeconds: nil, because: error, at: now))]
        }
    }

    /// Says of messages that were being handed over when the server stopped that nobody knows.
    func recover(at now: Timestamp) -> [Event] {
        let broken = pending.entries.values.filter { $0.delivery == .sending }
        return broken.sorted { $0.message < $1.message }.map { entry in
            let mayRepeat = channels[entry.channel]?.capabilities.isIdempotent == true
            return .deliveryChanged(
                entry.changed(
                    to: mayRepeat ? .queued : .unknown,
                    error: mayRepeat ? nil : .interrupted
                )
            )
        }
    }

    /// Holds the free messages whose window ended while they waited for a try.
    func holdOverdue(at now: Timestamp) -> [Event] {
        var overdue: [PendingMessage] = []
        for entry in pending.entries.values where entry.delivery == .queued && !entry.isTemplate {
            // Of a closed session the books know the window: `beginSending` asks them.
            guard let session = entry.session.flatMap({ sessions[$0] }),
                let channel = channels[entry.channel],
                !session.isWindowOpen(for: entry.audience, at: now, on: channel)
            else { continue }
            overdue.append(entry)
        }
        return overdue.sorted { $0.message < $1.message }.map { entry in
            .deliveryChanged(waitingForWindow(entry))
        }
    }

    private func pendingMessage(
        _ id: ID<Message>,
        facts: Facts
    ) throws(Refusal) -> PendingMessage {
        if let entry = pending[id] { return entry }
        guard let message = facts.message else { throw .notFound(.message) }
        throw .wrongDelivery(message.delivery)
    }

    /// Takes the provider's id, and what the provider said about the message before we knew it.
    private func accepted(_ entry: PendingMessage, as providerID: String) -> [Event] {
        let key = EarlyDelivery.Key(channel: entry.channel, providerID: providerID)
        let change = entry.changed(to: .accepted, providerID: providerID)
        guard !providerID.isEmpty, let word = earlyDeliveries[key]?.word,
            word.delivery != .accepted
        else { return [.deliveryChanged(change)] }
        let later = entry.changed(to: word.delivery, error: word.error)
        return [.deliveryChanged(change), .deliveryChanged(later)]
    }

    /// Names a message that a provider's word took out of the outbox before the answer came.
    private func nameMessage(
        _ id: ID<Message>,
        _ providerID: String,
        facts: Facts
    ) throws(Refusal) -> [Event] {
        guard let message = facts.message, message.id == id else { throw .notFound(.message) }
        guard [.accepted, .delivered, .read].contains(message.delivery) else {
            throw .wrongDelivery(message.delivery)
        }
        guard message.providerID.isEmpty, !providerID.isEmpty else { return [] }
        let change = DeliveryChange(
            message: id,
            session: message.session,
            delivery: message.delivery,
            attempt: facts.attempts,
            providerID: providerID
        )
        return [.deliveryChanged(change)]
    }

    private func windowClosed(
        _ entry: PendingMessage,
        because error: DeliveryError,
        at now: Timestamp
    ) -> [Event] {
        guard !entry.isTemplate else {
            return [.deliveryChanged(entry.changed(to: .failed, error: error))]
        }
        var events: [Event] = [.deliveryChanged(waitingForWindow(entry, because: error))]
        let session = entry.session.flatMap { sessions[$0] }
        // The provider knows better: nothing else should be written into a closed window.
        if let end = session?.windowEndsAt, end > now {
            events.append(
                .windowChanged(channel: entry.channel, address: entry.address, endsAt: now)
            )
        }
        if let end = session?.humanWindowEndsAt, end > now, entry.isByPerson {
            events.append(
                .humanWindowChanged(channel: entry.channel, address: entry.address, endsAt: now)
            )
        }
        return events
    }

    /// Holds a message until the contact writes; without an open session it has no more sense.
    private func waitingForWindow(
        _ entry: PendingMessage,
        because error: DeliveryError? = nil
    ) -> DeliveryChange {
        guard entry.session.flatMap({ sessions[$0] }) != nil else {
            return entry.changed(to: .failed, error: error ?? .sessionClosed)
        }
        return entry.changed(to: .held, error: error)
    }

    private func again(
        _ entry: PendingMessage,
        afterSeconds seconds: Int64?,
        because error: DeliveryError,
        at now: Timestamp
    ) -> DeliveryChange {
        guard entry.attempt < Backoff.attempts else {
            return entry.changed(to: .failed, error: error)
        }
        let wait =
            seconds.map { min(max($0, 1), 86_400) * 1_000 }
            ?? Backoff.milliseconds(afterAttempt: entry.attempt, of: entry.message)
        let moment = Timestamp(milliseconds: now.milliseconds + wait)
        return entry.changed(to: .queued, retryAt: moment, error: error)
    }
}

extension DeliveryError {
    /// The code of a message during whose sending the plugin's process ended.
    public static let pluginEnded = "plugin-ended"

    /// Says that the server stopped while a message was being handed over.
    static let interrupted = DeliveryError(
        code: "interrupted",
        text: "the server stopped before the provider's answer"
    )
}

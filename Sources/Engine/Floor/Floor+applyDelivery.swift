extension Floor {
    /// Folds how far a message got into the outbox.
    mutating func apply(_ change: DeliveryChange, at now: Timestamp) {
        let channel =
            pending[change.message]?.channel ?? change.session.flatMap { sessions[$0]?.channel }
        if !change.providerID.isEmpty, let channel {
            earlyDeliveries[EarlyDelivery.Key(channel: channel, providerID: change.providerID)] =
                nil
        }
        switch change.delivery {
        case .queued, .sending, .held:
            failedMessages[change.message] = nil
            wait(change, at: now)
        case .accepted, .delivered, .read:
            failedMessages[change.message] = nil
            pending[change.message] = nil
        case .failed, .unknown:
            pending[change.message] = nil
            guard let channel else { return }
            failedMessages[change.message] = FailedMessage(
                channel: channel,
                team: change.session.flatMap { sessions[$0]?.team },
                at: now
            )
            forgetFailures(before: now.adding(seconds: -2 * 86_400))
        }
    }

    /// Changes a message of the outbox, or puts back one that is sent again.
    private mutating func wait(_ change: DeliveryChange, at now: Timestamp) {
        var entry = pending[change.message]
        if entry == nil, let session = change.session.flatMap({ sessions[$0] }) {
            entry = PendingMessage(
                message: change.message,
                session: session.id,
                channel: session.channel,
                address: session.address,
                isTemplate: change.isTemplate,
                delivery: change.delivery,
                attempt: change.attempt,
                dueAt: now,
                isByPerson: change.isByPerson
            )
        }
        guard var entry else { return }
        entry.delivery = change.delivery
        entry.attempt = change.attempt
        entry.dueAt = change.retryAt ?? now
        pending[change.message] = entry
    }

    /// Keeps a word that came early, and forgets those whose message never got a name.
    mutating func keep(_ early: EarlyDelivery, at now: Timestamp) {
        let oldest = now.adding(seconds: -EarlyDelivery.patience)
        if earlyDeliveries.count >= EarlyDelivery.limit {
            earlyDeliveries = earlyDeliveries.filter { $0.value.at > oldest }
        }
        guard earlyDeliveries.count < EarlyDelivery.limit else { return }
        let key = EarlyDelivery.Key(channel: early.channel, providerID: early.providerID)
        if let held = earlyDeliveries[key], !held.word.delivery.leads(to: early.delivery) { return }
        earlyDeliveries[key] = EarlyDelivery.Held(word: early, at: now)
    }

    /// Forgets failures that no figure counts any more, when they are many.
    private mutating func forgetFailures(before moment: Timestamp) {
        guard failedMessages.count > 10_000 else { return }
        failedMessages = failedMessages.filter { $0.value.at >= moment }
    }
}

extension EarlyDelivery {
    /// How long a word waits for its message, in seconds.
    static let patience: Int64 = 600

    /// How many words wait at most; the provider's later words come anyway.
    static let limit = 4_096

    /// Names a message as the provider does.
    struct Key: Sendable, Hashable {
        let channel: ID<Channel>
        let providerID: String
    }

    /// Is a word with the time it came.
    struct Held: Sendable {
        let word: EarlyDelivery
        let at: Timestamp
    }
}

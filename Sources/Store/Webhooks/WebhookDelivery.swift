public import Engine

/// Is one thing that one webhook is told, and how that went.
public struct WebhookDelivery: Sendable, Hashable {
    /// Says how far a delivery is.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It is still to go, for the first time or again.
        case pending
        /// The address took it.
        case delivered
        /// It was given up.
        case failed
    }

    /// The id, which also goes out as `webhook-id`: the same at every attempt.
    public let id: String

    /// The place in the log, by which lists go on.
    public let number: Int64

    /// The webhook.
    public let webhook: Int64

    /// What it tells of.
    public let event: WebhookEvent

    /// When that happened.
    public let at: Timestamp

    /// How far it is.
    public let state: State

    /// The count of attempts.
    public let attempts: Int

    /// When it is tried next.
    public let nextAttemptAt: Timestamp?

    /// When it was tried last.
    public let lastAttemptAt: Timestamp?

    /// The status that was answered last; `nil` without an answer.
    public let status: Int?

    /// What went wrong last.
    public let error: String?

    /// How long the last attempt took, in milliseconds.
    public let milliseconds: Int64?
}

/// Is a delivery that is to go now, with all that is needed for it.
public struct PendingDelivery: Sendable, Hashable {
    /// The id, the same at every attempt.
    public let id: String

    /// The webhook.
    public let webhook: Int64

    /// Where it goes.
    public let url: String

    /// What it says, a JSON object.
    public let body: String

    /// The keys that sign it: the present one, and the one before it for a while.
    let keys: [[UInt8]]

    /// The count of attempts since it was made or tried again by hand.
    public let round: Int
}

/// Is how an attempt went.
public struct WebhookAttempt: Sendable, Hashable {
    /// The status that was answered; `nil` without an answer.
    public var status: Int?

    /// What went wrong; `nil` when the address took it.
    public var error: String?

    /// How long it took, in milliseconds.
    public var milliseconds: Int64

    /// When it ended.
    public var at: Timestamp

    /// Creates an attempt.
    public init(status: Int?, error: String?, milliseconds: Int64, at: Timestamp) {
        self.status = status
        self.error = error
        self.milliseconds = milliseconds
        self.at = at
    }
}

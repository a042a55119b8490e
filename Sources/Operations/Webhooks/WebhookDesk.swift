internal import Engine
public import Store

/// Is where outgoing webhooks are kept, and the bell that has the courier look.
public struct WebhookDesk: Sendable {
    /// Keeps them and what they were told.
    public let webhooks: Webhooks

    /// Says which addresses may be told.
    public let policy: WebhookPolicy

    let wakes: AsyncStream<Void>
    let bell: AsyncStream<Void>.Continuation

    /// Creates a desk.
    public init(webhooks: Webhooks, policy: WebhookPolicy = WebhookPolicy()) {
        self.webhooks = webhooks
        self.policy = policy
        (wakes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Has the courier look for what is due, such as a delivery that was just made.
    public func wake() {
        bell.yield()
    }
}

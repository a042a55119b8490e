extension PendingMessage {
    /// The change that tells of another state of this message.
    func changed(
        to delivery: Delivery,
        attempt: Int? = nil,
        retryAt: Timestamp? = nil,
        providerID: String = "",
        error: DeliveryError? = nil
    ) -> DeliveryChange {
        DeliveryChange(
            message: message,
            session: session,
            delivery: delivery,
            attempt: attempt ?? self.attempt,
            retryAt: retryAt,
            providerID: providerID,
            error: error,
            isTemplate: isTemplate
        )
    }
}

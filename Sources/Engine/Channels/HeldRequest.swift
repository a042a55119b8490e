internal import OrderedCollections

/// Is a provider's request that waits for the plugin of its channel: the store keeps what came, and
/// forgets it in the same step in which what it told is in the books.
public enum HeldRequest {}

extension Floor {
    /// Lets go of a request whose events are in the books, unless some of them were not taken.
    func takeHeld(
        _ request: ID<HeldRequest>,
        reaching channels: Set<ID<Channel>>
    ) throws(Refusal) -> [Event] {
        for id in channels where self.channels[id]?.isActive == false { throw .channelInactive }
        return [.heldRequestTaken(request)]
    }
}

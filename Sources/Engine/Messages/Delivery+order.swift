extension Delivery {
    /// Tells whether a provider's later word replaces this state.
    ///
    /// Words come late, twice and in any order: a message never goes back from what the contact has
    /// seen. A failure stands unless it turns out that the message arrived.
    public func leads(to next: Delivery) -> Bool {
        guard let reached = next.progress else { return false }
        switch self {
        case .queued, .sending, .unknown, .held: return true
        case .accepted: return reached > 0 || next == .failed
        case .delivered: return next == .read
        case .read: return false
        case .failed: return next == .delivered || next == .read
        }
    }

    /// Orders what providers tell; `nil` for states that are our own.
    private var progress: Int? {
        switch self {
        case .queued, .sending, .unknown, .held: nil
        case .accepted, .failed: 0
        case .delivered: 1
        case .read: 2
        }
    }
}

extension Channel {
    /// Tells whether free messages may go at a moment, of a window with that end.
    public func isWindowOpen(until end: Timestamp?, at now: Timestamp) -> Bool {
        guard capabilities.windowSeconds > 0 else { return true }
        guard let end else { return false }
        return now < end
    }

    /// Tells whether free messages of people or of machines may go at a moment.
    ///
    /// People may write on while the window of the human tag lasts, where the channel has one.
    public func mayWrite(
        as author: WindowAudience,
        until end: Timestamp?,
        humanUntil humanEnd: Timestamp?,
        at now: Timestamp
    ) -> Bool {
        if isWindowOpen(until: end, at: now) { return true }
        guard author == .human, capabilities.humanWindowSeconds > 0, let humanEnd else {
            return false
        }
        return now < humanEnd
    }
}

extension Floor {
    /// Closes a session as lost because one side was silent too long, or nobody took it.
    func timedOut(_ session: Session, at moment: inout Moment) -> [Event] {
        var farewell: [Event] = []
        let words = flowSilence(of: session)?.closeText ?? ""
        if !words.isEmpty, channel(for: session, at: moment.now) != nil {
            let filled = placeholders(for: session, in: words, at: moment.now).fill(words)
            farewell.append(
                automatic(Content(kind: .text, text: filled), to: session, at: &moment)
            )
        }
        return farewell
            + ended(
                session,
                because: .closedByInactivity,
                outcome: .lost,
                isSilent: !farewell.isEmpty,
                at: &moment
            )
    }
}

/// Is how an attempt to hand over a letter ended.
public enum MailOutcome: Sendable, Hashable {
    /// The server took it, with these words.
    case accepted(String)
    /// The server said no to this letter, with a status and words, for now or for ever.
    case refused(status: Int, words: String, isFinal: Bool)
    /// It was not handed over; the reason.
    case notSent(String)
    /// All of it was handed over, and no answer came: nobody knows.
    case unknown(String)
}

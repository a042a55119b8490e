internal import Operations

extension ChannelConnection {
    /// How a channel stands, in a word.
    var word: String {
        if reason != nil { return "degraded" }
        return heldRequests > 0 ? "catching-up" : "working"
    }

    /// The connection as the API shows it.
    var json: JSON {
        [
            "state": .text(word), "reason": .text(reason), "since": .text(since?.text),
            "heldRequests": .count(heldRequests), "waitingMessages": .count(waitingMessages),
            "quarantined": .count(quarantined),
            "trouble": trouble.map { ["at": .text($0.at.text), "words": .text($0.words)] } ?? .null,
        ]
    }
}

internal import Engine

/// Is what the providers of the channels know of our messages; no crash of ours undoes it.
struct Provider {
    /// The names of the messages that were handed over at each place, in order.
    var names: [Place: [String]] = [:]

    /// The call that waits for its answer at each place.
    private(set) var calls: [Address: Call] = [:]

    /// The answer that is being told.
    private(set) var answer: Answer?

    private var promised: [ID<Message>] = []

    /// Is a message that was handed over.
    struct Call {
        let message: ID<Message>
        let name: String
    }

    /// Takes note that a message will be handed over when that is on disk.
    mutating func promise(_ message: ID<Message>) {
        promised.append(message)
    }

    /// The messages that are to be handed over, now that this is on disk.
    mutating func takePromised() -> [ID<Message>] {
        defer { promised = [] }
        return promised
    }

    /// Takes a message, and gives it a name.
    mutating func take(_ message: ID<Message>, for address: Address, at place: Place) {
        let count = names[place, default: []].count
        let name = "out-\(place.channel)-\(place.contact)-\(count)"
        names[place, default: []].append(name)
        calls[address] = Call(message: message, name: name)
    }

    /// Begins to tell an answer, which ends the call.
    mutating func begin(_ answer: Answer, at address: Address) -> Call? {
        guard let call = calls.removeValue(forKey: address) else { return nil }
        self.answer = answer
        return call
    }

    /// Has told the answer.
    mutating func end() {
        answer = nil
    }

    /// Forgets who waits for an answer: the process that did is gone.
    mutating func forgetCalls() {
        calls = [:]
        promised = []
    }
}

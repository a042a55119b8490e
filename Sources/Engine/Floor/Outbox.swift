/// Holds the outbound messages that have not reached the provider, and knows whose turn it is.
///
/// Messages to one address go one after the other, in the order of their ids. One that is being
/// handed over, or waits for its next try, keeps those behind it waiting; one that is held does not,
/// because a template may have to go before it.
struct Outbox: Sendable {
    /// The messages.
    private(set) var entries: [ID<Message>: PendingMessage] = [:]

    private var lines: [Address: [ID<Message>]] = [:]
    private var underWay: Set<Address> = []
    private var held: [Address: [ID<Message>]] = [:]
    private var turns: [Turn] = []

    /// Is the message at the head of a line, with the time it may go.
    private struct Turn: Comparable {
        let dueAt: Timestamp
        let message: ID<Message>

        static func < (left: Turn, right: Turn) -> Bool {
            (left.dueAt, left.message) < (right.dueAt, right.message)
        }
    }

    /// The message with an id; setting it keeps every turn right.
    subscript(id: ID<Message>) -> PendingMessage? {
        get { entries[id] }
        set {
            if let old = entries[id] { withdraw(old) }
            entries[id] = newValue
            if let newValue { enlist(newValue) }
        }
    }

    /// Tells whether a message is the first of its line, and nothing is under way there.
    ///
    /// One that is sent again, or held no more, may be older than the one under way.
    func isNext(_ entry: PendingMessage) -> Bool {
        let address = entry.destination
        return lines[address]?.first == entry.message && !underWay.contains(address)
    }

    /// Tells whether a message of a channel is being handed over.
    func isSending(on channel: ID<Channel>) -> Bool {
        underWay.contains { $0.channel == channel }
    }

    /// The messages of an address that wait for its window, in order.
    func held(for address: Address) -> [ID<Message>] {
        held[address] ?? []
    }

    /// The first messages of their lines that may go, those due longest first.
    func due(
        at now: Timestamp,
        limit: Int,
        where isWanted: (PendingMessage) -> Bool
    ) -> [PendingMessage] {
        var due: [PendingMessage] = []
        for turn in turns {
            guard turn.dueAt <= now, due.count < limit else { break }
            if let entry = entries[turn.message], isWanted(entry) { due.append(entry) }
        }
        return due
    }

    /// When the next message may go.
    func nextDueAt(where isWanted: (PendingMessage) -> Bool) -> Timestamp? {
        for turn in turns {
            if let entry = entries[turn.message], isWanted(entry) { return turn.dueAt }
        }
        return nil
    }

    private mutating func enlist(_ entry: PendingMessage) {
        let address = entry.destination
        guard entry.delivery != .held else {
            held[address, default: []].insertSorted(entry.message)
            return
        }
        endTurn(of: address)
        lines[address, default: []].insertSorted(entry.message)
        if entry.delivery == .sending { underWay.insert(address) }
        beginTurn(of: address)
    }

    private mutating func withdraw(_ entry: PendingMessage) {
        let address = entry.destination
        guard entry.delivery != .held else {
            held[address]?.removeSorted(entry.message)
            if held[address]?.isEmpty == true { held[address] = nil }
            return
        }
        endTurn(of: address)
        lines[address]?.removeSorted(entry.message)
        if entry.delivery == .sending { underWay.remove(address) }
        if lines[address]?.isEmpty == true { lines[address] = nil }
        beginTurn(of: address)
    }

    private func turn(of address: Address) -> Turn? {
        guard !underWay.contains(address), let first = lines[address]?.first,
            let entry = entries[first]
        else { return nil }
        return Turn(dueAt: entry.dueAt, message: first)
    }

    private mutating func beginTurn(of address: Address) {
        if let turn = turn(of: address) { turns.insertSorted(turn) }
    }

    private mutating func endTurn(of address: Address) {
        if let turn = turn(of: address) { turns.removeSorted(turn) }
    }
}

extension PendingMessage {
    /// Where it goes to.
    var destination: Address { Address(channel: channel, value: address) }
}

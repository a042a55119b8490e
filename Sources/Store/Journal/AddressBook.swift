import Engine
import GRDB

/// Numbers the addresses on channels, so that the journal names them without telling them.
final class AddressBook {
    private var numbers: [Address: Int64] = [:]

    /// The number of an address, a new one if it was never seen.
    func number(_ channel: ID<Channel>, _ value: String, _ scribe: Scribe) throws -> Int64 {
        if let number = try known(channel, value, scribe) { return number }
        try scribe.run(
            "INSERT INTO address (channel, value) VALUES (?, ?)",
            channel,
            value
        )
        let number = scribe.lastRow
        remember(number, Address(channel: channel, value: value))
        return number
    }

    /// The number of the address of a message that belongs to no session; `nil` for others.
    func number(of message: Message, _ scribe: Scribe) throws -> Int64? {
        guard message.session == nil, !message.address.isEmpty else { return nil }
        return try number(message.channel, message.address, scribe)
    }

    /// The number of an address, if it was ever seen.
    func known(_ channel: ID<Channel>, _ value: String, _ scribe: Scribe) throws -> Int64? {
        let address = Address(channel: channel, value: value)
        if let number = numbers[address] { return number }
        let number: Int64? = try scribe.first(
            "SELECT id FROM address WHERE channel = ? AND value = ?",
            channel,
            value
        ) { $0[0] }
        if let number { remember(number, address) }
        return number
    }

    /// The address as people may read it: nothing of one that was erased, whose row has a mark alone.
    static func readable(_ value: String?) -> String {
        guard let value, value.utf8.first != 31 else { return "" }
        return value
    }

    /// Forgets numbers that were given in a transaction that was undone.
    func forget() {
        numbers.removeAll()
    }

    private func remember(_ number: Int64, _ address: Address) {
        // Bounded, not clever: what is evicted is one look-up by index away.
        if numbers.count >= 10_000 { numbers.removeAll(keepingCapacity: true) }
        numbers[address] = number
    }
}

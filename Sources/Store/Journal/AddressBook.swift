import Engine
import GRDB

/// Numbers the addresses on channels, so that the journal names them without telling them.
final class AddressBook {
    private var numbers: [Address: Int64] = [:]

    /// The number of an address, a new one if it was never seen.
    func number(_ channel: ID<Channel>, _ value: String, _ db: Database) throws -> Int64 {
        let address = Address(channel: channel, value: value)
        if let number = numbers[address] { return number }
        let number = try find(address, db) ?? add(address, db)
        // Bounded, not clever: what is evicted is one look-up by index away.
        if numbers.count >= 10_000 { numbers.removeAll(keepingCapacity: true) }
        numbers[address] = number
        return number
    }

    /// The number of an address, if it was ever seen.
    func known(_ channel: ID<Channel>, _ value: String, _ db: Database) throws -> Int64? {
        let address = Address(channel: channel, value: value)
        return try numbers[address] ?? find(address, db)
    }

    /// Forgets numbers that were given in a transaction that was undone.
    func forget() {
        numbers.removeAll()
    }

    private func find(_ address: Address, _ db: Database) throws -> Int64? {
        let find = try db.cachedStatement(
            sql: "SELECT id FROM address WHERE channel = ? AND value = ?"
        )
        return try Int64.fetchOne(find, arguments: [address.channel.value, address.value])
    }

    private func add(_ address: Address, _ db: Database) throws -> Int64 {
        let add = try db.cachedStatement(sql: "INSERT INTO address (channel, value) VALUES (?, ?)")
        try add.execute(arguments: [address.channel.value, address.value])
        return db.lastInsertedRowID
    }
}

import Engine
import GRDB

/// Looks up what commands need to know beyond the floor.
struct FactFinder {
    let db: Database
    let addresses: AddressBook

    /// Answers a question.
    func facts(for question: Question) throws -> Facts {
        var facts = Facts()
        switch question {
        case .inbound(let channel, let key, let identities, let providerID, let address):
            facts.isDuplicate = try isTaken(key, on: channel)
            guard !facts.isDuplicate else { return facts }
            try look(up: identities, into: &facts)
            if !providerID.isEmpty {
                try tell(MessageRow.fetch(db, named: providerID, on: channel), into: &facts)
            }
            facts.windowEndsAt = try window(channel, address)
        case .contact(let id, let channel, let address):
            facts.contact = try ContactRow.fetch(db, id)
            if let channel { facts.windowEndsAt = try window(channel, address) }
        case .identities(let identities):
            try look(up: identities, into: &facts)
        case .message(let id):
            let message = try MessageRow.fetch(db, id.value)
            try tell(message, into: &facts)
            guard let message else { return facts }
            facts.windowEndsAt = try window(message.message.channel, message.address)
        case .session(let id):
            guard var row = try SessionRow.fetch(db, id) else { return facts }
            try row.readPreview(db)
            facts.session = row.session
        }
        return facts
    }

    private func isTaken(_ key: String, on channel: ID<Channel>) throws -> Bool {
        let find = try db.cachedStatement(
            sql: "SELECT 1 FROM inbound_key WHERE channel = ? AND key = ?"
        )
        return try Int.fetchOne(find, arguments: [channel.value, InboundKey.hash(key)]) != nil
    }

    private func look(up identities: [ContactIdentity], into facts: inout Facts) throws {
        for identity in identities {
            guard let owner = try ContactRow.owner(db, of: identity) else { continue }
            if facts.contact == nil {
                facts.contact = try ContactRow.fetch(db, owner)
            } else if facts.contact?.id != owner {
                facts.takenIdentities.insert(identity)
            }
        }
    }

    private func tell(_ message: StoredMessage?, into facts: inout Facts) throws {
        facts.message = message?.message
        facts.content = message?.content
        facts.attempts = message?.attempts ?? 0
    }

    private func window(_ channel: ID<Channel>, _ address: String) throws -> Timestamp? {
        guard !address.isEmpty, let number = try addresses.known(channel, address, db) else {
            return nil
        }
        let find = try db.cachedStatement(
            sql: "SELECT ends_at FROM address_window WHERE address = ?"
        )
        return Timestamp(try Int64.fetchOne(find, arguments: [number]))
    }
}

import Engine
import GRDB

/// Looks up what commands need to know beyond the floor.
struct FactFinder {
    let scribe: Scribe
    let addresses: AddressBook
    let contacts: ContactBook
    let keys: InboundKeys

    /// Answers a question.
    func facts(for question: Question) throws -> Facts {
        var facts = Facts()
        switch question {
        case .inbound(let channel, let key, let identities, let providerID, let address, let thread):
            facts.isDuplicate = try isTaken(key, on: channel)
            guard !facts.isDuplicate else { return facts }
            try look(up: identities, into: &facts)
            if !providerID.isEmpty {
                try tell(MessageRow.fetch(scribe, named: providerID, on: channel), into: &facts)
            }
            try tell(of: address, thread: thread, on: channel, into: &facts)
        case .contact(let id, let channel, let address):
            if let channel {
                try hear(id, into: &facts)
                try tell(of: address, thread: "", on: channel, into: &facts)
            } else {
                facts.contact = try contacts.contact(id, scribe)
                facts.other = try facts.contact?.mergedInto.flatMap {
                    try contacts.contact($0, scribe)
                }
                facts.absorbed = try ContactRow.family(scribe.db, of: id)
            }
            try tellGroup(into: &facts)
        case .contactChange(let id, let identities):
            facts.contact = try contacts.contact(id, scribe)
            try tellGroup(into: &facts)
            for identity in identities {
                facts.owners[identity] = try contacts.owner(of: identity, scribe)
            }
        case .contacts(let kept, let absorbed):
            facts.contact = try contacts.contact(kept, scribe)
            facts.other = try contacts.contact(absorbed, scribe)
            facts.absorbed = try ContactRow.family(scribe.db, of: absorbed)
        case .identities(let identities):
            try look(up: identities, into: &facts)
        case .message(let id):
            let message = try MessageRow.fetch(scribe.db, id.value)
            try tell(message, into: &facts)
            guard let message else { return facts }
            try hear(message.message.contact, into: &facts)
            try tell(of: message.address, thread: "", on: message.message.channel, into: &facts)
        case .session(let id):
            facts.session = try SessionRow.session(scribe.db, id)
        }
        return facts
    }

    private func isTaken(_ key: String, on channel: ID<Channel>) throws -> Bool {
        try scribe.first(
            "SELECT 1 FROM inbound_key WHERE channel = ? AND key = ?",
            channel,
            keys.hash(key)
        ) { _ in true } ?? false
    }

    private func look(up identities: [ContactIdentity], into facts: inout Facts) throws {
        var heard: ID<Contact>?
        for identity in identities {
            guard let owner = try contacts.owner(of: identity, scribe) else { continue }
            if heard == nil {
                heard = owner
                try hear(owner, into: &facts)
            }
            // Also one of a contact that was merged into this: it stays where it is.
            if heard != owner { facts.takenIdentities.insert(identity) }
        }
    }

    private func hear(_ id: ID<Contact>, into facts: inout Facts) throws {
        facts.contact = try contacts.root(of: id, scribe)
        guard facts.contact?.id != id else { return }
        facts.heardFrom = id
        facts.other = try contacts.contact(id, scribe)
    }

    private func tellGroup(into facts: inout Facts) throws {
        guard let contact = facts.contact else { return }
        facts.group = try ContactRow.family(scribe.db, of: contact.id).sorted()
            .filter { $0 != contact.id }
            .compactMap { try contacts.contact($0, scribe) }
    }

    private func tell(_ message: StoredMessage?, into facts: inout Facts) throws {
        facts.message = message?.message
        facts.content = message?.content
        facts.attempts = message?.attempts ?? 0
    }

    private func tell(
        of address: String,
        thread: String,
        on channel: ID<Channel>,
        into facts: inout Facts
    ) throws {
        guard !address.isEmpty, let number = try addresses.known(channel, address, scribe) else {
            return
        }
        try scribe.first(
            "SELECT ends_at, human_ends_at FROM address_window WHERE address = ?",
            number
        ) { row in
            facts.windowEndsAt = Timestamp(row[0] as Int64?)
            facts.humanWindowEndsAt = Timestamp(row[1] as Int64?)
        }
        let recent = try recent(at: number)
        facts.recentOpenings = recent.map(\.startedAt)
        guard thread.isEmpty else {
            facts.lastClosed = try lastClosed(at: number, thread: thread)
            return
        }
        // An address has one open session at most, the latest: what is next to it was closed last.
        guard let last = recent.first, last.isClosed else { return }
        facts.lastClosed = try SessionRow.session(scribe.db, last.id)
    }

    /// Is a session of an address, as short as it can be said.
    private struct Recent {
        let id: ID<Session>
        let startedAt: Timestamp
        let isClosed: Bool
    }

    private func recent(at address: Int64) throws -> [Recent] {
        try scribe.all(
            """
            SELECT id, started_at, phase = 'closed' FROM session WHERE address = ?
            ORDER BY id DESC LIMIT 8
            """,
            address
        ) { row in
            Recent(id: ID(row[0]), startedAt: Timestamp(milliseconds: row[1]), isClosed: row[2])
        }
    }

    private func lastClosed(at address: Int64, thread: String) throws -> Session? {
        let id: ID<Session>? = try scribe.first(
            """
            SELECT session.id FROM session JOIN session_thread ON session_thread.session = id
            WHERE address = ? AND name = ? AND phase = 'closed' ORDER BY id DESC LIMIT 1
            """,
            address,
            thread
        ) { ID($0[0]) }
        return try id.flatMap { try SessionRow.session(scribe.db, $0) }
    }
}

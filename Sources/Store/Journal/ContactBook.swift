import Engine

/// Keeps the contacts that wrote of late, for they will write again.
///
/// It is the writer's own: nothing changes in the rows behind its back.
final class ContactBook {
    private var contacts: [ID<Contact>: Contact] = [:]
    private var owners: [ContactIdentity: ID<Contact>] = [:]

    /// Reads a contact as it is.
    func contact(_ id: ID<Contact>, _ scribe: Scribe) throws -> Contact? {
        if let contact = contacts[id] { return contact }
        guard let contact = try ContactRow.fetch(scribe, id) else { return nil }
        // Bounded, not clever: what is evicted is a few look-ups by index away.
        if contacts.count >= 10_000 { forget() }
        contacts[id] = contact
        return contact
    }

    /// Finds whoever was the first to be known by an identity.
    func owner(of identity: ContactIdentity, _ scribe: Scribe) throws -> ID<Contact>? {
        if let owner = owners[identity] { return owner }
        guard let owner = try ContactRow.owner(scribe, of: identity) else { return nil }
        if owners.count >= 20_000 { forget() }
        owners[identity] = owner
        return owner
    }

    /// Finds the contact that stands for one: itself, or what it was merged into, however often.
    func root(of id: ID<Contact>, _ scribe: Scribe) throws -> Contact? {
        guard var contact = try contact(id, scribe) else { return nil }
        var seen: Set<ID<Contact>> = [id]
        while let next = contact.mergedInto, seen.insert(next).inserted,
            let found = try self.contact(next, scribe)
        {
            contact = found
        }
        return contact
    }

    /// Takes note of a contact that was written.
    func change(_ contact: Contact) {
        let identities = (contacts[contact.id]?.identities ?? []) + contact.identities
        for identity in identities { owners[identity] = nil }
        contacts[contact.id] = nil
    }

    /// Forgets everything.
    func forget() {
        contacts.removeAll(keepingCapacity: true)
        owners.removeAll(keepingCapacity: true)
    }
}

/// Is the contact of an event, with what must be written about them.
struct Correspondent {
    let id: ID<Contact>
    let name: String
    let events: [Event]
}

extension Floor {
    /// Finds the contact of an event, or makes one.
    ///
    /// Two contacts that exist are never made one here: an identity that another contact has stays
    /// there, and the contact of an open session remains.
    func correspondent(
        of inbound: Inbound,
        in open: Session?,
        facts: Facts,
        at moment: inout Moment
    ) -> Correspondent {
        let given = inbound.profileName.asName
        let fresh = inbound.knownBy.filter { !facts.takenIdentities.contains($0) }
        if let open, facts.contact?.id != open.contact {
            return Correspondent(id: open.contact, name: open.contactName, events: [])
        }
        guard let known = facts.contact else {
            let fallback = inbound.knownBy.first?.readable ?? inbound.answerAddress
            let contact = Contact(
                id: moment.ids.next(at: moment.now),
                name: given.isEmpty ? fallback : given,
                identities: fresh,
                createdAt: moment.now
            )
            return Correspondent(
                id: contact.id,
                name: contact.name,
                events: [.contactChanged(contact)]
            )
        }
        var contact = known.linking(fresh)
        if !contact.isNameConfirmed, !given.isEmpty { contact.name = given }
        return Correspondent(
            id: contact.id,
            name: contact.name,
            events: contact == known ? [] : [.contactChanged(contact)]
        )
    }

    /// Saves a contact; one that an identity already belongs to is completed instead.
    func addContact(
        _ name: String,
        _ identities: [ContactIdentity],
        for asker: Asker,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require { _ in true }
        var fresh: [ContactIdentity] = []
        for identity in identities {
            guard let normal = identity.normalized else { throw .invalid(identity.kind.rawValue) }
            if !facts.takenIdentities.contains(normal), !fresh.contains(normal) {
                fresh.append(normal)
            }
        }
        let given = name.asName
        let fallback = facts.contact?.name ?? fresh.first?.readable ?? ""
        guard !given.isEmpty || !fallback.isEmpty else { throw .empty }
        var contact =
            facts.contact?.linking(fresh)
            ?? Contact(
                id: moment.ids.next(at: moment.now),
                name: fallback,
                identities: fresh,
                createdAt: moment.now
            )
        if !given.isEmpty {
            contact.name = given
            contact.isNameConfirmed = true
        }
        return [.contactChanged(contact)]
    }

    /// Changes what people know about a contact.
    func editContact(
        name: String?,
        note: String?,
        for asker: Asker,
        facts: Facts
    ) throws(Refusal) -> [Event] {
        try asker.require { _ in true }
        guard var contact = facts.contact else { throw .notFound(.contact) }
        let before = contact
        if let name {
            contact.name = name.asName
            contact.isNameConfirmed = true
            guard !contact.name.isEmpty else { throw .empty }
        }
        if let note {
            contact.note = note.trimmed
            let length = contact.note.unicodeScalars.count
            guard length <= Note.maximumText else { throw .tooLong(maximum: Note.maximumText) }
        }
        return contact == before ? [] : [.contactChanged(contact)]
    }
}

extension Contact {
    /// The contact with further identities.
    func linking(_ fresh: [ContactIdentity]) -> Contact {
        var contact = self
        for identity in fresh where !contact.identities.contains(identity) {
            contact.identities.append(identity)
        }
        return contact
    }
}

extension Note {
    /// The longest note, in Unicode scalars.
    public static let maximumText = 10_000
}

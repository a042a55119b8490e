internal import OrderedCollections

extension Floor {
    /// Saves a contact; one that an identity already belongs to is completed instead.
    func addContact(
        _ name: String,
        _ identities: [ContactIdentity],
        for asker: Asker,
        facts: Facts,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require { $0.may(.contacts) || $0.may(.beginning) }
        var fresh: [ContactIdentity] = []
        for identity in identities {
            let normal = try normal(identity)
            if !facts.takenIdentities.contains(normal), !fresh.contains(normal) {
                fresh.append(normal)
            }
        }
        // What a contact that was merged has already stays with it.
        fresh.removeAll { facts.heard?.identities.contains($0) ?? false }
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
        return contact == facts.contact ? [] : [.contactChanged(contact)]
    }

    /// Changes what people know about a contact.
    ///
    /// One that was merged is not changed any more: the one that stands for it is.
    func editContact(
        _ id: ID<Contact>,
        _ change: ContactChange,
        for asker: Asker,
        facts: Facts
    ) throws(Refusal) -> [Event] {
        guard var contact = facts.contact, contact.id == id else { throw .notFound(.contact) }
        try asker.require { mayEdit(id, $0) }
        if let root = contact.mergedInto { throw .contactMerged(into: root) }
        guard contact.erasedAt == nil else { throw .erased }
        let before = contact
        try describe(&contact, by: change)
        try identify(&contact, by: change, owners: facts.owners)
        var events: [Event] = []
        if let refuses = change.refusesOutbound {
            contact.refusesOutbound = refuses
            // They are one person: who takes the refusal back takes it back for all of them.
            for var merged in facts.group where !refuses && merged.refusesOutbound {
                merged.refusesOutbound = false
                events.append(.contactChanged(merged))
            }
        }
        if contact != before { events.insert(.contactChanged(contact), at: 0) }
        return events
    }

    /// Changes name, note, groups and fields; whoever does so by hand leaves no required field empty.
    private func describe(
        _ contact: inout Contact,
        by change: ContactChange
    ) throws(Refusal) {
        if let name = change.name {
            contact.name = name.asName
            contact.isNameConfirmed = true
            guard !contact.name.isEmpty else { throw .empty }
        }
        if let note = change.note {
            contact.note = note.trimmed
            let length = contact.note.unicodeScalars.count
            guard length <= Note.maximumText else { throw .tooLong(maximum: Note.maximumText) }
        }
        if let groups = change.groups {
            for group in groups where contactGroups[group] == nil {
                throw .notFound(.contactGroup)
            }
            contact.groups = groups.reduce(into: []) { kept, group in
                if !kept.contains(group) { kept.append(group) }
            }
        }
        for (id, value) in change.fields.sorted(by: { $0.key < $1.key }) {
            guard let field = fields[id] else { throw .notFound(.field) }
            guard !value.trimmed.isEmpty else {
                contact.fields[id] = nil
                continue
            }
            guard field.isActive, let kept = field.accept(value) else {
                throw .invalid("fields.\(field.slug)")
            }
            contact.fields[id] = kept
        }
        guard change.describes else { return }
        for field in fields.values where field.isActive && field.isRequired {
            guard contact.fields[field.id]?.isEmpty == false else {
                throw .invalid("fields.\(field.slug)")
            }
        }
    }

    /// Adds and takes off identities: none that another contact has, be it one merged into this.
    private func identify(
        _ contact: inout Contact,
        by change: ContactChange,
        owners: [ContactIdentity: ID<Contact>]
    ) throws(Refusal) {
        for identity in change.removed {
            let normal = try normal(identity)
            if let index = contact.identities.firstIndex(of: normal) {
                contact.identities.remove(at: index)
            } else if let owner = owners[normal], owner != contact.id {
                throw .identityTaken(by: owner)
            }
        }
        for identity in change.added {
            let normal = try normal(identity)
            if let owner = owners[normal], owner != contact.id {
                throw .identityTaken(by: owner)
            }
            contact = contact.linking([normal])
        }
        let count = contact.identities.count
        guard count <= Contact.maximumIdentities || change.added.isEmpty else {
            throw .invalid("identities")
        }
    }

    /// An identity as it is kept; one of a provider or an account says where it is known.
    private func normal(_ identity: ContactIdentity) throws(Refusal) -> ContactIdentity {
        let needsScope = identity.kind == .provider || identity.kind == .account
        guard let normal = identity.normalized, !needsScope || !normal.scope.isEmpty else {
            throw .invalid(identity.kind.rawValue)
        }
        return normal
    }
}

extension ContactChange {
    /// Whether it says who the contact is, beside how to reach them and what they refuse.
    fileprivate var describes: Bool {
        name != nil || note != nil || groups != nil || !fields.isEmpty
    }
}

extension Contact {
    /// The most identities that people give one contact.
    public static let maximumIdentities = 100

    /// The contact with further identities.
    func linking(_ fresh: [ContactIdentity]) -> Contact {
        var contact = self
        for identity in fresh where !contact.identities.contains(identity) {
            contact.identities.append(identity)
        }
        return contact
    }

    /// Whether the address of a channel is an identity of the contact.
    func isReached(at address: String, on channel: Channel) -> Bool {
        identities.contains { identity in
            switch identity.kind {
            case .phone:
                identity.value == ContactIdentity(kind: .phone, value: address).normalized?.value
            case .email: identity.value == address.lowercased()
            case .provider: identity.value == address && identity.scope == channel.plugin
            case .account: identity.value == address && identity.scope == channel.id.description
            }
        }
    }
}

extension Note {
    /// The longest note, in Unicode scalars.
    public static let maximumText = 10_000
}

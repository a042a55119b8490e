extension Floor {
    /// Makes one contact of two: nothing moves, and so it can be undone.
    ///
    /// The one absorbed keeps its identities, notes and fields; from now on the kept one stands for
    /// both, in sessions open and closed.
    func mergeContacts(for asker: Asker, facts: Facts) throws(Refusal) -> [Event] {
        try asker.require { $0.may(.contacts) }
        guard let kept = facts.contact, let absorbed = facts.other else {
            throw .notFound(.contact)
        }
        // First whether it leads in a circle: to be told the way in which it does helps nobody.
        guard kept.id != absorbed.id, !facts.absorbed.contains(kept.id) else {
            throw .leadsInCircle
        }
        for contact in [kept, absorbed] {
            if let root = contact.mergedInto { throw .contactMerged(into: root) }
            guard contact.erasedAt == nil else { throw .erased }
        }
        let merge = ContactMerge(
            kept: kept.id,
            root: absorbed.id,
            absorbed: facts.absorbed.union([absorbed.id]),
            name: kept.name,
            groups: kept.groups,
            fields: kept.fields
        )
        return [.contactsMerged(merge)]
    }

    /// Undoes the merge of a contact: the sessions heard from it or from those merged into it before
    /// are its own again, also those that began meanwhile.
    func separateContact(for asker: Asker, facts: Facts) throws(Refusal) -> [Event] {
        try asker.require { $0.may(.contacts) }
        guard let contact = facts.contact else { throw .notFound(.contact) }
        guard let kept = contact.mergedInto else { return [] }
        guard contact.erasedAt == nil else { throw .erased }
        let merge = ContactMerge(
            kept: kept,
            root: contact.id,
            absorbed: facts.absorbed.union([contact.id]),
            name: contact.name,
            groups: contact.groups,
            fields: contact.fields
        )
        return [.contactsSeparated(merge)]
    }
}

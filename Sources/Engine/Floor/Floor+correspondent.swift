/// Is the contact of an event, with what must be written about them.
struct Correspondent {
    /// The contact that stands for who was heard: another one, where they were merged.
    let id: ID<Contact>

    /// Who was heard.
    let heardFrom: ID<Contact>

    /// The name that sessions show.
    let name: String

    let events: [Event]
}

extension Floor {
    /// Finds the contact of an event, or makes one.
    ///
    /// Two contacts that exist are never made one here: an identity that another contact has stays
    /// there, and the contact of an open session remains. What is learnt about a contact that was
    /// merged is kept with that one, so that undoing the merge leaves each with what is theirs.
    func correspondent(
        of inbound: Inbound,
        in open: Session?,
        facts: Facts,
        at moment: inout Moment
    ) -> Correspondent {
        let given = inbound.profileName.asName
        let isRefusal = isRefusal(inbound, in: open)
        let fresh = inbound.knownBy.filter { !facts.takenIdentities.contains($0) }
        if let open, facts.contact?.id != open.contact {
            return Correspondent(
                id: open.contact,
                heardFrom: open.heardFrom,
                name: open.contactName,
                events: []
            )
        }
        guard let known = facts.contact else {
            let fallback = inbound.knownBy.first?.readable ?? inbound.answerAddress
            let contact = Contact(
                id: moment.ids.next(at: moment.now),
                name: given.isEmpty ? fallback : given,
                identities: fresh,
                refusesOutbound: isRefusal,
                createdAt: moment.now
            )
            return Correspondent(
                id: contact.id,
                heardFrom: contact.id,
                name: contact.name,
                events: [.contactChanged(contact)]
            )
        }
        let before = facts.heard ?? known
        var heard = before.linking(fresh)
        if !heard.isNameConfirmed, !given.isEmpty { heard.name = given }
        if isRefusal { heard.refusesOutbound = true }
        return Correspondent(
            id: known.id,
            heardFrom: heard.id,
            name: heard.id == known.id ? heard.name : known.name,
            events: heard == before ? [] : [.contactChanged(heard)]
        )
    }
}

extension Facts {
    /// The contact that was heard itself, when it was merged into `contact`.
    var heard: Contact? {
        guard let other, other.id == heardFrom else { return nil }
        return other
    }
}

internal import OrderedCollections

/// Names words that were erased.
public enum ErasedWords: Sendable, Hashable, Codable {
    /// What was said and noted in a session, and what the contact told its flow.
    case session(ID<Session>)
    /// A message that belongs to no session.
    case message(ID<Message>)
}

extension Floor {
    /// Erases who a contact is and what was said with them, and with all that were merged into them.
    ///
    /// What happened stays, with its times and figures: sessions, protocol numbers, legs. Nobody is
    /// erased while they are served or while something is on its way to them.
    func eraseContact(
        _ id: ID<Contact>,
        for asker: Asker,
        facts: Facts,
        at now: Timestamp
    ) throws(Refusal) -> [Event] {
        try asker.require { $0.erasesContacts }
        guard let contact = facts.contact, contact.id == id else { throw .notFound(.contact) }
        if let root = contact.mergedInto { throw .contactMerged(into: root) }
        let people = [contact] + facts.group
        let ids = Set(people.map(\.id))
        let open = sessions.values.first { ids.contains($0.contact) || ids.contains($0.heardFrom) }
        if let open { throw .hasOpenSession(open.id, agent: open.holder) }
        let leaving = pending.entries.values.first { message in
            guard let channel = channels[message.channel] else { return false }
            return people.contains { $0.isReached(at: message.address, on: channel) }
        }
        if let leaving { throw .wrongDelivery(leaving.delivery) }
        return people.filter { $0.erasedAt == nil }.map { .contactErased(erased($0, at: now)) }
    }

    /// Erases words that are older than the company keeps them.
    func erase(_ words: ErasedWords, facts: Facts) throws(Refusal) -> [Event] {
        switch words {
        case .session(let id):
            if let open = sessions[id] { throw .wrongPhase(open.phase) }
            guard facts.session?.id == id else { throw .notFound(.session) }
        case .message(let id):
            guard let message = facts.message, message.id == id, let content = facts.content else {
                throw .notFound(.message)
            }
            guard message.session == nil, pending[id] == nil else {
                throw .wrongDelivery(message.delivery)
            }
            guard !content.isErased else { return [] }
        }
        return [.wordsErased(words)]
    }

    /// A contact of whom nothing is left but that there was one, under a name that is nobody's.
    private func erased(_ contact: Contact, at now: Timestamp) -> Contact {
        Contact(
            id: contact.id,
            name: company.language.hasPrefix("pt") ? "Contato anonimizado" : "Anonymised contact",
            isNameConfirmed: true,
            refusesOutbound: contact.refusesOutbound,
            mergedInto: contact.mergedInto,
            erasedAt: now,
            createdAt: contact.createdAt
        )
    }
}

extension CompanyRules {
    /// For how many days words and identities may be kept, where they are not kept for ever: the
    /// least is what a conversation over e-mail may take.
    public static let retention = 30...36_500
}

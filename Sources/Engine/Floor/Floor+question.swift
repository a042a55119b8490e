extension Floor {
    /// Says what must be looked up before a command can be decided; `nil` when the floor knows all.
    public func question(for command: Command) -> Question? {
        switch command {
        case .receive(let inbound):
            .inbound(
                channel: inbound.channel,
                dedupeKey: inbound.dedupeKey,
                identities: inbound.knownBy,
                providerID: inbound.isMessage ? "" : inbound.providerID,
                address: isContinuing(inbound) ? "" : inbound.answerAddress,
                thread: inbound.thread
            )
        case .start(let id), .transfer(let id, _), .close(let id, _), .addTag(let id, _),
            .removeTag(let id, _), .note(let id, _), .markRead(let id), .classify(let id, _),
            .rate(let id, _):
            sessions[id] == nil ? .session(id) : nil
        case .send(let id, let content):
            question(forSending: content, in: id)
        case .begin(let channel, let contact, let address, _, _):
            .contact(contact, channel: channel, address: address)
        case .addContact(_, let identities):
            .identities(identities.compactMap(\.normalized))
        case .mergeContacts(let kept, let absorbed):
            .contacts(kept, absorbed)
        case .editContact(let contact, let change):
            .contactChange(
                contact,
                identities: (change.added + change.removed).compactMap(\.normalized)
            )
        case .separateContact(let contact), .eraseContact(let contact):
            .contact(contact, channel: nil, address: "")
        case .resend(let id), .mediaFetched(let id, _, _), .open(let id),
            .eraseWords(.message(let id)):
            .message(id)
        case .eraseWords(.session(let id)):
            .session(id)
        case .beginSending(let id), .finishSending(let id, _):
            // The window of a closed session is in the books alone.
            pending[id].flatMap(\.session).flatMap { sessions[$0] } == nil ? .message(id) : nil
        case .setPresence, .connection, .publishFlow, .configure, .takeHeld, .recover, .tick:
            nil
        }
    }

    /// Whether a message goes into the open session of its address, which knows its windows itself.
    private func isContinuing(_ inbound: Inbound) -> Bool {
        let place = Address(channel: inbound.channel, value: inbound.answerAddress)
        return inbound.isMessage && sessionByAddress[place] != nil
    }

    /// A template may be one that the contact refuses; for other messages the floor knows all.
    private func question(forSending content: Content, in id: ID<Session>) -> Question? {
        guard let session = sessions[id] else { return .session(id) }
        guard content.kind == .template else { return nil }
        return .contact(session.contact, channel: session.channel, address: session.address)
    }
}

extension Inbound {
    /// Whether it is a message of the contact, which is about no other.
    fileprivate var isMessage: Bool {
        if case .message = signal { true } else { false }
    }

    /// Where answers go: the address, or the best identity where a channel gave none.
    var answerAddress: String {
        address.isEmpty ? identities.first?.value ?? "" : address
    }

    /// The identities to look the contact up by: phones first, since people keep them.
    ///
    /// A contact without any is known by the address, on this account alone.
    var knownBy: [ContactIdentity] {
        let given = identities.compactMap(\.normalized)
        guard given.isEmpty else {
            return given.filter { $0.kind == .phone } + given.filter { $0.kind != .phone }
        }
        guard !answerAddress.isEmpty else { return [] }
        return [
            ContactIdentity(kind: .account, scope: channel.description, value: answerAddress)
        ]
    }
}

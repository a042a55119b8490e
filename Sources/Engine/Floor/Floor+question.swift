extension Floor {
    /// Says what must be looked up before a command can be decided; `nil` when the floor knows all.
    public func question(for command: Command) -> Question? {
        switch command {
        case .receive(let inbound):
            .inbound(
                channel: inbound.channel,
                dedupeKey: inbound.dedupeKey,
                identities: inbound.knownBy,
                providerID: inbound.providerID,
                address: inbound.answerAddress
            )
        case .start(let id), .transfer(let id, _), .close(let id), .addTag(let id, _),
            .removeTag(let id, _), .send(let id, _), .note(let id, _), .markRead(let id):
            sessions[id] == nil ? .session(id) : nil
        case .begin(let channel, let contact, let address, _, _):
            .contact(contact, channel: channel, address: address)
        case .addContact(_, let identities):
            .identities(identities.compactMap(\.normalized))
        case .editContact(let contact, _, _):
            .contact(contact, channel: nil, address: "")
        case .resend(let id), .mediaFetched(let id, _, _):
            .message(id)
        case .beginSending(let id), .finishSending(let id, _):
            // The window of a closed session is in the books alone.
            pending[id].flatMap(\.session).flatMap { sessions[$0] } == nil ? .message(id) : nil
        case .setPresence, .configure, .recover, .tick:
            nil
        }
    }
}

extension Inbound {
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

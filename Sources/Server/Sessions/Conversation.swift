internal import Engine

/// Is the body that begins a conversation.
struct BeginBody: Decodable {
    var channel: String
    var contact: String?
    var identity: Identity?
    var name: String?
    var address: String?
    var team: String?
    var text: String?
    var template: TemplateBody?

    struct Identity: Decodable {
        var kind: ContactIdentity.Kind
        var value: String
    }
}

/// Begins conversations: finds or makes the contact, and chooses address and team.
struct Conversation: Sendable {
    let services: Services
    let caller: Caller

    /// Begins a conversation and gives its session.
    func begin(_ body: BeginBody) async throws -> Session {
        let directory = await services.directory()
        guard let channel = directory.channel(body.channel) else {
            throw Refusal.notFound(.channel)
        }
        let contact = try await contact(body, on: channel)
        let address = body.address ?? Self.address(of: contact, on: channel)
        guard let address, !address.isEmpty else {
            throw Problem.badRequest("the contact has no address on this channel", field: "address")
        }
        let events = try await services.switchboard.submit(
            .begin(
                channel: channel.id,
                contact: contact.id,
                address: address,
                team: team(body, on: channel, directory),
                content(body, on: channel, directory)
            ),
            by: caller.actor
        )
        for recorded in events {
            guard case .sessionOpened(let opened) = recorded.event else { continue }
            let now = await services.switchboard.read { $0.sessions[opened.id] }
            return now ?? opened
        }
        throw Problem.internal
    }

    private func contact(_ body: BeginBody, on channel: Channel) async throws -> Contact {
        if let text = body.contact {
            guard let id = ID<Contact>(text), let contact = try await services.contacts.contact(id)
            else { throw Refusal.notFound(.contact) }
            return contact
        }
        guard let given = body.identity else {
            throw Problem.badRequest("contact or identity", field: "contact")
        }
        let written = ContactIdentity(
            kind: given.kind,
            scope: given.kind.scope(on: channel),
            value: given.value
        )
        guard let identity = written.normalized else {
            throw Problem.badRequest("no \(given.kind.rawValue)", field: "identity.value")
        }
        let found = try await services.contacts.contacts(
            matching: identity.value,
            after: nil,
            limit: 50
        )
        if let known = found.first(where: { $0.identities.contains(identity) }) { return known }
        return try await services.addContact(
            name: body.name ?? identity.value,
            identities: [identity],
            by: caller.actor
        )
    }

    private func team(
        _ body: BeginBody,
        on channel: Channel,
        _ directory: Directory
    ) throws -> ID<Team> {
        if let text = body.team {
            guard let team = directory.team(text) else { throw Refusal.notFound(.team) }
            return team.id
        }
        let own = caller.agent.teams
        return own.contains(channel.team) ? channel.team : own.first ?? channel.team
    }

    private func content(
        _ body: BeginBody,
        on channel: Channel,
        _ directory: Directory
    ) throws -> Content {
        if let template = body.template {
            return try template.content(on: channel.id, directory)
        }
        guard let text = body.text else { throw Refusal.empty }
        return Content(kind: .text, text: text)
    }

    /// The address of a contact on a channel: what the channel knows best, then the phone or e-mail.
    private static func address(of contact: Contact, on channel: Channel) -> String? {
        let fitting = contact.identities.filter { identity in
            switch identity.kind {
            case .account: identity.scope == channel.id.description
            case .provider: identity.scope == channel.plugin
            case .phone, .email: true
            }
        }
        let order: [ContactIdentity.Kind] = [.account, .phone, .provider, .email]
        return order.lazy.compactMap { kind in fitting.first { $0.kind == kind } }.first?.value
    }
}

extension ContactIdentity.Kind {
    /// Where an identity of the kind is known, when it came by a channel.
    func scope(on channel: Channel) -> String {
        switch self {
        case .phone, .email: ""
        case .provider: channel.plugin
        case .account: channel.id.description
        }
    }
}

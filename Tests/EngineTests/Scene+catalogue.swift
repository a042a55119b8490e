internal import Engine
internal import TestSupport

/// What tests of the company's catalogue need: contacts, dispositions, fields and their like.
extension Scene {
    /// Saves a contact with phones and gives its id.
    mutating func saved(_ name: String, _ phones: String...) throws -> ID<Contact> {
        let identities = phones.map { ContactIdentity(kind: .phone, value: $0) }
        let add = Command.addContact(name: name, identities: identities)
        for case .contactChanged(let contact) in try play(add, by: company.ana) {
            return contact.id
        }
        throw Missing()
    }

    /// A contact as it is now.
    func contact(_ id: ID<Contact>) throws -> Contact {
        guard let contact = books.contacts[id] else { throw Missing() }
        return contact
    }

    /// Changes the configuration as the console.
    mutating func configure(_ configuration: Configuration) throws {
        try play(.configure(configuration), by: .console)
    }

    /// Changes the company's rules.
    mutating func rule(_ change: (inout CompanyRules) -> Void) throws {
        var company = floor.company
        change(&company.rules)
        try configure(.company(company))
    }

    /// Changes the rules of a team.
    mutating func rule(_ team: Team, _ change: (inout TeamRules) -> Void) throws {
        guard var now = floor.team(team.id) else { throw Missing() }
        change(&now.rules)
        try configure(.team(now))
    }

    /// Saves a node of the tree of dispositions and gives its id.
    mutating func disposition(
        _ name: String,
        in parent: ID<Disposition>? = nil,
        for teams: [Team] = [],
        isActive: Bool = true
    ) throws -> ID<Disposition> {
        let node = Disposition(
            id: .new,
            parent: parent,
            name: name,
            teams: teams.map(\.id),
            isActive: isActive
        )
        for case .configured(.disposition(let saved)) in try play(
            .configure(.disposition(node)),
            by: .console
        ) {
            return saved.id
        }
        throw Missing()
    }

    /// Saves a field of contacts and gives its id.
    mutating func field(
        _ slug: String,
        _ kind: ContactField.Kind,
        options: [String] = [],
        isRequired: Bool = false
    ) throws -> ID<ContactField> {
        let field = ContactField(
            id: .new,
            slug: slug,
            name: slug,
            kind: kind,
            options: options,
            isRequired: isRequired
        )
        for case .configured(.field(let saved)) in try play(
            .configure(.field(field)),
            by: .console
        ) {
            return saved.id
        }
        throw Missing()
    }

    /// Lets a contact write a message, which perhaps begins no session, and gives the message.
    mutating func hear(_ text: String, from phone: String = "5511999990000") throws -> Message {
        let signal = Inbound.Signal.message(Content(kind: .text, text: text))
        return try added(try play(.receive(inbound(signal, from: phone)), by: .contact))
    }

    /// What a person sees and may do now.
    func viewer(_ agent: Agent) -> Viewer {
        floor.viewer(of: floor.agent(agent.id) ?? agent)
    }

    /// A session that is over.
    func closed(_ id: ID<Session>) throws -> Session {
        guard let session = books.closed[id] else { throw Missing() }
        return session
    }
}

public import Engine

/// Is what a journal in memory holds: events, and everything that can be asked of them.
public struct MemoryBooks: Sendable {
    /// The floor.
    public private(set) var floor: Floor

    /// The events, first to last.
    public private(set) var events: [RecordedEvent] = []

    /// The contacts.
    public private(set) var contacts: [ID<Contact>: Contact] = [:]

    /// The messages.
    public private(set) var messages: [ID<Message>: StoredMessage] = [:]

    /// The sessions that are over.
    public private(set) var closed: [ID<Session>: Session] = [:]

    /// The legs of each session, the running one last.
    public private(set) var legs: [ID<Session>: [Leg]] = [:]

    /// The ends of messaging windows.
    public private(set) var windows: [Address: Timestamp] = [:]

    private var keys: Set<Address> = []
    private var owners: [ContactIdentity: ID<Contact>] = [:]
    private var named: [Address: ID<Message>] = [:]

    /// Creates books that begin with a floor.
    public init(floor: Floor) {
        self.floor = floor
    }

    /// Puts a contact into the books.
    public mutating func insert(_ contact: Contact) {
        contacts[contact.id] = contact
        for identity in contact.identities where owners[identity] == nil {
            owners[identity] = contact.id
        }
    }

    /// Answers a question.
    public func facts(for question: Question) -> Facts {
        var facts = Facts()
        switch question {
        case .inbound(let channel, let key, let identities, let providerID, let address):
            facts.isDuplicate = keys.contains(Address(channel: channel, value: key))
            identify(identities, in: &facts)
            if let id = named[Address(channel: channel, value: providerID)] {
                describe(id, in: &facts)
            }
            facts.windowEndsAt = windows[Address(channel: channel, value: address)]
        case .contact(let contact, let channel, let address):
            facts.contact = contacts[contact]
            if let channel {
                facts.windowEndsAt = windows[Address(channel: channel, value: address)]
            }
        case .identities(let identities):
            identify(identities, in: &facts)
        case .message(let id):
            describe(id, in: &facts)
        case .session(let id):
            facts.session = closed[id] ?? floor.sessions[id]
        }
        return facts
    }

    /// Writes the events of one command.
    public mutating func append(
        _ events: [Event],
        at now: Timestamp,
        by actor: Actor
    ) -> [RecordedEvent] {
        events.map { event in
            project(event, at: now)
            floor.apply(event, at: now)
            let sequence = Int64(self.events.count) + 1
            let record = RecordedEvent(sequence: sequence, at: now, actor: actor, event: event)
            self.events.append(record)
            return record
        }
    }

    private func identify(_ identities: [ContactIdentity], in facts: inout Facts) {
        let owner = identities.lazy.compactMap { owners[$0] }.first
        facts.contact = owner.flatMap { contacts[$0] }
        facts.takenIdentities = Set(identities.filter { owners[$0] != nil && owners[$0] != owner })
    }

    private func describe(_ id: ID<Message>, in facts: inout Facts) {
        guard let stored = messages[id] else { return }
        facts.message = stored.message
        facts.content = stored.content
        facts.attempts = stored.attempts
        facts.windowEndsAt =
            windows[
                Address(channel: stored.message.channel, value: stored.address)
            ]
    }

    private mutating func project(_ event: Event, at now: Timestamp) {
        switch event {
        case .sessionOpened(let session):
            legs[session.id] = [session.leg]
        case .legChanged(let id, let ended, let began):
            legs[id]?.removeLast()
            legs[id]?.append(contentsOf: [ended, began])
        case .sessionClosed(let id, let ended, _):
            legs[id]?.removeLast()
            legs[id]?.append(ended)
            guard var session = floor.sessions[id] else { return }
            session.apply(event, at: now)
            closed[id] = session
        case .messageAdded(let message, let content):
            let address = message.session.flatMap { floor.sessions[$0]?.address } ?? ""
            messages[message.id] = StoredMessage(
                message: message,
                content: content,
                address: address,
                attempts: 0
            )
            name(message.id, message.providerID, on: message.channel)
        case .deliveryChanged(let change):
            project(change)
        case .contentChanged(let id, _, let content):
            messages[id]?.content = content
        case .windowChanged(let channel, let address, let endsAt):
            windows[Address(channel: channel, value: address)] = endsAt
        case .contactChanged(let contact):
            insert(contact)
        case .inboundAccepted(let channel, let key):
            keys.insert(Address(channel: channel, value: key))
        case .noteAdded, .tagAdded, .tagRemoved, .sessionRead, .presenceChanged, .configured,
            .noticeReceived, .deliveryCameEarly:
            return
        }
    }

    private mutating func project(_ change: DeliveryChange) {
        guard var stored = messages[change.message] else { return }
        stored.message.delivery = change.delivery
        stored.attempts = change.attempt
        stored.error = change.error
        if !change.providerID.isEmpty { stored.message.providerID = change.providerID }
        messages[change.message] = stored
        name(change.message, change.providerID, on: stored.message.channel)
    }

    private mutating func name(
        _ message: ID<Message>,
        _ providerID: String,
        on channel: ID<Channel>
    ) {
        guard !providerID.isEmpty else { return }
        named[Address(channel: channel, value: providerID)] = message
    }
}

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

    /// The ends of the times in which people may write by the human tag.
    public private(set) var humanWindows: [Address: Timestamp] = [:]

    private var keys: Set<Address> = []
    private var owners: [ContactIdentity: ID<Contact>] = [:]
    private var named: [Address: ID<Message>] = [:]

    /// Creates books that begin with a floor.
    public init(floor: Floor) {
        self.floor = floor
    }

    /// Puts a contact into the books.
    public mutating func insert(_ contact: Contact) {
        for identity in contacts[contact.id]?.identities ?? []
        where owners[identity] == contact.id && !contact.identities.contains(identity) {
            owners[identity] = contacts.values
                .filter { $0.id != contact.id && $0.identities.contains(identity) }
                .map(\.id).min()
        }
        contacts[contact.id] = contact
        for identity in contact.identities where owners[identity] == nil {
            owners[identity] = contact.id
        }
    }

    /// Answers a question.
    public func facts(for question: Question) -> Facts {
        var facts = Facts()
        switch question {
        case .inbound(let channel, let key, let identities, let providerID, let address, let thread):
            facts.isDuplicate = keys.contains(Address(channel: channel, value: key))
            guard !facts.isDuplicate else { return facts }
            identify(identities, in: &facts)
            if let id = named[Address(channel: channel, value: providerID)] {
                describe(id, in: &facts)
            }
            describe(Address(channel: channel, value: address), thread: thread, in: &facts)
        case .contact(let contact, let channel, let address):
            if let channel {
                hear(contact, in: &facts)
                describe(Address(channel: channel, value: address), thread: "", in: &facts)
            } else {
                facts.contact = contacts[contact]
                facts.other = contacts[contact]?.mergedInto.flatMap { contacts[$0] }
                facts.absorbed = family(of: contact)
            }
            describeGroup(in: &facts)
        case .contactChange(let contact, let identities):
            facts.contact = contacts[contact]
            describeGroup(in: &facts)
            for identity in identities { facts.owners[identity] = owners[identity] }
        case .contacts(let kept, let absorbed):
            facts.contact = contacts[kept]
            facts.other = contacts[absorbed]
            facts.absorbed = family(of: absorbed)
        case .identities(let identities):
            identify(identities, in: &facts)
        case .message(let id):
            describe(id, in: &facts)
            guard let stored = messages[id] else { return facts }
            hear(stored.message.contact, in: &facts)
            let place = Address(channel: stored.message.channel, value: stored.address)
            describe(place, thread: "", in: &facts)
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
        guard let owner = identities.lazy.compactMap({ owners[$0] }).first else { return }
        hear(owner, in: &facts)
        facts.takenIdentities = Set(
            identities.filter { owners[$0] != nil && owners[$0] != owner }
        )
    }

    private func hear(_ id: ID<Contact>, in facts: inout Facts) {
        facts.contact = root(of: id)
        guard facts.contact?.id != id else { return }
        facts.heardFrom = id
        facts.other = contacts[id]
    }

    private func describeGroup(in facts: inout Facts) {
        guard let contact = facts.contact else { return }
        facts.group = family(of: contact.id).sorted().filter { $0 != contact.id }
            .compactMap { contacts[$0] }
    }

    private func describe(_ id: ID<Message>, in facts: inout Facts) {
        guard let stored = messages[id] else { return }
        facts.message = stored.message
        facts.content = stored.content
        facts.attempts = stored.attempts
    }

    private func describe(_ place: Address, thread: String, in facts: inout Facts) {
        guard !place.value.isEmpty else { return }
        facts.windowEndsAt = windows[place]
        facts.humanWindowEndsAt = humanWindows[place]
        let all = (Array(closed.values) + Array(floor.sessions.values))
            .filter { $0.channel == place.channel && $0.address == place.value }
            .sorted { $0.id > $1.id }
        facts.recentOpenings = all.prefix(8).map(\.startedAt)
        facts.lastClosed =
            thread.isEmpty
            ? all.first.flatMap { $0.phase == .closed ? $0 : nil }
            : all.first { $0.phase == .closed && $0.thread == thread }
    }

    /// The contact that stands for one: itself, or what it was merged into, however often.
    private func root(of id: ID<Contact>) -> Contact? {
        guard var contact = contacts[id] else { return nil }
        var seen: Set<ID<Contact>> = [id]
        while let next = contact.mergedInto, seen.insert(next).inserted,
            let found = contacts[next]
        {
            contact = found
        }
        return contact
    }

    /// A contact with all that were merged into it, however often.
    private func family(of id: ID<Contact>) -> Set<ID<Contact>> {
        var family: Set<ID<Contact>> = [id]
        while true {
            let more = contacts.values.filter { contact in
                contact.mergedInto.map(family.contains) ?? false && !family.contains(contact.id)
            }
            guard !more.isEmpty else { return family }
            family.formUnion(more.map(\.id))
        }
    }

    private mutating func eraseWords(of id: ID<Message>) {
        guard let stored = messages[id] else { return }
        named = named.filter { $0.value != id }
        var content = Content(kind: stored.content.kind)
        content.isErased = true
        messages[id]?.content = content
        messages[id]?.message.providerID = ""
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
        case .sessionReopened(let session):
            closed[session.id] = nil
            legs[session.id]?.append(session.leg)
        case .messageAdded(let message, let content):
            let session = message.session.flatMap { floor.sessions[$0] ?? closed[$0] }
            let address = session?.address ?? message.address
            if let id = message.session { closed[id]?.apply(event, at: now) }
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
        case .humanWindowChanged(let channel, let address, let endsAt):
            humanWindows[Address(channel: channel, value: address)] = endsAt
        case .messageAdopted(let message, _):
            messages[message.id]?.message = message
            messages[message.id]?.address =
                message.session.flatMap { floor.sessions[$0]?.address } ?? ""
        case .contactErased(let contact):
            insert(contact)
            for session in closed.values where session.heardFrom == contact.id {
                closed[session.id]?.apply(event, at: now)
                closed[session.id]?.address = "erased"
            }
            for id in closed.keys { closed[id]?.apply(event, at: now) }
            for stored in messages.values {
                let session = stored.message.session.flatMap { closed[$0] }
                if (session?.heardFrom ?? stored.message.contact) == contact.id {
                    eraseWords(of: stored.message.id)
                }
            }
        case .wordsErased(.session(let id)):
            closed[id]?.apply(event, at: now)
            for stored in messages.values where stored.message.session == id {
                eraseWords(of: stored.message.id)
            }
        case .wordsErased(.message(let id)):
            eraseWords(of: id)
        case .contactsMerged(let merge):
            contacts[merge.root]?.mergedInto = merge.kept
            for id in closed.keys { closed[id]?.apply(event, at: now) }
        case .contactsSeparated(let merge):
            contacts[merge.root]?.mergedInto = nil
            for id in closed.keys { closed[id]?.apply(event, at: now) }
        case .tagAdded(let id, _), .tagRemoved(let id, _), .sessionRead(let id),
            .sessionWarned(let id), .flowMoved(let id, _), .automationCut(let id),
            .dispositionSet(let id, _), .ratingAsked(let id), .rated(let id, _):
            closed[id]?.apply(event, at: now)
        case .noteAdded, .presenceChanged, .configured, .noticeReceived, .deliveryCameEarly,
            .heldRequestTaken:
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

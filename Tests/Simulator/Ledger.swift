internal import Engine

/// Keeps books of its own from the events alone, and finds what must not be.
///
/// It shares no rule with the engine: what it says about legs, owners, windows and deliveries is
/// written down here a second time.
struct Ledger {
    /// The sessions that ever were.
    var lines: [ID<Session>: Line] = [:]

    /// The open sessions by where they are.
    var open: [Address: ID<Session>] = [:]

    /// The last session of each address.
    var last: [Address: ID<Session>] = [:]

    /// The open sessions of each agent, served or kept.
    var held: [ID<Agent>: Set<ID<Session>>] = [:]

    /// The messages that ever were.
    var letters: [ID<Message>: Letter] = [:]

    /// Our messages to each address, in order.
    var outbound: [Address: [ID<Message>]] = [:]

    /// What contacts' messages are called, last, at each address.
    var inboundNames: [Address: String] = [:]

    /// The message that is being handed over at each address.
    var underWay: [Address: ID<Message>] = [:]

    /// The messages of each address that wait for their turn.
    var queued: [Address: Set<ID<Message>>] = [:]

    /// The keys of channels' events that are in the books.
    var keys: Set<Address> = []

    /// The names of contacts' messages that are in the books.
    var names: Set<Address> = []

    /// When each window ends.
    var windows: [Address: Timestamp] = [:]

    /// When each window must end, by what contacts wrote and providers said.
    var dueWindows: [Address: Timestamp] = [:]

    /// The open sessions in the order they began.
    var openInOrder: [ID<Session>] = []

    /// The sessions that were closed last.
    var closedLately: [ID<Session>] = []

    /// The teams, people and channels as they were last configured.
    var teams: [ID<Team>: Team] = [:]
    var agents: [ID<Agent>: Agent] = [:]
    var channels: [ID<Channel>: Channel] = [:]

    var hours: [String: BusinessHours] = [:]
    var dispositions: [String: ID<Disposition>] = [:]
    var flows: [String: Flow] = [:]

    var groups: [String: PermissionGroup] = [:]
    var fields: [String: ContactField] = [:]

    /// How many letters take as much of a limit as one other session.
    var loadShare = 3

    /// What is known of each contact.
    var known: [ID<Contact>: [ID<ContactField>: String]] = [:]

    var owners: [ContactIdentity: ID<Contact>] = [:]

    /// The contacts that were merged into others.
    var merges: [ID<Contact>: ID<Contact>] = [:]

    /// The last message of each address that began no session.
    var kept: [Address: ID<Message>] = [:]

    /// When people may write no more by the human tag.
    var humanWindows: [Address: Timestamp] = [:]
    var lastNumber: ProtocolNumber?

    /// The sessions that events were about since the last look.
    var touched: Set<ID<Session>> = []

    /// Is what is known of a session.
    struct Line {
        let place: Address
        let origin: Session.Origin
        let number: ProtocolNumber
        let startedAt: Timestamp
        var legs: [Leg]
        var closedAt: Timestamp?
        var outcome: Outcome?
        var messagesIn = 0
        var messagesOut = 0
        var transfers = 0
        var isRatingAsked = false
        /// The legs that began after the contact had written.
        var heardBefore: Set<ID<Leg>> = []
    }

    /// Is what is known of a message.
    struct Letter {
        let place: Address
        let session: ID<Session>?
        let isInbound: Bool
        let isTemplate: Bool
        let isByPerson: Bool
        var delivery: Delivery
    }

    // MARK: Questions

    /// The session of an address: the open one, or the last there was.
    func lastSession(at address: Address) -> ID<Session>? {
        open[address] ?? last[address]
    }

    /// One of the last messages of ours to an address.
    func lastOutbound(at address: Address, back: Int) -> ID<Message>? {
        guard let messages = outbound[address], back < messages.count else { return nil }
        return messages[messages.count - 1 - back]
    }

    /// What the contact's last message is called.
    func lastInboundName(at address: Address) -> String {
        inboundNames[address] ?? ""
    }

    /// Who is known by something.
    func owner(of identity: ContactIdentity) -> ID<Contact>? {
        owners[identity]
    }

    /// The last message of an address that began no session.
    func lastKept(at address: Address) -> ID<Message>? { kept[address] }

    /// The disposition of a number.
    func disposition(_ number: Int) -> ID<Disposition>? { dispositions["Motivo \(number)"] }

    /// The business hours of a number.
    func hours(_ number: Int) -> BusinessHours? { hours["hours-\(number)"] }

    /// The permission group of a number.
    func group(_ number: Int) -> PermissionGroup? { groups["group-\(number)"] }

    /// The field of contacts of a number.
    func field(_ number: Int) -> ContactField? { fields["field-\(number)"] }

    /// The flow of a number.
    func flow(_ number: Int) -> Flow? { flows["flow-\(number)"] }

    /// The contact that stands for one, after all merges.
    func standing(for contact: ID<Contact>) -> ID<Contact> {
        var contact = contact
        while let next = merges[contact] { contact = next }
        return contact
    }

    /// The sessions that events were about; they count as looked at.
    mutating func takeTouched() -> Set<ID<Session>> {
        defer { touched = [] }
        return touched
    }

    // MARK: Events

    /// Takes an event.
    mutating func take(
        _ event: Event,
        at now: Timestamp,
        by actor: Actor,
        answer: Answer?
    ) throws(Breach) {
        switch event {
        case .sessionOpened(let session):
            try open(session)
        case .legChanged(let id, let ended, let began):
            try turn(id, ended, began)
        case .sessionClosed(let id, let ended, let outcome):
            try close(id, ended, outcome)
        case .messageAdded(let message, let content):
            try add(message, content)
        case .messageAdopted(let message, _):
            try adopt(message)
        case .deliveryChanged(let change):
            try deliver(change, at: now, by: actor, answer: answer)
        case .windowChanged(let channel, let address, let endsAt):
            let place = Address(channel: channel, value: address)
            try require(
                answer == .windowClosed || windows[place].map { endsAt > $0 } ?? true,
                .window,
                "the window of \(address) moved back"
            )
            windows[place] = endsAt
            if answer == .windowClosed { dueWindows[place] = endsAt }
        case .contactChanged(let contact):
            known[contact.id] = contact.fields
            touched.formUnion(openInOrder)
            for identity in contact.identities where owners[identity] == nil {
                owners[identity] = contact.id
            }
        case .configured(let configuration):
            configure(configuration)
        case .inboundAccepted(let channel, let key):
            let isNew = keys.insert(Address(channel: channel, value: key)).inserted
            try require(isNew, .messages, "the key \(key) was taken twice")
        case .noteAdded(let note):
            touched.insert(note.session)
        case .tagAdded(let id, _), .tagRemoved(let id, _), .sessionRead(let id),
            .sessionWarned(let id), .flowMoved(let id, _), .automationCut(let id):
            try require(lines[id]?.closedAt == nil, .legs, "\(id) is closed and was changed")
            touched.insert(id)
        case .ratingAsked(let id):
            lines[id]?.isRatingAsked = true
            touched.insert(id)
        case .dispositionSet(let id, _), .rated(let id, _):
            touched.insert(id)
        case .sessionReopened(let session):
            try reopen(session)
        case .humanWindowChanged(let channel, let address, let endsAt):
            humanWindows[Address(channel: channel, value: address)] = endsAt
        case .contactsMerged(let merge):
            try join(merge)
        case .contactsSeparated(let merge):
            try require(
                merges[merge.root] == merge.kept,
                .owner,
                "\(merge.root) was separated from \(merge.kept), into which it was not merged"
            )
            merges[merge.root] = nil
            touched.formUnion(openInOrder)
        case .contactErased(let contact):
            erase(contact.id)
        case .presenceChanged, .contentChanged, .wordsErased, .noticeReceived, .deliveryCameEarly,
            .heldRequestTaken:
            return
        }
    }

    /// Looks at a refusal: only what is in the books is a duplicate.
    func takeRefusal(_ refusal: Refusal, of command: Command) throws(Breach) {
        guard case .receive(let inbound) = command else { return }
        let isKnown = keys.contains(
            Address(channel: inbound.channel, value: inbound.dedupeKey)
        )
        switch refusal {
        case .duplicate:
            try require(isKnown, .messages, "\(inbound.dedupeKey) was refused though it is new")
        case .channelInactive:
            let isActive = channels[inbound.channel]?.isActive ?? false
            try require(!isActive, .messages, "\(inbound.dedupeKey) was refused by a live channel")
        default:
            throw Breach(.messages, "\(inbound.dedupeKey) was refused: \(refusal.code)")
        }
    }

    /// Looks at what came of a command as a whole: a contact's message is there, once.
    mutating func takeEnd(
        of command: Command,
        _ events: [Event],
        at now: Timestamp
    ) throws(Breach) {
        guard case .receive(let inbound) = command, case .message = inbound.signal else { return }
        let count = events.count { event in
            guard case .messageAdded(let message, _) = event else { return false }
            return message.providerID == inbound.providerID
        }
        try require(count == 1, .messages, "\(inbound.providerID) came \(count) times")
        let place = Address(channel: inbound.channel, value: inbound.address)
        let seconds = channels[inbound.channel]?.capabilities.windowSeconds ?? 0
        guard seconds > 0 else { return }
        let end = min(inbound.sentAt, now).adding(seconds: seconds)
        dueWindows[place] = max(end, dueWindows[place] ?? end)
        try require(
            windows[place] == dueWindows[place],
            .window,
            "the window of \(place.value) ends at another time than 24 hours after the message"
        )
    }

    private mutating func configure(_ configuration: Configuration) {
        switch configuration {
        case .company(let company): loadShare = company.rules.deferredLoadShare
        case .permissionGroup(let group): groups[group.slug] = group
        case .field(let field): fields[field.slug] = field
        case .remove(.permissionGroup(let id)): groups = groups.filter { $0.value.id != id }
        case .team(let team): teams[team.id] = team
        case .agent(let agent): agents[agent.id] = agent
        case .channel(let channel): channels[channel.id] = channel
        case .removeTeam(let id): teams[id] = nil
        case .removeChannel(let id): channels[id] = nil
        case .hours(let found): hours[found.slug] = found
        case .disposition(let found): dispositions[found.name] = found.id
        case .flow(let found): flows[found.slug] = found
        case .remove(.hours(let id)): hours = hours.filter { $0.value.id != id }
        case .remove(.flow(let id)): flows = flows.filter { $0.value.id != id }
        case .remove(.disposition(let id)): dispositions = dispositions.filter { $0.value != id }
        default: return
        }
    }

    /// Forgets all by which a contact was known: who writes from there next is somebody new.
    private mutating func erase(_ contact: ID<Contact>) {
        let identities = owners.filter { $0.value == contact }.map(\.key)
        for identity in identities { owners[identity] = nil }
        known[contact] = nil
        let values = Set(identities.map(\.value))
        windows = windows.filter { !values.contains($0.key.value) }
        dueWindows = dueWindows.filter { !values.contains($0.key.value) }
        humanWindows = humanWindows.filter { !values.contains($0.key.value) }
        inboundNames = inboundNames.filter { !values.contains($0.key.value) }
        kept = kept.filter { !values.contains($0.key.value) }
    }

    private mutating func join(_ merge: ContactMerge) throws(Breach) {
        try require(
            merges[merge.root] == nil && standing(for: merge.kept) == merge.kept
                && merge.kept != merge.root,
            .owner,
            "\(merge.root) was merged into \(merge.kept) out of order"
        )
        merges[merge.root] = merge.kept
        touched.formUnion(openInOrder)
    }
}

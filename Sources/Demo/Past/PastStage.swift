internal import Engine

/// Plays the steps of the past: turns each into the commands that the server would have got.
struct PastStage {
    /// Stands for the name of the agent who says a line.
    static let agentGap = "{agente}"

    private let company: DemoCompany
    private let ledger: Ledger
    private let staff: PastStaff
    private let script: [PastSession]
    private let pictures: [Attachment]
    private var sessions: [Int: ID<Session>] = [:]
    private var post: PastPost
    private var messages = 0

    init(
        company: DemoCompany,
        ledger: Ledger,
        script: [PastSession],
        pictures: [Attachment],
        beginning: Timestamp
    ) {
        self.script = script
        self.pictures = pictures
        self.company = company
        self.ledger = ledger
        staff = PastStaff(company: company, floor: ledger.floor)
        post = PastPost(ledger: ledger, from: beginning)
    }

    private static let place = Content.Location(
        latitude: -23.5614,
        longitude: -46.6559,
        name: "Avenida Paulista, 1578"
    )

    /// Plays a step; one that the rules do not allow is left out, as it would be in life.
    mutating func play(_ entry: PastEntry) throws {
        try post.advance(to: entry.at)
        do {
            try play(entry.step, in: entry.session, at: entry.at)
        } catch is Refusal {
            return
        }
    }

    /// Lets time pass, and providers say what they have to say, up to a moment.
    mutating func settle(until moment: Timestamp) throws {
        try post.advance(to: moment)
    }

    private mutating func play(_ step: PastStep, in number: Int, at now: Timestamp) throws {
        switch step {
        case .write(let text): try hear(Content(kind: .text, text: text), in: number, at: now)
        case .quote(let text):
            let quoted = sessions[number].flatMap { post.lastSent[$0] } ?? ""
            try hear(Content(kind: .text, text: text, replyTo: quoted), in: number, at: now)
        case .show(let picture):
            guard !pictures.isEmpty else { return }
            let file = pictures[picture % pictures.count]
            let content = Content(kind: .image, text: "Chegou assim 😕", attachments: [file])
            try hear(content, in: number, at: now)
        case .locate:
            try hear(Content(kind: .location, location: Self.place), in: number, at: now)
        case .choose(let option):
            let content = Content(kind: .choice, text: option.title, payload: option.id)
            try hear(content, in: number, at: now)
        case .rate(let stars):
            let words = String(stars)
            try hear(Content(kind: .choice, text: words, payload: words), in: number, at: now)
        case .staff(let presence):
            for agent in staff.agents {
                try post.perform(.setPresence(agent, presence), by: .system, at: now)
            }
        case .rest(let index, let presence):
            guard let agent = staff[index] else { return }
            try post.perform(.setPresence(agent, presence), by: .system, at: now)
        case .leave:
            guard let session = sessions[number] else { return }
            let isChat = script[number].channel == company.webChat.slug
            try post.perform(.close(session), by: isChat ? .contact : .system, at: now)
        case .start(let index):
            guard let session = sessions[number] else { return }
            try take(session, meant: index, at: now)
        case .answer, .transfer, .tag, .note, .profile, .close:
            try serve(step, in: number, at: now)
        }
    }

    /// Lets somebody take a session who may.
    private mutating func take(_ id: ID<Session>, meant index: Int?, at now: Timestamp) throws {
        guard let session = ledger.floor.sessions[id], session.phase == .waiting,
            let agent = staff.taker(of: session, meant: index, on: ledger.floor)
        else { return }
        try post.perform(.start(id), by: .agent(agent), at: now)
    }

    /// Lets the agent who has the session do something in it.
    private mutating func serve(_ step: PastStep, in number: Int, at now: Timestamp) throws {
        guard let id = sessions[number], ledger.floor.sessions[id] != nil else { return }
        try take(id, meant: nil, at: now)
        guard let session = ledger.floor.sessions[id], let agent = session.agent else { return }
        let command: Command
        switch step {
        case .answer(let text):
            let words = text.replacing(Self.agentGap, with: staff.nickname(of: agent))
                .replacing("{contato}", with: company.people[script[number].person].firstName)
            command = .send(id, Content(kind: .text, text: words))
        case .transfer(let slug):
            guard let team = ledger.floor.team(slug: slug), team.id != session.team else { return }
            command = .transfer(id, to: .team(team.id))
        case .tag(let slug):
            guard let tag = ledger.floor.tag(slug: slug) else { return }
            command = .addTag(id, tag.id)
        case .note(let text): command = .note(id, text)
        case .profile(let city):
            guard let field = staff.cityField else { return }
            command = .editContact(session.contact, ContactChange(fields: [field: city]))
        case .close(let reason): command = .close(id, disposition: staff.dispositions[reason])
        default: return
        }
        try post.perform(command, by: .agent(agent), at: now)
    }

    private mutating func hear(_ content: Content, in number: Int, at now: Timestamp) throws {
        guard let channel = ledger.floor.channel(slug: script[number].channel) else { return }
        messages += 1
        let id = "past-\(now.milliseconds)-\(messages)"
        let person = company.people[script[number].person]
        let isChat = channel.slug == company.webChat.slug
        let address = isChat ? "past-visitor-\(script[number].person)" : person.phone
        let identity =
            isChat
            ? ContactIdentity(kind: .account, scope: channel.id.description, value: address)
            : ContactIdentity(kind: .phone, value: person.phone)
        let inbound = Inbound(
            channel: channel.id,
            dedupeKey: id,
            sentAt: now,
            identities: [identity],
            profileName: person.name,
            address: address,
            providerID: id,
            signal: .message(content)
        )
        let events = try post.perform(.receive(inbound), by: .contact, at: now)
        for case .messageAdded(let message, _) in events {
            if let session = message.session { sessions[number] = session }
        }
        // The agent who has it looks at it.
        if let session = sessions[number].flatMap({ ledger.floor.sessions[$0] }),
            let agent = session.agent
        {
            try post.perform(.markRead(session.id), by: .agent(agent), at: now)
        }
    }
}

extension Casting.Person {
    /// The first word of the name.
    fileprivate var firstName: String { name.split(separator: " ").first.map(String.init) ?? name }
}

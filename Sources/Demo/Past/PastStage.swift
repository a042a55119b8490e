internal import Engine

/// Plays the steps of the past: turns each into the commands that the server would have got.
struct PastStage {
    private let company: DemoCompany
    private let ledger: Ledger
    private let agents: [ID<Agent>?]
    private let script: [PastSession]
    private var sessions: [Int: ID<Session>] = [:]
    private var messages = 0

    /// What providers will have said about our messages, by time.
    private var reports: [(at: Timestamp, inbound: Inbound)] = []

    init(company: DemoCompany, ledger: Ledger, script: [PastSession]) {
        self.script = script
        self.company = company
        self.ledger = ledger
        agents = company.staff.map { ledger.floor.agent(email: $0.email)?.id }
    }

    /// Plays a step; one that the rules do not allow is left out, as it would be in life.
    mutating func play(_ entry: PastEntry) throws {
        try settle(until: entry.at)
        do {
            try play(entry.step, in: entry.session, at: entry.at)
        } catch is Refusal {
            return
        }
    }

    /// Lets providers say what they have to say up to a moment.
    mutating func settle(until moment: Timestamp) throws {
        while let first = reports.first, first.at <= moment {
            reports.removeFirst()
            do {
                try ledger.perform(.receive(first.inbound), by: .contact, at: first.at)
            } catch is Refusal {
                continue
            }
        }
    }

    private mutating func play(_ step: PastStep, in number: Int, at now: Timestamp) throws {
        if case .write(let text) = step { return try write(text, in: number, at: now) }
        if case .staff(let presence) = step { return try setPresence(presence, at: now) }
        guard let session = sessions[number] else { return }
        switch step {
        case .write, .staff: return
        case .leave:
            let isChat = script[number].channel == company.webChat.slug
            try ledger.perform(.close(session), by: isChat ? .contact : .system, at: now)
        case .start(let agent): try perform(.start(session), agent, now)
        case .answer(let agent, let text): try answer(text, session, agent, number, now)
        case .transfer(let agent, let slug):
            guard let team = ledger.floor.team(slug: slug) else { return }
            try perform(.transfer(session, to: .team(team.id)), agent, now)
        case .tag(let agent, let slug):
            guard let tag = ledger.floor.tag(slug: slug) else { return }
            try perform(.addTag(session, tag.id), agent, now)
        case .note(let agent, let text): try perform(.note(session, text), agent, now)
        case .close(let agent): try perform(.close(session), agent, now)
        }
    }

    private func setPresence(_ presence: Presence, at now: Timestamp) throws {
        for (person, agent) in zip(company.staff, agents) where person.role == .agent {
            guard let agent else { continue }
            try ledger.perform(.setPresence(agent, presence), by: .system, at: now)
        }
    }

    private func perform(_ command: Command, _ agent: Int, _ now: Timestamp) throws {
        guard let id = agents[agent] else { return }
        try ledger.perform(command, by: .agent(id), at: now)
    }

    private mutating func write(_ text: String, in number: Int, at now: Timestamp) throws {
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
            signal: .message(Content(kind: .text, text: text))
        )
        let events = try ledger.perform(.receive(inbound), by: .contact, at: now)
        for case .messageAdded(let message, _) in events { sessions[number] = message.session }
        // The agent who has it looks at it.
        if let session = sessions[number].flatMap({ ledger.floor.sessions[$0] }),
            let agent = session.agent
        {
            try ledger.perform(.markRead(session.id), by: .agent(agent), at: now)
        }
    }

    private mutating func answer(
        _ text: String,
        _ session: ID<Session>,
        _ agent: Int,
        _ number: Int,
        _ now: Timestamp
    ) throws {
        guard let id = agents[agent] else { return }
        let content = Content(kind: .text, text: text)
        let events = try ledger.perform(.send(session, content), by: .agent(id), at: now)
        for case .messageAdded(let message, _) in events {
            messages += 1
            let provider = "past-out-\(now.milliseconds)-\(messages)"
            try ledger.perform(.beginSending(message.id), by: .system, at: now)
            try ledger.perform(
                .finishSending(message.id, .accepted(providerID: provider)),
                by: .system,
                at: now
            )
            report(.delivered, on: provider, of: message, at: now.adding(seconds: 2))
            // Nine in ten let us know that they read it.
            guard messages % 10 != 0 else { continue }
            let pause = Int64(6 + messages % 23)
            report(.read, on: provider, of: message, at: now.adding(seconds: pause))
        }
    }

    private mutating func report(
        _ delivery: Delivery,
        on provider: String,
        of message: Message,
        at moment: Timestamp
    ) {
        let inbound = Inbound(
            channel: message.channel,
            dedupeKey: "\(provider)-\(delivery.rawValue)",
            sentAt: moment,
            providerID: provider,
            signal: .delivery(delivery, error: nil)
        )
        let place = reports.firstIndex { $0.at > moment } ?? reports.endIndex
        reports.insert((moment, inbound), at: place)
    }
}

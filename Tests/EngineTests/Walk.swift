internal import Engine
internal import TestSupport
internal import Testing

/// Walks at random through what can happen to a small company.
struct Walk {
    var scene = Scene()
    var done: Set<String> = []
    private var dice: SeededDice
    private var heard: [Inbound] = []
    private var accepted = 0
    private var names = 0
    private let start: Floor

    init(seed: UInt64) {
        dice = SeededDice(seed: seed)
        start = scene.floor
    }

    /// Does one thing, and checks what it left.
    mutating func step() throws {
        if Int.random(in: 0..<4, using: &dice) == 0 {
            scene.now = scene.now.adding(seconds: Int64.random(in: -20...9_000, using: &dice))
        }
        let (command, actor) = pick()
        let before = scene.floor
        let events: [Event]
        do {
            events = try scene.play(command, by: actor)
        } catch {
            done.insert(error.code)
            return
        }
        done.insert(String("\(command)".prefix { $0.isLetter }))
        if case .receive(let inbound) = command {
            if case .message = inbound.signal { accepted += 1 }
            heard.append(inbound)
        }
        try check(events, after: before)
        try checkSessions()
        try checkOutbox()
    }

    private mutating func pick() -> (Command, Actor) {
        let company = scene.company
        let agents = [company.ana, company.bruno, company.carla, company.sofia, company.admin]
        let agent = agents[Int.random(in: 0..<agents.count, using: &dice)]
        let session = scene.floor.sessions.keys.sorted().randomElement(using: &dice)
        let message = scene.books.messages.keys.sorted().suffix(30).randomElement(using: &dice)
        let asker = Actor.agent(agent.id)
        switch Int.random(in: 0..<20, using: &dice) {
        case 0...4: return (.receive(event()), .contact)
        case 5: return (.receive(heard.randomElement(using: &dice) ?? event()), .contact)
        case 6, 7: return (.start(session ?? ID(0)), asker)
        case 8, 9: return (.send(session ?? ID(0), content()), asker)
        case 10: return (.transfer(session ?? ID(0), to: target(agent)), asker)
        case 11: return (.close(session ?? ID(0)), asker)
        case 12: return (.addTag(session ?? ID(0), company.urgent.id), asker)
        case 13: return (.setPresence(agent.id, presence()), asker)
        case 14: return (.resend(message ?? ID(0)), asker)
        case 15:
            return (
                .begin(
                    channel: company.whatsapp.id,
                    contact: scene.books.contacts.keys.sorted().randomElement(using: &dice)
                        ?? ID(0),
                    address: "551100000000\(Int.random(in: 0..<8, using: &dice))",
                    team: company.sales.id,
                    content()
                ), asker
            )
        case 16: return (Bool.random(using: &dice) ? .tick : .recover, .system)
        case 17: return (.markRead(session ?? ID(0)), asker)
        default: return (sending(), .system)
        }
    }

    private mutating func event() -> Inbound {
        let phone = "551100000000\(Int.random(in: 0..<8, using: &dice))"
        let channel = Bool.random(using: &dice) ? scene.company.whatsapp : scene.company.webchat
        let named = scene.books.messages.values.map(\.message.providerID).filter { !$0.isEmpty }
        let known = named.sorted().randomElement(using: &dice)
        var event = scene.inbound(from: phone, on: channel)
        event.sentAt = scene.now.adding(seconds: Int64.random(in: -90_000...60, using: &dice))
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: event.signal = .echo(Content(kind: .text, text: "eco"))
        case 1, 2:
            event.providerID = known ?? ""
            let words: [Delivery] = [.accepted, .delivered, .read, .failed]
            let word = words[Int.random(in: 0..<4, using: &dice)]
            event.signal = .delivery(word, error: nil)
        case 3:
            event.providerID = known ?? ""
            event.signal = Bool.random(using: &dice) ? .deletion : .edit("outra")
        default: break
        }
        return event
    }

    private mutating func content() -> Content {
        Int.random(in: 0..<3, using: &dice) == 0
            ? scene.template() : Content(kind: .text, text: "Olá")
    }

    private mutating func target(_ agent: Agent) -> TransferTarget {
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: .team(scene.company.sales.id)
        case 1: .team(scene.company.support.id)
        default: .agent(agent.id, team: agent.teams.first)
        }
    }

    private mutating func presence() -> Presence {
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: .available
        case 1: .paused(reason: "almoço")
        default: .offline
        }
    }

    private mutating func sending() -> Command {
        let entry = scene.floor.outbox.values.sorted { $0.message < $1.message }
            .randomElement(using: &dice)
        guard let entry else { return .tick }
        guard entry.delivery == .sending else { return .beginSending(entry.message) }
        names += 1
        let outcomes: [SendOutcome] = [
            .accepted(providerID: "out-\(names)"), .accepted(providerID: "out-\(names)"),
            .failed(Scene.trouble), .retry(afterSeconds: 5, Scene.trouble),
            .retry(afterSeconds: nil, Scene.trouble), .windowClosed(Scene.trouble),
            .unknown(Scene.trouble),
        ]
        let outcome = outcomes[Int.random(in: 0..<outcomes.count, using: &dice)]
        return .finishSending(entry.message, outcome)
    }
}

extension Walk {
    /// Checks what an event may do.
    private func check(_ events: [Event], after before: Floor) throws {
        let byProvider = events.contains { event in
            if case .deliveryChanged(let change) = event { change.delivery == .held } else { false }
        }
        for event in events {
            switch event {
            case .deliveryChanged(let change) where change.delivery == .sending:
                let entry = try #require(before.outbox[change.message])
                let channel = try #require(before.channel(entry.channel))
                let address = Address(channel: entry.channel, value: entry.address)
                let end = scene.books.windows[address]
                #expect(entry.isTemplate || channel.isWindowOpen(until: end, at: scene.now))
            case .windowChanged(let channel, let address, let endsAt) where !byProvider:
                let place = Address(channel: channel, value: address)
                if let old = before.session(at: place)?.windowEndsAt { #expect(endsAt > old) }
            case .sessionClosed(let id, _, _):
                #expect(before.sessions[id] != nil)
                try checkLegs(of: id, isOpen: false)
            default:
                continue
            }
        }
    }

    private func checkSessions() throws {
        let floor = scene.floor
        #expect(floor.sessionByAddress.count == floor.sessions.count)
        for session in floor.sessions.values {
            let address = Address(channel: session.channel, value: session.address)
            #expect(floor.sessionByAddress[address] == session.id)
            #expect(session.phase == .waiting || session.phase == .inService)
            #expect((session.phase == .inService) == (session.agent != nil))
            #expect((session.phase == .inService) == (session.serviceSince != nil))
            #expect((session.phase == .waiting) == (session.waitingSince != nil))
            #expect(session.team != nil)
            #expect(session.phase == .waiting || session.reservedFor == nil)
            let leg = session.leg
            #expect((leg.phase, leg.team) == (session.phase, session.team))
            #expect((leg.agent, leg.reservedFor) == (session.agent, session.reservedFor))
            try checkLegs(of: session.id, isOpen: true)
        }
        for agent in floor.allAgents {
            let held = floor.sessions.values.count {
                $0.agent == agent.id || $0.reservedFor == agent.id
            }
            #expect(floor.load(of: agent.id) == held)
            #expect(agent.sessionLimit == 0 || held <= agent.sessionLimit)
        }
    }

    private func checkLegs(of id: ID<Session>, isOpen: Bool) throws {
        let legs = try #require(scene.books.legs[id])
        for (leg, next) in zip(legs, legs.dropFirst()) {
            #expect(leg.endedAt == next.startedAt)
            #expect(leg.end != nil)
        }
        let last = try #require(legs.last)
        #expect((last.endedAt == nil) == isOpen)
        for leg in legs { #expect(leg.endedAt.map { $0 >= leg.startedAt } ?? true) }
    }

    private func checkOutbox() throws {
        let floor = scene.floor
        var underWay: Set<Address> = []
        for entry in floor.outbox.values {
            let stored = try scene.stored(entry.message)
            #expect(stored.message.delivery == entry.delivery)
            guard entry.delivery == .sending else { continue }
            let address = Address(channel: entry.channel, value: entry.address)
            #expect(underWay.insert(address).inserted, "two messages of one conversation at once")
        }
        let waiting = scene.books.messages.values.filter {
            [.queued, .sending, .held].contains($0.message.delivery)
        }
        #expect(waiting.count == floor.outbox.count)
        for due in floor.dueMessages(at: scene.now, limit: 1_000) {
            #expect(due.delivery == .queued && due.dueAt <= scene.now)
        }
    }

    /// Checks the whole: nothing lost, nothing twice, and a floor that the events make again.
    func finish() throws {
        let books = scene.books
        let inbound = books.messages.values.filter { $0.message.direction == .inbound }
        #expect(inbound.count == accepted)
        let numbers =
            books.closed.values.map(\.protocolNumber)
            + books.floor.sessions.values.map(\.protocolNumber)
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.count == books.legs.count)
        var floor = start
        for record in books.events { floor.apply(record.event, at: record.at) }
        #expect(floor.sessions == books.floor.sessions)
        #expect(floor.outbox == books.floor.outbox)
        #expect(floor.presences == books.floor.presences)
        let restored = Floor(
            company: floor.company,
            channels: floor.allChannels,
            sessions: floor.sessions.values,
            outbox: floor.outbox.values,
            lastID: floor.lastID
        )
        let due = floor.dueMessages(at: scene.now, limit: 1_000)
        #expect(restored.dueMessages(at: scene.now, limit: 1_000) == due)
        #expect(restored.nextDueAt == floor.nextDueAt)
    }
}

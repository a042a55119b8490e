internal import Engine
internal import TestSupport
internal import Testing

/// Merges and parts contacts at random while they write, and checks that none is ever lost.
@Suite struct ContactWalkTests {
    @Test(arguments: [3, 17, 4_242] as [UInt64])
    func `whoever was heard, the session is of the contact that stands for them`(
        seed: UInt64
    ) throws {
        var walk = ContactWalk(seed: seed)
        for _ in 0..<500 { try walk.step() }
        for deed in ["merged", "parted", "opened", "begun", "edited", "leads-in-circle"] {
            #expect((walk.done[deed] ?? 0) > 0, "\(deed) never happened: \(walk.done)")
        }
        try walk.finish()
    }
}

/// Is a small world of contacts with two phones each at most.
private struct ContactWalk {
    var done: [String: Int] = [:]
    private var scene = Scene { $0.ana.sessionLimit = 0 }
    private var dice: SeededDice
    private let start: Floor

    init(seed: UInt64) {
        dice = SeededDice(seed: seed)
        var company = scene.floor.company
        company.rules.wordFilter = WordFilter(ignored: ["obrigado"])
        _ = try? scene.configure(.company(company))
        start = scene.floor
    }

    mutating func step() throws {
        scene.advance(Int64.random(in: 0...600, using: &dice))
        let ana = scene.company.ana
        let (deed, command, actor) = pick(ana)
        do {
            try scene.play(command, by: actor)
            done[deed, default: 0] += 1
        } catch {
            done[error.code, default: 0] += 1
        }
        try check()
    }

    private mutating func pick(_ ana: Agent) -> (String, Command, Actor) {
        let asker = Actor.agent(ana.id)
        let contact = anyone()
        let sessions = scene.floor.sessions.keys.sorted()
        switch Int.random(in: 0..<15, using: &dice) {
        case 0...2: return ("heard", .receive(event()), .contact)
        case 3: return ("merged", .mergeContacts(contact, absorbing: anyone()), asker)
        case 4, 5: return ("parted", .separateContact(contact), asker)
        case 6, 12, 13:
            return ("closed", .close(sessions.randomElement(using: &dice) ?? ID(0)), .console)
        case 7:
            let kept = scene.books.messages.values.filter(\.message.isFiltered).map(\.message.id)
            return ("opened", .open(kept.sorted().randomElement(using: &dice) ?? ID(0)), asker)
        case 8, 14:
            let address = phone()
            return ("begun", scene.beginning(with: contact, at: address, scene.template()), asker)
        case 9:
            let names = ["Maria", "João", "Ana"]
            let change = ContactChange(name: names.randomElement(using: &dice))
            return ("edited", .editContact(contact, change), asker)
        case 10:
            let identity = ContactIdentity(kind: .phone, value: phone())
            let change =
                Bool.random(using: &dice)
                ? ContactChange(added: [identity]) : ContactChange(removed: [identity])
            return ("identified", .editContact(contact, change), asker)
        default:
            return ("taken", .start(sessions.randomElement(using: &dice) ?? ID(0)), asker)
        }
    }

    private mutating func event() -> Inbound {
        let isThanks = Int.random(in: 0..<3, using: &dice) == 0
        let words = Content(kind: .text, text: isThanks ? "obrigado" : "oi")
        return scene.inbound(.message(words), from: phone())
    }

    private mutating func phone() -> String {
        "551190000000\(Int.random(in: 0..<8, using: &dice))"
    }

    private mutating func anyone() -> ID<Contact> {
        scene.books.contacts.keys.sorted().randomElement(using: &dice) ?? ID(0)
    }

    /// The contact that stands for one, by what the books say of merges.
    private func root(of id: ID<Contact>) throws -> Contact {
        var contact = try scene.contact(id)
        var steps = 0
        while let next = contact.mergedInto {
            contact = try scene.contact(next)
            steps += 1
            try #require(steps <= scene.books.contacts.count, "merges lead in a circle")
        }
        return contact
    }

    private func check() throws {
        let floor = scene.floor
        for session in Array(floor.sessions.values) + Array(scene.books.closed.values) {
            let root = try root(of: session.heardFrom)
            #expect(session.contact == root.id)
            guard session.phase != .closed else { continue }
            #expect(session.contactName == root.name)
            let viewer = scene.viewer(scene.company.admin)
            let found = floor.sessions(of: root.id, for: viewer).contains { $0.id == session.id }
            #expect(found, "an open session is not found by its contact")
        }
        var owners: [ContactIdentity: ID<Contact>] = [:]
        for contact in scene.books.contacts.values {
            for identity in contact.identities {
                #expect(owners.updateValue(contact.id, forKey: identity) == nil)
            }
        }
        for stored in scene.books.messages.values where stored.message.session == nil {
            #expect(!stored.message.address.isEmpty)
        }
    }

    /// Checks that the events alone make the floor again.
    func finish() throws {
        var floor = start
        for record in scene.books.events { floor.apply(record.event, at: record.at) }
        #expect(floor.sessions == scene.books.floor.sessions)
    }
}

internal import Engine
internal import TestSupport
internal import Testing

@Suite struct SendingTests {
    let words = Content(kind: .text, text: "Bom dia")

    @Test func `what the agent writes is queued to the contact's address`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Bom dia", in: session)
        let entry = try #require(scene.floor.outbox[message])
        #expect(entry.delivery == .queued)
        #expect(entry.address == session.address)
        #expect(try scene.stored(message).message.author == .agent(scene.company.ana.id))
        #expect(try scene.session(session.id).preview == "Bom dia")
    }

    @Test func `only who serves or watches writes in a session in service`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let send = Command.send(session.id, words)
        let taken = Refusal.taken(by: scene.company.ana.id)
        #expect(scene.refusal(send, by: scene.company.bruno) == taken)
        #expect(scene.refusal(send, by: .contact) == .forbidden)
        try scene.play(send, by: scene.company.sofia)
    }

    @Test func `a text is refused before it goes into a window that is over`() throws {
        var scene = Scene()
        let session = try scene.serve()
        scene.advance(86_399)
        try scene.play(.send(session.id, words), by: scene.company.ana)
        scene.advance(1)
        let closed = Refusal.windowClosed(.template)
        #expect(scene.refusal(.send(session.id, words), by: scene.company.ana) == closed)
        #expect(scene.refusal(.send(session.id, words), by: .system) == closed)
    }

    @Test func `a template goes when the window is over, and does not open it`() throws {
        var scene = Scene()
        let session = try scene.serve()
        scene.advance(90_000)
        let events = try scene.play(
            .send(session.id, scene.template()),
            by: scene.company.ana
        )
        let message = try scene.added(events)
        #expect(try scene.stored(message.id).content.text == "Olá, Maria!")
        try scene.deliver(message.id, .accepted(providerID: "out-1"))
        let closed = Refusal.windowClosed(.template)
        #expect(scene.refusal(.send(session.id, words), by: scene.company.ana) == closed)
        _ = try scene.write("Voltei")
        try scene.play(.send(session.id, words), by: scene.company.ana)
    }

    @Test func `a template sent from the queue leaves the session waiting, its clock running`()
        throws
    {
        var scene = Scene()
        let session = try scene.write()
        let ana = scene.company.ana
        #expect(scene.refusal(.send(session.id, words), by: ana) == .wrongPhase(.waiting))
        scene.advance(60)
        try scene.play(.send(session.id, scene.template()), by: ana)
        let after = try scene.session(session.id)
        #expect(after.phase == .waiting)
        #expect(after.waitingSince == session.waitingSince)
    }

    @Test func `a template has to be approved, known and filled in`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let refusals: [(Content, Refusal)] = [
            (scene.template("nova", []), .templateNotSendable(.pending)),
            (scene.template("outra", []), .notFound(.template)),
            (scene.template("saudacao", []), .templateParameters(expected: 1, given: 0)),
            (scene.template("saudacao", ["a", "b"]), .templateParameters(expected: 1, given: 2)),
            (scene.template("saudacao", [" "]), .invalid("parameters.1")),
            (Content(kind: .template, text: "Olá"), .empty),
        ]
        for (content, refusal) in refusals {
            let send = Command.send(session.id, content)
            #expect(scene.refusal(send, by: scene.company.ana) == refusal)
        }
    }

    @Test func `a template of another number cannot be sent`() throws {
        var scene = Scene { $0.webchat.capabilities.hasTemplates = true }
        let session = try scene.serve(on: scene.company.webchat)
        let send = Command.send(session.id, scene.template())
        #expect(scene.refusal(send, by: scene.company.ana) == .notFound(.template))
    }

    @Test func `a channel takes what it declares and nothing else`() throws {
        var scene = Scene()
        let rich = try scene.serve(from: "5511000000001")
        let plain = try scene.serve(from: "5511000000002", on: scene.company.webchat)
        let file = Attachment(mediaType: "image/png", hash: "ab", size: 1)
        let picture = Content(kind: .image, attachments: [file])
        let missing = Content(kind: .image, attachments: [Attachment(mediaType: "image/png")])
        let long = Content(kind: .text, text: String(repeating: "é", count: 4_097))
        let refusals: [(Session, Content, Refusal)] = [
            (plain, picture, .unsupported),
            (plain, scene.template(), .unsupported),
            (rich, Content(kind: .location), .unsupported),
            (rich, Content(kind: .image), .empty),
            (rich, missing, .empty),
            (rich, Content(kind: .text, text: " \n"), .empty),
            (rich, long, .tooLong(maximum: 4_096)),
        ]
        for (session, content, refusal) in refusals {
            let send = Command.send(session.id, content)
            #expect(scene.refusal(send, by: scene.company.ana) == refusal)
        }
        try scene.play(.send(rich.id, picture), by: scene.company.ana)
        try scene.play(.send(plain.id, long), by: scene.company.ana)
    }

    @Test func `nothing is sent in a closed session or on a channel that is off`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let ana = scene.company.ana
        try scene.play(.close(session.id), by: ana)
        #expect(scene.refusal(.send(session.id, words), by: ana) == .wrongPhase(.closed))
        let next = try scene.serve()
        var off = scene.company.whatsapp
        off.isActive = false
        try scene.play(.configure(.channel(off)), by: .console)
        #expect(scene.refusal(.send(next.id, words), by: ana) == .channelInactive)
    }

    @Test func `an agent begins a conversation that is theirs from the start`() throws {
        var scene = Scene()
        let contact = try scene.knownContact()
        let begin = scene.beginning(with: contact, scene.template())
        let message = try scene.added(try scene.play(begin, by: scene.company.bruno))
        let session = try scene.session(message.session)
        #expect(session.origin == .outbound)
        #expect(session.phase == .inService)
        #expect(session.agent == scene.company.bruno.id)
        #expect(session.contactName == "Maria")
        #expect(scene.books.legs[session.id]?.map(\.start) == [.outbound])
        #expect(scene.floor.outbox[message.id]?.isTemplate == true)
        #expect(scene.floor.load(of: scene.company.bruno.id) == 1)
    }

    @Test func `outside the window the first message is a template`() throws {
        var scene = Scene()
        let begin = scene.beginning(with: try scene.knownContact())
        #expect(scene.refusal(begin, by: scene.company.ana) == .windowClosed(.template))
    }

    @Test func `a contact with an open session has just that one, and its holder is named`() throws
    {
        var scene = Scene()
        let session = try scene.serve(by: scene.company.ana)
        let begin = scene.beginning(with: session.contact)
        let open = Refusal.hasOpenSession(session.id, agent: scene.company.ana.id)
        #expect(scene.refusal(begin, by: scene.company.bruno) == open)
        let elsewhere = scene.beginning(with: session.contact, at: "5511777770000")
        #expect(scene.refusal(elsewhere, by: scene.company.bruno) == open)
    }

    @Test func `a conversation is begun for a team of one's own`() throws {
        var scene = Scene()
        let begin = scene.beginning(with: try scene.knownContact(), scene.template())
        #expect(scene.refusal(begin, by: scene.company.carla) == .agentNotInTeam)
        #expect(scene.refusal(begin, by: .system) == .forbidden)
        let nobody = scene.beginning(with: ID(5), scene.template())
        #expect(scene.refusal(nobody, by: scene.company.ana) == .notFound(.contact))
    }
}

extension Scene {
    /// Saves a contact who never wrote.
    fileprivate mutating func knownContact() throws -> ID<Contact> {
        let phone = ContactIdentity(kind: .phone, value: "5511999990000")
        let add = Command.addContact(name: "Maria", identities: [phone])
        for case .contactChanged(let contact) in try play(add, by: company.ana) {
            return contact.id
        }
        throw Missing()
    }
}

internal import Engine
internal import TestSupport
internal import Testing

@Suite struct FilteringTests {
    @Test func `an agent's text with a refused word is refused and says which`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(blocked: ["idiota"]) }
        let ana = scene.company.ana
        let session = try scene.serve()
        let text = Content(kind: .text, text: "Que IDIÓTA!")
        let photo = Attachment(mediaType: "image/png", hash: "ab")
        let caption = Content(kind: .image, text: "um idiota", attachments: [photo])
        let template = scene.template("saudacao", ["idiota"])
        for content in [text, caption, template] {
            #expect(
                scene.refusal(.send(session.id, content), by: ana) == .wordBlocked("idiota")
            )
        }
        _ = try scene.say("idiotas", in: session)
    }

    @Test func `the first words of a conversation are read too`() throws {
        var scene = Scene { $0.whatsapp.capabilities.windowSeconds = 0 }
        try scene.rule { $0.wordFilter = WordFilter(blocked: ["idiota"]) }
        let contact = try scene.saved("Maria", "5511999990000")
        let begin = scene.beginning(with: contact, Content(kind: .text, text: "oi, idiota"))
        #expect(scene.refusal(begin, by: scene.company.ana) == .wordBlocked("idiota"))
    }

    @Test func `what contacts and rules say is not refused`() throws {
        var scene = Scene()
        try scene.rule {
            $0.wordFilter = WordFilter(blocked: ["idiota"])
            $0.texts[.greeting] = "idiota não, por favor"
        }
        let session = try scene.write("seu idiota")
        #expect(scene.floor.outbox.count == 1)
        #expect(try scene.session(session.id).unread == 1)
    }

    @Test func `thanks begin no session, are kept, and move the window`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let message = try scene.hear("Obrigado!")
        #expect(scene.floor.sessions.isEmpty)
        #expect(message.session == nil)
        #expect(message.isFiltered)
        #expect(message.address == "5511999990000")
        #expect(try scene.stored(message.id).content.text == "Obrigado!")
        let place = Address(channel: scene.company.whatsapp.id, value: message.address)
        #expect(scene.books.windows[place] == scene.now.adding(seconds: 86_400))
    }

    @Test func `thanks in an open session belong to it`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let session = try scene.write()
        let message = try scene.hear("obrigado")
        #expect(message.session == session.id)
        #expect(!message.isFiltered)
    }

    @Test func `thanks after the close do not open the session again`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        try scene.rule(scene.company.sales) { $0.reopenSeconds = 600 }
        let session = try scene.serve()
        try scene.play(.close(session.id), by: scene.company.ana)
        let message = try scene.hear("obrigado")
        #expect(message.isFiltered)
        #expect(scene.floor.sessions.isEmpty)
    }

    @Test func `a file always begins a session`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let photo = Attachment(mediaType: "image/png", reference: "1")
        let content = Content(kind: .image, text: "obrigado", attachments: [photo])
        try scene.play(.receive(scene.inbound(.message(content))), by: .contact)
        #expect(scene.floor.sessions.count == 1)
    }

    @Test func `a person opens a session for a message that began none`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let message = try scene.hear("obrigado")
        scene.advance(60)
        try scene.play(.open(message.id), by: scene.company.bruno)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.phase == .waiting)
        #expect(session.team == scene.company.sales.id)
        #expect(session.contact == message.contact)
        #expect(session.waitingSince == scene.now)
        #expect(session.preview == "obrigado")
        #expect(session.unread == 1)
        #expect(session.agentSilentSince == scene.now)
        #expect(session.lastInboundAt == message.sentAt)
        let place = Address(channel: session.channel, value: session.address)
        #expect(session.windowEndsAt == scene.books.windows[place])
        let stored = try scene.stored(message.id).message
        #expect(stored.session == session.id)
        #expect(!stored.isFiltered)
        try scene.play(.start(session.id), by: scene.company.bruno)
        _ = try scene.say("De nada!", in: session, by: scene.company.bruno)
    }

    @Test func `a message is opened once, and not beside a session that the contact has`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let company = scene.company
        let first = try scene.hear("obrigado")
        let second = try scene.hear("obrigado")
        try scene.play(.open(first.id), by: company.ana)
        let session = try #require(scene.floor.sessions.values.first)
        try scene.play(.start(session.id), by: company.ana)
        let held = Refusal.hasOpenSession(session.id, agent: company.ana.id)
        #expect(scene.refusal(.open(first.id), by: company.bruno) == held)
        #expect(scene.refusal(.open(second.id), by: company.bruno) == held)
        try scene.play(.close(session.id), by: company.ana)
        #expect(scene.refusal(.open(first.id), by: company.bruno) == .wrongPhase(.closed))
        try scene.play(.open(second.id), by: company.bruno)
    }

    @Test func `opening is for who may begin conversations for the channel's team`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let message = try scene.hear("obrigado")
        #expect(scene.refusal(.open(message.id), by: scene.company.carla) == .forbidden)
        #expect(scene.refusal(.open(message.id), by: .contact) == .forbidden)
        #expect(scene.refusal(.open(ID(5)), by: scene.company.ana) == .notFound(.message))
        try scene.play(.open(message.id), by: scene.company.sofia)
    }

    @Test func `the thanks of who was merged are opened for who stands for them, and part again`()
        throws
    {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(ignored: ["obrigado"]) }
        let ana = scene.company.ana
        let kept = try scene.saved("Maria", "5511999990001")
        let absorbed = try scene.saved("Mari", "5511999990002")
        let message = try scene.hear("obrigado", from: "5511999990002")
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: ana)
        try scene.play(.open(message.id), by: ana)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.contact == kept)
        #expect(session.contactName == "Maria")
        try scene.play(.separateContact(absorbed), by: ana)
        #expect(try scene.session(session.id).contact == absorbed)
    }
}

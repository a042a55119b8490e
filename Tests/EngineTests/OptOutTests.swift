internal import Engine
internal import TestSupport
internal import Testing

@Suite struct OptOutTests {
    @Test func `who refuses is not written to first, and the refusal can be taken back`() throws {
        var scene = Scene()
        let admin = scene.company.admin
        let contact = try scene.saved("Maria", "5511999990000")
        try scene.play(.editContact(contact, ContactChange(refusesOutbound: true)), by: admin)
        let begin = scene.beginning(with: contact, scene.template())
        #expect(scene.refusal(begin, by: scene.company.ana) == .contactRefuses)
        try scene.play(.editContact(contact, ContactChange(refusesOutbound: false)), by: admin)
        try scene.play(begin, by: scene.company.ana)
    }

    @Test(arguments: [("SAIR", true), (" sair. ", true), ("quero sair", false), ("saí", false)])
    func `a message that is the word refuses, one that has it in it does not`(
        said: String,
        refuses: Bool
    ) throws {
        var scene = Scene()
        try scene.rule { $0.refusalWords = ["Sair"] }
        let session = try scene.write()
        _ = try scene.hear(said)
        #expect(try scene.contact(session.contact).refusesOutbound == refuses)
    }

    @Test func `a refusal is answered in the session, and is the contact's own doing`() throws {
        var scene = Scene()
        try scene.rule {
            $0.refusalWords = ["sair"]
            $0.texts[.refusalTaken] = "Não escreveremos mais, {{contact.firstName}}."
        }
        let session = try scene.write()
        _ = try scene.hear("sair")
        let last = try scene.session(session.id).lastMessage
        #expect(try scene.stored(try #require(last)).content.text.hasPrefix("Não escreveremos"))
        let doer = scene.books.events.last { record in
            if case .contactChanged = record.event { true } else { false }
        }
        #expect(doer?.actor == .contact)
    }

    @Test func `a refusal begins no session, not even for who was never heard`() throws {
        var scene = Scene()
        try scene.rule { $0.refusalWords = ["sair"] }
        let message = try scene.hear("Sair")
        #expect(message.session == nil)
        #expect(message.isFiltered)
        #expect(scene.floor.sessions.isEmpty)
        #expect(try scene.contact(message.contact).refusesOutbound)
    }

    @Test func `a refusal without a session is answered once, to the address it came from`() throws
    {
        var scene = Scene()
        try scene.rule {
            $0.refusalWords = ["sair"]
            $0.texts[.refusalTaken] = "{{company.name}} não escreverá mais, {{contact.firstName}}."
        }
        func answers() -> [(message: Message, content: Content)] {
            scene.books.messages.values.filter { $0.message.direction == .outbound }
                .map { ($0.message, $0.content) }
        }
        _ = try scene.hear("SAIR")
        let (message, content) = try #require(answers().first)
        #expect(content.text.hasPrefix("Empresa não escreverá mais"))
        #expect(message.session == nil && message.author == .automatic)
        // It stands beside what it answers, which began no session either.
        #expect(message.isFiltered && message.address == "5511999990000")
        #expect(scene.floor.sessions.isEmpty)
        try scene.deliver(message.id, .accepted(providerID: "wamid.1"))
        #expect(try scene.stored(message.id).message.delivery == .accepted)
        _ = try scene.hear("sair")
        #expect(answers().count == 1)
    }

    @Test func `an answer to a refusal survives a restart before it goes`() throws {
        var scene = Scene()
        try scene.rule {
            $0.refusalWords = ["sair"]
            $0.texts[.refusalTaken] = "Pronto."
        }
        _ = try scene.hear("sair")
        scene.restart()
        let due = scene.floor.dueMessages(at: scene.now, limit: 10) { _ in true }
        #expect(due.map(\.address) == ["5511999990000"])
    }

    @Test func `a refusal that comes when its window is over is taken without a word`() throws {
        var scene = Scene()
        try scene.rule {
            $0.refusalWords = ["sair"]
            $0.texts[.refusalTaken] = "Pronto."
        }
        var late = scene.inbound(.message(Content(kind: .text, text: "sair")))
        late.sentAt = scene.now.adding(seconds: -25 * 3_600)
        let events = try scene.play(.receive(late), by: .contact)
        let contact = try scene.added(events).contact
        #expect(try scene.contact(contact).refusesOutbound)
        #expect(scene.books.messages.count == 1)
    }

    @Test func `where no text is written, a refusal without a session gets none`() throws {
        var scene = Scene()
        try scene.rule { $0.refusalWords = ["sair"] }
        _ = try scene.hear("sair")
        #expect(scene.books.messages.count == 1)
    }

    @Test func `the refusal of one holds for who stands for them, and only while it does`() throws {
        var scene = Scene()
        try scene.rule { $0.refusalWords = ["sair"] }
        let ana = scene.company.ana
        let kept = try scene.saved("Maria", "5511999990001")
        let absorbed = try scene.saved("Mari", "5511999990002")
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: ana)
        _ = try scene.hear("sair", from: "5511999990002")
        let begin = scene.beginning(with: kept, at: "5511999990001", scene.template())
        #expect(scene.refusal(begin, by: ana) == .contactRefuses)
        try scene.play(.separateContact(absorbed), by: ana)
        #expect(try !scene.contact(kept).refusesOutbound)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: ana)
        try scene.play(.editContact(kept, ContactChange(refusesOutbound: false)), by: ana)
        #expect(try !scene.contact(absorbed).refusesOutbound)
        try scene.play(begin, by: ana)
    }

    @Test func `who refuses gets no marketing in a session either, but what it is about`() throws {
        var scene = Scene()
        let company = scene.company
        let sale = MessageTemplate(
            id: .new,
            channel: company.whatsapp.id,
            name: "oferta",
            language: "pt_BR",
            body: "Oferta, {{1}}!",
            category: .marketing
        )
        try scene.configure(.template(sale))
        let session = try scene.serve()
        try scene.play(.send(session.id, scene.template("oferta")), by: company.ana)
        let refusal = ContactChange(refusesOutbound: true)
        try scene.play(.editContact(session.contact, refusal), by: company.ana)
        let again = Command.send(session.id, scene.template("oferta"))
        #expect(scene.refusal(again, by: company.ana) == .contactRefuses)
        try scene.play(.send(session.id, scene.template()), by: company.ana)
        _ = try scene.say("claro", in: session)
    }

    @Test func `what an automatic answer says is no refusal`() throws {
        var scene = Scene()
        try scene.rule { $0.refusalWords = ["sair"] }
        let session = try scene.write()
        var event = scene.inbound(.message(Content(kind: .text, text: "sair")))
        event.isAutomatic = true
        try scene.play(.receive(event), by: .contact)
        #expect(try !scene.contact(session.contact).refusesOutbound)
    }

    @Test func `what is said to a flow is the flow's, and no refusal`() throws {
        var scene = Scene()
        try scene.rule { $0.refusalWords = ["sair"] }
        let company = scene.company
        let week = Array(repeating: [BusinessHours.Shift(opens: 0, closes: 0)], count: 7)
        try scene.configure(.hours(BusinessHours(id: .new, slug: "h", name: "H", week: week)))
        let hours = try #require(scene.floor.allHours.first).id
        let draft = FlowSamples.reception(company.sales.id, company.support.id, hours)
        try scene.configure(.flow(Flow(id: .new, slug: "f", name: "F", draft: draft)))
        let flow = try #require(scene.floor.allFlows.first).id
        try scene.play(.publishFlow(flow), by: company.admin)
        var channel = company.whatsapp
        channel.flow = flow
        try scene.configure(.channel(channel))
        let session = try scene.write()
        #expect(session.flow != nil)
        _ = try scene.hear("sair")
        #expect(try !scene.contact(session.contact).refusesOutbound)
    }
}

internal import Engine
internal import TestSupport
internal import Testing

@Suite struct BeginningTests {
    let words = Content(kind: .text, text: "Olá")

    @Test func `a conversation goes to an address of the contact's own`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let maria = try scene.saved("Maria", "5511999990001", "5511999990002")
        _ = try scene.saved("Outra", "5511999990003")
        let strange = scene.beginning(with: maria, at: "5511999990003", scene.template())
        #expect(scene.refusal(strange, by: ana) == .invalid("address"))
        let other = scene.beginning(with: maria, at: "5511999990002", scene.template())
        let message = try scene.added(try scene.play(other, by: ana))
        #expect(try scene.session(message.session).address == "5511999990002")
    }

    @Test func `an id of another account or plugin is no address here`() throws {
        var scene = Scene()
        let company = scene.company
        let visitor = ContactIdentity(
            kind: .account,
            scope: company.webchat.id.description,
            value: "visitor-1"
        )
        let stranger = ContactIdentity(kind: .provider, scope: "instagram", value: "BR.1")
        let maria = try scene.saved("Maria")
        let change = ContactChange(added: [visitor, stranger])
        try scene.play(.editContact(maria, change), by: company.ana)
        for address in ["visitor-1", "BR.1"] {
            let begin = scene.beginning(with: maria, at: address, scene.template())
            #expect(scene.refusal(begin, by: company.ana) == .invalid("address"))
        }
        let here = Command.begin(
            channel: company.webchat.id,
            contact: maria,
            address: "visitor-1",
            team: company.sales.id,
            words
        )
        try scene.play(here, by: company.ana)
    }

    @Test func `who waits for a colleague is that colleague's`() throws {
        var scene = Scene()
        let company = scene.company
        let session = try scene.write()
        let keep = TransferTarget.agent(company.bruno.id, team: nil)
        try scene.play(.transfer(session.id, to: keep), by: company.ana)
        let begin = scene.beginning(with: session.contact)
        #expect(
            scene.refusal(begin, by: company.ana)
                == .hasOpenSession(session.id, agent: company.bruno.id)
        )
    }

    @Test func `beginning counts towards the agent's limit`() throws {
        var scene = Scene()
        for phone in ["5511999990001", "5511999990002"] { _ = try scene.serve(from: phone) }
        let maria = try scene.saved("Maria", "5511999990003")
        let begin = scene.beginning(with: maria, at: "5511999990003", scene.template())
        #expect(scene.refusal(begin, by: scene.company.ana) == .limitReached(2))
    }

    @Test func `people write by the human tag when machines may no more`() throws {
        var scene = Scene {
            $0.whatsapp.capabilities.resume = .humanTag
            $0.whatsapp.capabilities.humanWindowSeconds = 7 * 86_400
        }
        let session = try scene.serve()
        let until = scene.now.adding(seconds: 7 * 86_400)
        let word = scene.inbound(.window(until: until, who: .human))
        try scene.play(.receive(word), by: .contact)
        scene.advance(2 * 86_400)
        _ = try scene.say("ainda aqui", in: session)
        #expect(
            scene.refusal(.send(session.id, words), by: .system) == .windowClosed(.humanTag)
        )
        try scene.play(.close(session.id), by: scene.company.ana)
        let again = scene.beginning(with: session.contact)
        let message = try scene.added(try scene.play(again, by: scene.company.ana))
        #expect(try scene.session(message.session).humanWindowEndsAt == until)
        scene.advance(6 * 86_400)
        let begun = try scene.session(message.session)
        #expect(
            scene.refusal(.send(begun.id, words), by: scene.company.ana)
                == .windowClosed(.humanTag)
        )
    }

    @Test func `more files than the channel takes are refused before they are queued`() throws {
        var scene = Scene { $0.whatsapp.capabilities.maximumAttachments = 1 }
        let session = try scene.serve()
        let photo = Attachment(mediaType: "image/png", hash: "ab")
        let two = Content(kind: .image, attachments: [photo, photo])
        #expect(
            scene.refusal(.send(session.id, two), by: scene.company.ana)
                == .tooManyFiles(maximum: 1)
        )
        #expect(scene.floor.outbox.isEmpty)
    }

    @Test func `who is merged is begun with as who stands for them`() throws {
        var scene = Scene()
        let kept = try scene.saved("Maria", "5511999990001")
        let absorbed = try scene.saved("Mari", "5511999990002")
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: scene.company.ana)
        let begin = scene.beginning(with: absorbed, at: "5511999990001", scene.template())
        let message = try scene.added(try scene.play(begin, by: scene.company.ana))
        let session = try scene.session(message.session)
        #expect(session.contact == kept)
        #expect(session.contactName == "Maria")
        #expect(session.heardFrom == kept)
    }

    @Test func `a message that failed is sent again only if it could be sent now`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("oi", in: session)
        try scene.deliver(message, .failed(Scene.trouble))
        scene.advance(2 * 86_400)
        #expect(
            scene.refusal(.resend(message), by: scene.company.ana) == .windowClosed(.template)
        )
        _ = try scene.hear("voltei")
        try scene.play(.resend(message), by: scene.company.ana)
    }
}

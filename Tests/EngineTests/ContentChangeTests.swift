internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ContentChangeTests {
    @Test func `a reaction stands on the message it is about`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Resolvido?", in: session)
        try scene.deliver(message, .accepted(providerID: "out-1"))
        try scene.play(.receive(scene.inbound(.reaction("👍"), about: "out-1")), by: .contact)
        #expect(try scene.stored(message).content.reaction == "👍")
        try scene.play(.receive(scene.inbound(.reaction(""), about: "out-1")), by: .contact)
        #expect(try scene.stored(message).content.reaction.isEmpty)
    }

    @Test func `a reaction opens no session`() throws {
        var scene = Scene()
        let events = try scene.play(
            .receive(scene.inbound(.reaction("👍"), about: "nobody-knows")),
            by: .contact
        )
        #expect(events.count == 1)
        #expect(scene.floor.sessions.isEmpty)
    }

    @Test func `an edit replaces the words and says so`() throws {
        var scene = Scene()
        let message = try scene.message("Pedido 12", as: "in-a")
        try scene.play(.receive(scene.inbound(.edit("Pedido 13"), about: "in-a")), by: .contact)
        let content = try scene.stored(message).content
        #expect(content.text == "Pedido 13")
        #expect(content.isEdited)
    }

    @Test func `a message that was taken back keeps nothing of what it said`() throws {
        var scene = Scene()
        let picture = Attachment(mediaType: "image/jpeg", hash: "ab", size: 3)
        var content = Content(kind: .image, text: "Meu RG", attachments: [picture], raw: "{}")
        content.payload = "x"
        let event = scene.inbound(.message(content), about: "in-a")
        let message = try scene.added(try scene.play(.receive(event), by: .contact)).id
        try scene.play(.receive(scene.inbound(.deletion, about: "in-a")), by: .contact)
        let rest = try scene.stored(message).content
        #expect(rest.isDeleted)
        #expect(rest == Content(kind: .image).deleted)
        try scene.play(.receive(scene.inbound(.edit("de novo"), about: "in-a")), by: .contact)
        let fetched = Command.mediaFetched(message, index: 0, picture)
        #expect(try scene.play(fetched, by: .system).isEmpty)
        #expect(try scene.stored(message).content == rest)
    }

    @Test func `a contact edits and takes back nobody else's messages`() throws {
        var scene = Scene()
        let message = try scene.message("Pedido 12", as: "in-a")
        let stranger = "5511888880000"
        let edit = scene.inbound(.edit("Grátis"), from: stranger, about: "in-a")
        try scene.play(.receive(edit), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        try scene.play(.start(session.id), by: scene.company.ana)
        let ours = try scene.say("R$ 100", in: session)
        try scene.deliver(ours, .accepted(providerID: "out-1"))
        try scene.play(.receive(scene.inbound(.edit("R$ 1"), about: "out-1")), by: .contact)
        #expect(try scene.stored(message).content.text == "Pedido 12")
        #expect(try scene.stored(ours).content.text == "R$ 100")
    }

    @Test func `a fetched file takes its place in the message`() throws {
        var scene = Scene()
        let remote = Attachment(mediaType: "image/jpeg", reference: "media-1")
        let content = Content(kind: .image, attachments: [remote])
        let event = scene.inbound(.message(content))
        let message = try scene.added(try scene.play(.receive(event), by: .contact)).id
        let local = Attachment(mediaType: "image/jpeg", hash: "abc", size: 12)
        try scene.play(.mediaFetched(message, index: 0, local), by: .system)
        #expect(try scene.stored(message).content.attachments == [local])
        let beyond = Command.mediaFetched(message, index: 1, local)
        #expect(scene.refusal(beyond, by: .system) == .notFound(.message))
    }
}

extension Scene {
    /// Lets the contact write a message that the provider calls by a name.
    fileprivate mutating func message(_ text: String, as name: String) throws -> ID<Message> {
        let event = inbound(.message(Content(kind: .text, text: text)), about: name)
        return try added(try play(.receive(event), by: .contact)).id
    }
}

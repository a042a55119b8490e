internal import Engine
internal import TestSupport
internal import Testing

/// Providers tell how far a message got late, twice, in any order, and before they answer us.
@Suite struct ReceiptTests {
    @Test(
        arguments: [
            ([Delivery.delivered, .read], Delivery.read),
            ([.read, .delivered, .accepted], .read),
            ([.delivered, .delivered], .delivered),
            ([.failed], .failed),
            ([.failed, .accepted], .failed),
            ([.failed, .delivered], .delivered),
            ([.delivered, .failed], .delivered),
            ([.queued, .sending, .unknown, .held], .accepted),
        ] as [([Delivery], Delivery)]
    )
    func `words come to one end in any order`(words: [Delivery], end: Delivery) throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        try scene.deliver(message, .accepted(providerID: "out-1"))
        for word in words { try scene.hear(word, of: "out-1") }
        #expect(try scene.stored(message).message.delivery == end)
    }

    @Test func `a word that changes nothing is in the books all the same`() throws {
        var scene = Scene()
        let word = scene.inbound(.delivery(.read, error: nil), about: "nobody-knows")
        let events = try scene.play(.receive(word), by: .contact)
        let accepted = Event.inboundAccepted(channel: word.channel, dedupeKey: word.dedupeKey)
        #expect(events == [accepted])
        #expect(scene.refusal(.receive(word), by: .contact) == .duplicate)
    }

    @Test func `the provider's reason stands beside a failure`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        try scene.deliver(message, .accepted(providerID: "out-1"))
        let word = scene.inbound(.delivery(.failed, error: Scene.trouble), about: "out-1")
        try scene.play(.receive(word), by: .contact)
        #expect(try scene.stored(message).error == Scene.trouble)
        #expect(scene.floor.failedMessages[message] != nil)
    }

    @Test func `a word solves what was unknown`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        try scene.deliver(message, .accepted(providerID: "out-1"))
        try scene.hear(.failed, of: "out-1")
        try scene.hear(.read, of: "out-1")
        #expect(scene.floor.failedMessages.isEmpty)
    }

    @Test func `a word that overtakes the provider's answer is not lost`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        try scene.play(.beginSending(message), by: .system)
        try scene.hear(.delivered, of: "out-1")
        try scene.hear(.accepted, of: "out-1")
        try scene.play(.finishSending(message, .accepted(providerID: "out-1")), by: .system)
        let stored = try scene.stored(message).message
        #expect(stored.delivery == .delivered)
        #expect(stored.providerID == "out-1")
    }

    @Test func `the contact's words about inbound messages are no receipts`() throws {
        var scene = Scene()
        let event = scene.inbound(about: "in-a")
        let message = try scene.added(try scene.play(.receive(event), by: .contact)).id
        try scene.hear(.failed, of: "in-a")
        #expect(try scene.stored(message).message.delivery == .delivered)
    }
}

extension Scene {
    /// Lets the provider say how far a message is.
    fileprivate mutating func hear(_ delivery: Delivery, of providerID: String) throws(Refusal) {
        try play(
            .receive(inbound(.delivery(delivery, error: nil), about: providerID)),
            by: .contact
        )
    }
}

internal import Engine
internal import TestSupport
internal import Testing

/// A message soon after the close goes on with the session.
@Suite struct ReopeningTests {
    /// Sales opens again for ten minutes.
    private func scene(_ change: (inout SampleCompany) -> Void = { _ in }) -> Scene {
        Scene { company in
            company.sales.rules.reopenSeconds = 600
            change(&company)
        }
    }

    private func closed(_ scene: inout Scene, on channel: Channel? = nil) throws -> Session {
        let session = try scene.serve(on: channel)
        _ = try scene.say("Resolvido!", in: session)
        scene.advance(100)
        try scene.play(.close(session.id), by: scene.company.ana)
        return try #require(scene.books.closed[session.id])
    }

    @Test func `it is the same session, in the queue of its last team`() throws {
        var scene = scene()
        let before = try closed(&scene)
        scene.advance(600)
        let again = try scene.write("Mais uma coisa")
        #expect(again.id == before.id)
        #expect(again.protocolNumber == before.protocolNumber)
        #expect(again.phase == .waiting)
        #expect(again.team == scene.company.sales.id)
        #expect(again.leg.start == .reopen)
        #expect(again.reopenings == 1)
        #expect(again.closedMilliseconds == 600_000)
        #expect(again.waitingSince == scene.now)
        #expect(again.agent == nil)
        #expect(again.closedAt == nil)
        #expect(again.outcome == nil)
        #expect(again.preview == "Mais uma coisa")
        let legs = try #require(scene.books.legs[again.id])
        #expect(legs.count == 4)
        #expect(legs[2].endedAt?.adding(seconds: 600) == legs[3].startedAt)
        // And it lives on.
        try scene.play(.start(again.id), by: scene.company.bruno)
        try scene.play(.close(again.id), by: scene.company.bruno)
        #expect(scene.books.closed[again.id]?.reopenings == 1)
    }

    @Test func `later it is a new one`() throws {
        var scene = scene()
        let before = try closed(&scene)
        scene.advance(601)
        #expect(try scene.write().id != before.id)
    }

    @Test func `it is the provider's time that counts after an outage`() throws {
        var scene = scene()
        let before = try closed(&scene)
        scene.advance(300)
        var late = scene.inbound()
        scene.advance(3 * 3_600)
        try scene.play(.receive(late), by: .contact)
        #expect(scene.floor.sessions[before.id] != nil)
        try scene.play(.close(before.id), by: .console)
        late = scene.inbound()
        scene.advance(2 * 86_400)
        try scene.play(.receive(late), by: .contact)
        #expect(scene.floor.sessions[before.id] == nil, "what is days old begins a new session")
    }

    @Test func `without the rule every close is for good`() throws {
        var scene = Scene()
        let before = try closed(&scene)
        #expect(try scene.write().id != before.id)
    }

    @Test func `when its team is gone it waits for the channel's`() throws {
        var scene = scene { $0.support.rules.reopenSeconds = 600 }
        let session = try scene.serve()
        try scene.play(.transfer(session.id, to: .team(ID(2))), by: scene.company.ana)
        try scene.play(.start(session.id), by: scene.company.carla)
        try scene.play(.close(session.id), by: scene.company.carla)
        var carla = scene.company.carla
        carla.teams = []
        try scene.play(.configure(.agent(carla)), by: scene.company.admin)
        try scene.play(.configure(.removeTeam(ID(2))), by: scene.company.admin)
        let again = try scene.write()
        #expect(again.id == session.id)
        #expect(again.team == scene.company.sales.id)
    }

    @Test func `a reopened session is distributed like any other`() throws {
        var scene = scene { $0.sales.rules.distribution = .fewestOpen }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        let before = try closed(&scene)
        let again = try scene.write()
        #expect(again.id == before.id)
        #expect(again.reservedFor == ana.id)
    }

    @Test func `outside the hours it is treated like any other that comes`() throws {
        var scene = scene { company in
            company.hours = [
                BusinessHours(id: ID(601), slug: "comercial", name: "Comercial", timeZone: "UTC")
            ]
            company.sales.rules.hours = ID(601)
            company.sales.rules.outOfHours = .overflow(to: company.support.id)
        }
        // Ten to six in the evening of a Friday.
        scene.advance(-42 * 3_600 - 600)
        let before = try closed(&scene)
        scene.advance(590)
        let again = try scene.write()
        #expect(again.id == before.id)
        #expect(again.team == scene.company.support.id)
    }

    @Test func `thanks and machines open nothing`() throws {
        var scene = scene { $0.rules.wordFilter.ignored = ["obrigado"] }
        _ = try closed(&scene)
        try scene.play(
            .receive(scene.inbound(.message(Content(kind: .text, text: "Muito obrigado!")))),
            by: .contact
        )
        #expect(scene.floor.sessions.isEmpty)
        var reply = scene.inbound(.message(Content(kind: .text, text: "Estou de férias")))
        reply.isAutomatic = true
        try scene.play(.receive(reply), by: .contact)
        #expect(scene.floor.sessions.isEmpty)
        #expect(scene.books.messages.values.count { $0.message.isFiltered } == 2)
    }

    @Test func `a letter comes back by its thread, for days`() throws {
        var scene = Scene { $0.webchat.capabilities.rhythm = .deferred }
        let webchat = scene.company.webchat
        var letter = scene.inbound(on: webchat)
        letter.thread = "<a@example.com>"
        try scene.play(.receive(letter), by: .contact)
        let first = try #require(scene.floor.sessions.values.first)
        #expect(first.thread == "<a@example.com>")
        try scene.play(.close(first.id), by: .console)
        scene.advance(4 * 86_400)
        var other = scene.inbound(on: webchat)
        other.thread = "<b@example.com>"
        try scene.play(.receive(other), by: .contact)
        let second = try #require(scene.floor.sessions.values.first)
        #expect(second.id != first.id)
        try scene.play(.close(second.id), by: .console)
        var answer = scene.inbound(on: webchat)
        answer.thread = "<a@example.com>"
        try scene.play(.receive(answer), by: .contact)
        #expect(scene.floor.sessions[first.id]?.reopenings == 1)
        try scene.play(.close(first.id), by: .console)
        scene.advance(6 * 86_400)
        answer.dedupeKey = "later"
        answer.sentAt = scene.now
        try scene.play(.receive(answer), by: .contact)
        #expect(scene.floor.sessions[first.id] == nil)
    }
}

/// Who may write while a window is open.
@Suite struct WindowTests {
    /// A channel whose window is a day for machines and a week for people.
    private func scene() -> Scene {
        Scene { company in
            company.whatsapp.capabilities.resume = .humanTag
            company.whatsapp.capabilities.humanWindowSeconds = 7 * 86_400
        }
    }

    @Test func `people may write longer than machines`() throws {
        var scene = scene()
        let session = try scene.serve()
        scene.advance(2 * 86_400)
        let message = try scene.say("Desculpe a demora", in: session)
        let content = Content(kind: .text, text: "automática")
        let refusal = scene.refusal(.send(session.id, content), by: Actor.system)
        #expect(refusal == .windowClosed(.humanTag))
        try scene.play(.tick, by: .system)
        #expect(scene.floor.outbox[message]?.delivery == .queued, "it is not held")
        try scene.deliver(message, .accepted(providerID: "out"))
        scene.advance(6 * 86_400)
        let late = Content(kind: .text, text: "tarde")
        #expect(scene.refusal(.send(session.id, late), by: scene.company.ana) != nil)
    }

    @Test func `a retry is held when its window ends, unless people may still write`()
        throws
    {
        var scene = scene()
        let session = try scene.serve()
        let ours = try scene.say("Oi", in: session)
        let content = Content(kind: .text, text: "automática")
        let other = try scene.write(from: "5511000000002")
        let events = try scene.play(.send(other.id, content), by: Actor.system)
        let automatic = try scene.added(events).id
        scene.advance(86_400)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.outbox[automatic]?.delivery == .held)
        #expect(scene.floor.outbox[ours]?.delivery == .queued)
        // The contact's next message lets it go.
        _ = try scene.write(from: "5511000000002")
        #expect(scene.floor.outbox[automatic]?.delivery == .queued)
    }

    @Test func `a provider's word moves the window on, never back`() throws {
        var scene = scene()
        let session = try scene.serve()
        let end = try #require(session.windowEndsAt)
        let later = end.adding(seconds: 3_600)
        try scene.play(
            .receive(scene.inbound(.window(until: later, who: .anyone))),
            by: .contact
        )
        #expect(try scene.session(session.id).windowEndsAt == later)
        try scene.play(.receive(scene.inbound(.window(until: end, who: .anyone))), by: .contact)
        #expect(try scene.session(session.id).windowEndsAt == later)
        let week = end.adding(seconds: 30 * 86_400)
        try scene.play(.receive(scene.inbound(.window(until: week, who: .human))), by: .contact)
        #expect(try scene.session(session.id).humanWindowEndsAt == week)
        #expect(try scene.session(session.id).windowEndsAt == later)
    }

    @Test func `a provider's word lets go what was held`() throws {
        var scene = scene()
        let session = try scene.serve()
        let events = try scene.play(
            .send(session.id, Content(kind: .text, text: "automática")),
            by: Actor.system
        )
        let message = try scene.added(events).id
        scene.advance(86_400)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.outbox[message]?.delivery == .held)
        let until = scene.now.adding(seconds: 600)
        try scene.play(.receive(scene.inbound(.window(until: until, who: .human))), by: .contact)
        #expect(scene.floor.outbox[message]?.delivery == .held, "it is a machine's")
        try scene.play(.receive(scene.inbound(.window(until: until, who: .anyone))), by: .contact)
        #expect(scene.floor.outbox[message]?.delivery == .queued)
    }

    @Test func `the window is known again in the next session`() throws {
        var scene = scene()
        let session = try scene.serve()
        try scene.play(.close(session.id), by: scene.company.ana)
        let next = try scene.write()
        #expect(next.windowEndsAt == scene.now.adding(seconds: 86_400))
        #expect(next.humanWindowEndsAt == scene.now.adding(seconds: 7 * 86_400))
    }
}

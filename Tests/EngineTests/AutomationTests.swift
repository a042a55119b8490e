internal import Engine
internal import TestSupport
internal import Testing

@Suite struct AutomationTests {
    /// A scene whose company and sales team have automatic messages.
    private func scene(
        _ texts: [AutomaticText: String],
        sales: (inout TeamRules) -> Void = { _ in }
    ) throws -> Scene {
        var scene = Scene()
        var company = scene.floor.company
        company.rules.texts = texts
        try scene.play(.configure(.company(company)), by: .console)
        var team = scene.company.sales
        sales(&team.rules)
        try scene.play(.configure(.team(team)), by: .console)
        return scene
    }

    private func sent(_ scene: Scene) -> [String] {
        scene.books.events.compactMap { record in
            guard case .messageAdded(let message, let content) = record.event,
                message.author == .automatic
            else { return nil }
            return content.text
        }
    }

    @Test func `each occasion has its text, the team's own before the company's`() throws {
        var scene = try scene(
            [
                .greeting: "{{greeting}}, {{contact.firstName}}! {{company.name}}",
                .enteredQueue: "Fila de {{team.name}}: {{queue.position}}",
                .serviceStarted: "Você fala com {{agent.nickname}}",
                .transferred: "Transferimos você para {{team.name}}",
                .closed: "Encerrado: {{protocol}}",
            ],
            sales: { $0.texts = [.serviceStarted: "Vendas: {{agent.nickname}}"] }
        )
        try scene.play(.setPresence(scene.company.ana.id, .available), by: scene.company.ana)
        try scene.play(
            .receive(scene.inbound(named: "Maria da Silva")),
            by: .contact
        )
        _ = try scene.write("Oi", from: "5511999990001")
        let session = try #require(
            scene.floor.sessions.values.first { $0.contactName == "Maria da Silva" }
        )
        try scene.play(.start(session.id), by: scene.company.ana)
        try scene.play(
            .transfer(session.id, to: .team(scene.company.support.id)),
            by: scene.company.ana
        )
        try scene.play(.start(session.id), by: scene.company.carla)
        try scene.play(.close(session.id), by: scene.company.carla)
        #expect(
            sent(scene) == [
                "Bom dia, Maria! Empresa", "Fila de Vendas: 1",
                "Bom dia, +5511999990001! Empresa", "Fila de Vendas: 2", "Vendas: Ana",
                "Transferimos você para Suporte", "Você fala com Carla",
                "Encerrado: \(session.protocolNumber)",
            ]
        )
    }

    @Test func `an empty text of the team silences the company's`() throws {
        var scene = try scene([.greeting: "Oi"], sales: { $0.texts = [.greeting: ""] })
        _ = try scene.write()
        #expect(sent(scene).isEmpty)
        _ = try scene.write(on: scene.company.webchat)
        #expect(sent(scene).isEmpty)
    }

    @Test func `a contact hears whether anyone is there, and whether the team is open`() throws {
        var scene = try scene([
            .enteredQueue: "fila", .nobodyAvailable: "ninguém", .outOfHours: "fechado",
        ])
        _ = try scene.write(from: "5511999990001")
        #expect(sent(scene) == ["ninguém"])
        try scene.play(.setPresence(scene.company.ana.id, .available), by: scene.company.ana)
        _ = try scene.write(from: "5511999990002")
        #expect(sent(scene) == ["ninguém", "fila"])
        let hours = BusinessHours(
            id: .new,
            slug: "nunca",
            name: "Nunca",
            week: Array(repeating: [], count: 7)
        )
        try scene.play(.configure(.hours(hours)), by: .console)
        var team = try #require(scene.floor.team(scene.company.sales.id))
        team.rules.hours = scene.floor.allHours.first?.id
        try scene.play(.configure(.team(team)), by: .console)
        _ = try scene.write(from: "5511999990003")
        #expect(sent(scene) == ["ninguém", "fila", "fechado"])
    }

    @Test func `nothing goes out by itself outside the window`() throws {
        var scene = try scene([.serviceStarted: "começou", .closed: "fim", .greeting: "oi"])
        let session = try scene.write()
        scene.advance(90_000)
        try scene.play(.start(session.id), by: scene.company.ana)
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(sent(scene) == ["oi"])
        // A channel without a window takes it at any time.
        let chat = try scene.write(on: scene.company.webchat)
        scene.advance(90_000)
        try scene.play(.start(chat.id), by: scene.company.ana)
        #expect(sent(scene) == ["oi", "oi", "começou"])
    }

    @Test func `what we begin is not greeted, and a text is cut to what the channel takes`() throws
    {
        var scene = try scene([.greeting: String(repeating: "a", count: 500)])
        var channel = scene.company.whatsapp
        channel.capabilities.maximumText = 100
        try scene.play(.configure(.channel(channel)), by: .console)
        _ = try scene.write()
        let text = try #require(sent(scene).first)
        #expect(text.unicodeScalars.count == 100)
        #expect(text.hasSuffix("…"))
        let contact = try #require(scene.books.contacts.keys.first)
        let session = try #require(scene.floor.sessions.keys.first)
        try scene.play(.close(session), by: .console)
        try scene.play(scene.beginning(with: contact), by: scene.company.ana)
        #expect(sent(scene).count == 1)
    }

    @Test func `goodbye is queued before the close and goes`() throws {
        var scene = try scene([.closed: "Protocolo {{protocol}}"])
        let session = try scene.serve()
        let events = try scene.play(.close(session.id), by: scene.company.ana)
        guard case .messageAdded(let message, let content) = events.first else {
            Issue.record("nothing said: \(events)")
            return
        }
        #expect(content.text == "Protocolo \(session.protocolNumber)")
        #expect(scene.floor.outbox[message.id]?.delivery == .queued)
        try scene.deliver(message.id, .accepted(providerID: "p"))
        #expect(try scene.stored(message.id).message.delivery == .accepted)
    }

    @Test func `a rating is asked after an agent's close and its answer opens nothing`() throws {
        var scene = try scene([:], sales: { $0.asksRating = true })
        let session = try scene.serve()
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(sent(scene) == ["Como você avalia este atendimento, de 1 a 5?"])
        scene.advance(3_600)
        let answer = Inbound.Signal.message(Content(kind: .text, text: "⭐⭐⭐⭐⭐"))
        let events = try scene.play(.receive(scene.inbound(answer)), by: .contact)
        #expect(events.contains(.rated(session.id, 5)))
        #expect(scene.books.closed[session.id]?.rating == 5)
        #expect(scene.floor.sessions.isEmpty)
        // Once rated, a digit is a message like any other.
        try scene.play(.receive(scene.inbound(answer)), by: .contact)
        #expect(scene.floor.sessions.count == 1)
    }

    @Test func `words that are no rating, or come too late, open a session`() throws {
        var scene = try scene([:], sales: { $0.asksRating = true })
        let first = try scene.serve()
        try scene.play(.close(first.id), by: scene.company.ana)
        let second = try scene.write("5 reais de troco")
        #expect(second.id != first.id)
        try scene.play(.start(second.id), by: scene.company.ana)
        try scene.play(.close(second.id), by: scene.company.ana)
        scene.advance(86_401)
        #expect(try scene.write("5").id != second.id)
    }

    @Test func `a rating is asked only where the team wants it and by an agent's close`() throws {
        var scene = try scene([:], sales: { $0.asksRating = true })
        let session = try scene.serve()
        try scene.play(.close(session.id), by: .console)
        #expect(sent(scene).isEmpty)
        let late = try scene.serve()
        scene.advance(90_000)
        try scene.play(.close(late.id), by: scene.company.ana)
        #expect(sent(scene).isEmpty)
        #expect(scene.books.closed[late.id]?.ratingAskedAt == nil)
    }

    @Test func `a rating by the page is taken once, and only when it was asked for`() throws {
        var scene = try scene([:], sales: { $0.asksRating = true })
        let session = try scene.serve()
        #expect(scene.refusal(.rate(session.id, 5), by: .contact) == .forbidden)
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(scene.refusal(.rate(session.id, 5), by: scene.company.ana) == .forbidden)
        #expect(scene.refusal(.rate(session.id, 6), by: .contact) == .invalid("rating"))
        try scene.play(.rate(session.id, 4), by: .contact)
        #expect(scene.books.closed[session.id]?.rating == 4)
        #expect(try scene.play(.rate(session.id, 4), by: .contact).isEmpty)
        #expect(scene.refusal(.rate(session.id, 5), by: .contact) == .forbidden)
        #expect(scene.refusal(.rate(ID(9), 5), by: .contact) == .notFound(.session))
    }

    @Test func `a warning outside the window is kept as not delivered, and the close comes`() throws
    {
        var scene = try scene([.aboutToClose: "Vamos encerrar", .closed: "fim"]) { rules in
            rules.inactivity.warnSeconds = 90_000
            rules.inactivity.closeSeconds = 600
        }
        try scene.play(.setPresence(scene.company.ana.id, .available), by: scene.company.ana)
        let session = try scene.serve()
        _ = try scene.say("Pode me dizer o número?", in: session)
        let events = try scene.pass(90_120, tickingEvery: 60)
        #expect(events.contains(.sessionWarned(session.id)))
        let warning = try scene.added(events.filter { $0 != .sessionWarned(session.id) })
        let stored = try scene.stored(warning.id)
        #expect(stored.content.text == "Vamos encerrar")
        #expect(stored.message.delivery == .failed)
        #expect(stored.error?.code == "window-closed")
        #expect(scene.floor.outbox[warning.id] == nil)
        try scene.pass(720, tickingEvery: 60)
        #expect(scene.books.closed[session.id]?.outcome == .lost)
        #expect(sent(scene) == ["Vamos encerrar"])
    }

    @Test func `inside the window the warning goes`() throws {
        var scene = try scene([.aboutToClose: "Vamos encerrar", .closed: "fim"]) { rules in
            rules.inactivity.warnSeconds = 300
            rules.inactivity.closeSeconds = 300
        }
        try scene.play(.setPresence(scene.company.ana.id, .available), by: scene.company.ana)
        let session = try scene.serve()
        _ = try scene.say("Pode me dizer o número?", in: session)
        try scene.pass(310)
        #expect(sent(scene) == ["Vamos encerrar"])
        try scene.pass(310)
        #expect(scene.books.closed[session.id]?.outcome == .lost)
        #expect(sent(scene) == ["Vamos encerrar", "fim"])
    }

    @Test func `a company without texts says nothing`() throws {
        var scene = try scene([:])
        let session = try scene.serve()
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(sent(scene).isEmpty)
    }
}

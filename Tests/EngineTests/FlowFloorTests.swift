internal import Engine
internal import TestSupport
internal import Testing

@Suite struct FlowFloorTests {
    /// A scene whose channels receive contacts with the reception's flow.
    private func scene(_ change: (inout FlowDefinition) -> Void = { _ in }) throws -> Scene {
        var scene = Scene()
        let hours = BusinessHours(
            id: .new,
            slug: "sempre",
            name: "Sempre",
            week: Array(repeating: [.init(opens: 0, closes: 0)], count: 7)
        )
        try scene.play(.configure(.hours(hours)), by: .console)
        let known = try #require(scene.floor.allHours.first?.id)
        let (sales, support) = (scene.company.sales.id, scene.company.support.id)
        var definition = FlowSamples.reception(sales, support, known)
        change(&definition)
        let flow = Flow(id: .new, slug: "recepcao", name: "Recepção", draft: definition)
        try scene.play(.configure(.flow(flow)), by: .console)
        let saved = try #require(scene.floor.allFlows.first)
        try scene.play(.publishFlow(saved.id), by: scene.company.admin)
        for var channel in [scene.company.whatsapp, scene.company.webchat] {
            channel.flow = saved.id
            try scene.play(.configure(.channel(channel)), by: .console)
        }
        return scene
    }

    private func sent(_ scene: Scene, from place: Int = 0) -> [String] {
        scene.books.events.dropFirst(place).compactMap { record in
            guard case .messageAdded(let message, let content) = record.event,
                message.direction == .outbound
            else { return nil }
            return content.text
        }
    }

    @Test func `a contact walks through a flow to a team`() throws {
        var scene = try scene()
        var session = try scene.write("Oi")
        #expect(session.phase == .selfService)
        #expect(session.flow?.block == "menu")
        #expect(sent(scene).count == 2)
        session = try scene.write("comprar")
        #expect(session.flow?.block == "cpf")
        session = try scene.write("52998224725")
        session = try scene.write("R$")
        #expect(session.flow?.wrongAnswers == 1)
        session = try scene.write("1500")
        #expect(session.phase == .waiting)
        #expect(session.team == scene.company.sales.id)
        #expect(session.flow == nil)
        #expect(session.variables["cpf"] == "52998224725")
        #expect(session.variables["resumo"] == "Comprar: 1500")
        #expect(session.leg.start == .flow)
        #expect(scene.books.legs[session.id]?.first?.end == .handedToTeam)
        #expect(sent(scene).last == "Aguarde: Comprar: 1500")
        // In the queue the flow is silent.
        let count = sent(scene).count
        _ = try scene.write("menu")
        #expect(sent(scene).count == count)
    }

    @Test func `a running session keeps its version, a new one takes the next`() throws {
        var scene = try scene()
        let old = try scene.write("Oi")
        var flow = try #require(scene.floor.allFlows.first)
        let first = try #require(flow.current)
        flow.draft.blocks["menu"] = .team(FlowHandOver(text: "Nova versão"))
        flow.draft.blocks = flow.draft.blocks.filter {
            ["ola", "horas", "menu", "fechado"].contains($0.key)
        }
        try scene.play(.configure(.flow(flow)), by: .console)
        #expect(scene.floor.flow(flow.id)?.current == first)
        try scene.play(.publishFlow(flow.id), by: scene.company.admin)
        let second = try #require(scene.floor.flow(flow.id)?.current)
        #expect(scene.floor.flowVersion(second)?.number == 2)
        #expect(try scene.play(.publishFlow(flow.id), by: scene.company.admin).isEmpty)
        let going = try scene.write("comprar")
        #expect(going.id == old.id)
        #expect(going.flow?.version == first)
        #expect(going.flow?.block == "cpf")
        let new = try scene.write("Oi", from: "5511999990001")
        #expect(new.phase == .waiting)
        // Taken off the channel, the flow still ends what it began.
        var channel = scene.company.whatsapp
        channel.flow = nil
        try scene.play(.configure(.channel(channel)), by: .console)
        #expect(try scene.write("52998224725").flow?.block == "valor")
        #expect(try scene.write("Oi", from: "5511999990002").leg.start == .flow)
    }

    @Test func `a flow with problems is not published, and only administrators publish`() throws {
        var scene = try scene()
        var flow = try #require(scene.floor.allFlows.first)
        #expect(scene.refusal(.publishFlow(flow.id), by: scene.company.ana) == .forbidden)
        #expect(scene.refusal(.publishFlow(ID(77)), by: .console) == .notFound(.flow))
        flow.draft.start = "nada"
        try scene.play(.configure(.flow(flow)), by: .console)
        guard
            case .flowHasProblems(let problems) = scene.refusal(.publishFlow(flow.id), by: .console)
        else {
            Issue.record("it was published")
            return
        }
        #expect(problems.contains { $0.code == .unknownStart })
        #expect(problems.filter { $0.code == .unreachable }.count == flow.draft.blocks.count)
    }

    @Test func `the words of the exits close and call people`() throws {
        var scene = try scene()
        let session = try scene.write("Oi")
        try scene.play(
            .receive(scene.inbound(.message(Content(kind: .text, text: "Sair")))),
            by: .contact
        )
        let closed = try #require(scene.books.closed[session.id])
        #expect(closed.outcome == .success)
        #expect(closed.leg.end == .closedByContact)
        #expect(sent(scene).last == "Até logo!")
        let next = try scene.write("Oi")
        #expect(next.id != session.id)
        let calls = try scene.write("atendente")
        #expect(calls.phase == .waiting)
        #expect(calls.team == scene.company.sales.id)
    }

    @Test func `a rating in the flow is kept, and asked once`() throws {
        var scene = try scene()
        let session = try scene.write("Oi")
        #expect(try scene.write("Avaliar").ratingAskedAt == scene.now)
        try scene.play(
            .receive(scene.inbound(.message(Content(kind: .text, text: "4")))),
            by: .contact
        )
        let closed = try #require(scene.books.closed[session.id])
        #expect(closed.rating == 4)
        #expect(closed.outcome == .success)
        #expect(closed.leg.end == .closedByFlow)
    }

    @Test func `a button answers on a channel that has them`() throws {
        var scene = try scene()
        var channel = try #require(scene.floor.channel(scene.company.whatsapp.id))
        channel.capabilities.maximumButtons = 3
        channel.capabilities.maximumListOptions = 10
        try scene.play(.configure(.channel(channel)), by: .console)
        _ = try scene.write("Oi")
        let choice = Content(kind: .choice, text: "Suporte técnico", payload: "suporte")
        try scene.play(.receive(scene.inbound(.message(choice))), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.team == scene.company.support.id)
    }

    @Test func `four photos in one second begin one flow, which asks once`() throws {
        var scene = try scene()
        for _ in 0..<4 {
            let photo = Content(kind: .image, attachments: [Attachment(mediaType: "image/png")])
            try scene.play(.receive(scene.inbound(.message(photo))), by: .contact)
        }
        #expect(scene.floor.sessions.count == 1)
        #expect(sent(scene).count == 2)
        #expect(scene.floor.sessions.values.first?.flow?.wrongAnswers == 0)
    }

    @Test func `when the window is over the session goes to people, who have a template`() throws {
        var scene = try scene()
        var inbound = scene.inbound()
        inbound.sentAt = scene.now.adding(seconds: -90_000)
        try scene.play(.receive(inbound), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.phase == .waiting)
        #expect(session.team == scene.company.sales.id)
        #expect(sent(scene).isEmpty)
    }

    @Test func `an automatic answer is none for the flow`() throws {
        var scene = try scene()
        _ = try scene.write("Oi")
        var inbound = scene.inbound(.message(Content(kind: .text, text: "comprar")))
        inbound.isAutomatic = true
        try scene.play(.receive(inbound), by: .contact)
        #expect(scene.floor.sessions.values.first?.flow?.block == "menu")
        #expect(sent(scene).count == 2)
    }

    @Test func `a machine that answers the flow is cut off after ten answers in a minute`() throws {
        var scene = try scene { definition in
            if case .menu(var menu) = definition.blocks["menu"] {
                menu.retry = FlowRetry()
                definition.blocks["menu"] = .menu(menu)
            }
        }
        var session = try scene.write("Olá, sou um robô")
        var written = 1
        while session.phase == .selfService, written < 50 {
            scene.advance(3)
            session = try scene.write("Olá, sou um robô")
            written += 1
        }
        #expect(written == 11)
        #expect(session.isCut)
        #expect(session.phase == .waiting)
        #expect(session.team == scene.company.sales.id)
        // Two texts at the beginning, nine repetitions, nothing after the cut.
        #expect(sent(scene).count == 11)
        let cuts = scene.books.events.filter {
            if case .automationCut = $0.event { true } else { false }
        }
        #expect(cuts.count == 1)
    }

    @Test func `a person who is slow is never cut off`() throws {
        var scene = try scene { definition in
            if case .menu(var menu) = definition.blocks["menu"] {
                menu.retry = FlowRetry()
                definition.blocks["menu"] = .menu(menu)
            }
        }
        for _ in 0..<40 {
            #expect(try scene.write("não entendo").phase == .selfService)
            scene.advance(7)
        }
    }

    @Test func `sessions that a machine opens in a loop are cut off too`() throws {
        var scene = try scene { definition in
            definition.start = "fim"
            definition.blocks = ["fim": .close(FlowClose(text: "Tchau"))]
        }
        var answered = 0
        for _ in 0..<12 {
            let inbound = scene.inbound(.message(Content(kind: .text, text: "Tchau")))
            let events = try scene.play(.receive(inbound), by: .contact)
            answered += events.count {
                if case .messageAdded(let message, _) = $0 {
                    message.direction == .outbound
                } else {
                    false
                }
            }
            scene.advance(10)
        }
        #expect(answered == 6)
        let open = try #require(scene.floor.sessions.values.first)
        #expect(open.isCut)
        #expect(open.phase == .waiting)
        #expect(scene.books.closed.count == 6)
    }

    @Test func `a session that a machine opens again and again is cut off too`() throws {
        var scene = Scene()
        var company = scene.floor.company
        company.rules.texts = [.enteredQueue: "Aguarde", .closed: "Tchau"]
        try scene.play(.configure(.company(company)), by: .console)
        var team = scene.company.sales
        team.rules.reopenSeconds = 600
        try scene.play(.configure(.team(team)), by: .console)
        let first = try scene.write("Tchau")
        for _ in 0..<10 {
            try scene.play(.close(first.id), by: .console)
            scene.advance(5)
            #expect(try scene.write("Tchau").id == first.id)
        }
        #expect(try scene.session(first.id).isCut)
        #expect(sent(scene).count == 12)
    }

    @Test func `a contact who is silent in the flow is warned, then lost`() throws {
        var scene = try scene()
        let session = try scene.write("Oi")
        try scene.pass(290)
        #expect(sent(scene).count == 2)
        try scene.pass(20)
        #expect(sent(scene).last == "Ainda está aí?")
        #expect(try scene.session(session.id).warnedAt != nil)
        try scene.pass(280)
        #expect(scene.floor.sessions[session.id] != nil)
        try scene.pass(30)
        let closed = try #require(scene.books.closed[session.id])
        #expect(closed.outcome == .lost)
        #expect(closed.leg.end == .closedByInactivity)
    }

    @Test func `an answer in the flow takes the warning back`() throws {
        var scene = try scene()
        let session = try scene.write("Oi")
        try scene.pass(310)
        #expect(try scene.write("comprar").warnedAt == nil)
        try scene.pass(290)
        #expect(try scene.session(session.id).warnedAt == nil)
        try scene.pass(20)
        #expect(try scene.session(session.id).warnedAt != nil)
    }

    @Test func `what a flow leads to is known`() throws {
        let scene = try scene()
        let flow = try #require(scene.floor.allFlows.first)
        #expect(scene.floor.problems(of: flow).isEmpty)
    }
}

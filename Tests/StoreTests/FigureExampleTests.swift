import Engine
import Store
import TestSupport
import Testing

/// Is the worked examples of the definitions of figures.
@Suite struct FigureExampleTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle
    private let maria: Contact
    private let joao: Contact

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
        maria = try chronicle.contact("Maria", phone: "5511999990000")
        joao = try chronicle.contact("João", phone: "5511999990001")
    }

    private func figures(
        by dimension: FigureDimension = .total
    ) async throws -> [FigureKey: PeriodFigures] {
        try await folder.library.figures(
            from: .at(0, 0),
            to: .at(24, 0),
            by: dimension,
            for: Viewer(chronicle.company.admin)
        )
    }

    private func total() async throws -> PeriodFigures {
        try #require(try await figures()[.total])
    }

    @Test func `example 1, two answered waits of 40 and 20 minutes have a mean of 30`() async throws
    {
        var first = try chronicle.open(maria, at: .at(10, 0))
        var second = try chronicle.open(joao, at: .at(10, 30))
        try chronicle.answer(&first, chronicle.company.ana, at: .at(10, 40))
        try chronicle.answer(&second, chronicle.company.ana, at: .at(10, 50))
        let total = try await total()
        #expect(PeriodFigures.mean(total.waits) == minutes(30))
        #expect(total.answered == 2 && total.abandoned == 0)
    }

    @Test func `example 1, a wait that ends unanswered is counted and not mixed in`() async throws {
        var first = try chronicle.open(maria, at: .at(10, 0))
        var second = try chronicle.open(joao, at: .at(10, 30))
        try chronicle.answer(&first, chronicle.company.ana, at: .at(10, 40))
        try chronicle.close(&second, .closedByContact, .success, at: .at(10, 50))
        let total = try await total()
        #expect(PeriodFigures.mean(total.waits) == minutes(40))
        #expect(total.abandoned == 1)
        #expect(total.abandonRate == 0.5)
    }

    @Test func `example 2, an overflow does not restart the clock of a wait`() async throws {
        let company = chronicle.company
        var session = try chronicle.open(maria, at: .at(10, 0))
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .overflowWait,
            end: .overflow,
            at: .at(10, 40)
        )
        #expect(session.waitingSince == .at(10, 0))
        try chronicle.answer(&session, company.carla, at: .at(10, 41))
        let total = try await total()
        #expect(total.waits == [minutes(41)])
        #expect(total.serviceLevel == 0)
        #expect(total.overflowed == 1)
        let teams = try await figures(by: .team)
        #expect(teams[.team(company.support.id)]?.answered == 1)
        #expect(teams[.team(company.sales.id)]?.offered == 0)
        #expect(teams[.team(company.sales.id)]?.overflowed == 1)
    }

    @Test func `example 3, whoever is lost in the second queue was served and is lost`()
        async throws
    {
        let company = chronicle.company
        var session = try chronicle.open(maria, at: .at(10, 0))
        try chronicle.answer(&session, company.ana, at: .at(10, 1))
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .transfer,
            end: .transferred,
            at: .at(10, 5)
        )
        try chronicle.close(&session, .closedByInactivity, .lost, at: .at(10, 20))
        let teams = try await figures(by: .team)
        let support = try #require(teams[.team(company.support.id)])
        #expect(support.offered == 1 && support.abandoned == 1)
        #expect(support.served == 1 && support.lost == 1 && support.transferred == 1)
        #expect(teams[.team(company.sales.id)]?.abandoned == 0)
        let agents = try await figures(by: .agent)
        #expect(agents[.agent(company.ana.id)]?.handles == [minutes(4)])
    }

    @Test func `example 4, outbound sessions are in no abandon rate`() async throws {
        for index in 0..<100 {
            let contact = try chronicle.contact("Alvo \(index)", phone: "55119000\(10_000 + index)")
            var session = try chronicle.open(contact, origin: .outbound, at: .at(9, 0))
            try chronicle.close(&session, .closedByInactivity, .lost, at: .at(11, 0))
        }
        for index in 0..<10 {
            let contact = try chronicle.contact(
                "Fulano \(index)",
                phone: "5511800\(10_000 + index)"
            )
            var session = try chronicle.open(contact, at: .at(10, 0))
            if index < 8 {
                try chronicle.answer(&session, chronicle.company.ana, at: .at(10, 1))
            } else {
                try chronicle.close(&session, .closedByInactivity, .lost, at: .at(10, 30))
            }
        }
        let total = try await total()
        #expect(total.started == 110 && total.offered == 10)
        #expect(total.abandonRate == 0.2)
    }

    @Test func `a contact who answers an outbound session and then waits is a wait`() async throws {
        var session = try chronicle.open(maria, origin: .outbound, at: .at(9, 0))
        try chronicle.answer(&session, chronicle.company.ana, at: .at(9, 1))
        try chronicle.say("Oi", in: session, at: .at(9, 2))
        try chronicle.turn(
            &session,
            to: .waiting,
            team: chronicle.company.support,
            start: .transfer,
            end: .transferred,
            at: .at(9, 10)
        )
        try chronicle.answer(&session, chronicle.company.carla, at: .at(9, 15))
        #expect(try await total().waits == [minutes(5)])
    }

    @Test func `a short abandon on a live channel is left out of the rate`() async throws {
        let live = chronicle.company.webchat
        var quick = try chronicle.open(maria, on: live, at: .at(10, 0))
        try chronicle.close(&quick, .closedByContact, .success, at: .at(10, 0, 9))
        var slow = try chronicle.open(joao, on: live, at: .at(10, 0))
        try chronicle.answer(&slow, chronicle.company.ana, at: .at(10, 1))
        let total = try await total()
        #expect(total.abandoned == 1 && total.abandonedShort == 1)
        #expect(total.abandonRate == 0)
        #expect(total.serviceLevel == 1)
    }

    @Test func `the first response is a person's, not a template's or the flow's`() async throws {
        let company = chronicle.company
        var session = try chronicle.open(maria, at: .at(10, 0))
        let template = Content(kind: .template, text: "Olá")
        try chronicle.say("Aguarde", in: session, by: .automatic, at: .at(10, 1))
        let ana = Message.Author.agent(company.ana.id)
        try chronicle.say("", in: session, by: ana, content: template, at: .at(10, 2))
        try chronicle.answer(&session, company.bruno, at: .at(10, 3))
        try chronicle.say("Bom dia", in: session, by: .agent(company.bruno.id), at: .at(10, 4))
        try chronicle.say("Tudo bem?", in: session, by: .agent(company.bruno.id), at: .at(10, 9))
        let agents = try await figures(by: .agent)
        #expect(agents[.agent(company.bruno.id)]?.firstResponses == [minutes(4)])
        #expect(agents[.agent(company.ana.id)]?.firstResponses ?? [] == [])
    }

    @Test func `a withdrawn wait is offered, neither answered nor abandoned`() async throws {
        var session = try chronicle.open(maria, at: .at(10, 0))
        try chronicle.close(&session, .closedByAdministrator, .success, at: .at(10, 5))
        let total = try await total()
        #expect(total.offered == 1 && total.answered == 0 && total.abandoned == 0)
        #expect(total.abandonRate == nil && total.serviceLevel == nil)
    }

    @Test func `an empty period has no means and no rates`() async throws {
        let total = try await total()
        #expect(total == PeriodFigures())
        #expect(PeriodFigures.mean(total.waits) == nil)
    }

    @Test func `volume counts every stretch, also the empty ones`() async throws {
        var session = try chronicle.open(maria, at: .at(10, 20))
        try chronicle.close(&session, .closedByContact, .success, at: .at(12, 0))
        let volume = try await folder.library.volume(
            from: .at(10, 0),
            to: .at(13, 0),
            everySeconds: 3_600,
            for: Viewer(chronicle.company.admin)
        )
        #expect(volume.map(\.started) == [1, 0, 0])
        #expect(volume.map(\.closed) == [0, 0, 1])
    }

    @Test func `a supervisor counts only the sessions of their teams`() async throws {
        var mine = try chronicle.open(maria, at: .at(10, 0))
        try chronicle.answer(&mine, chronicle.company.ana, at: .at(10, 1))
        _ = try chronicle.open(joao, for: chronicle.company.support, at: .at(10, 0))
        let cut = try await folder.library.figures(
            from: .at(0, 0),
            to: .at(24, 0),
            by: .total,
            for: Viewer(chronicle.company.sofia)
        )
        #expect(cut[.total]?.started == 1)
        #expect(cut[.total]?.answered == 1)
        #expect(try await total().started == 2)
    }
}

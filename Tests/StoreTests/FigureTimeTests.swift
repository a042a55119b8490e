import Engine
import Store
import TestSupport
import Testing

/// Is the worked examples on time: reopening, presence, business hours and the days of clock changes.
@Suite struct FigureTimeTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle
    private let maria: Contact

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
        maria = try chronicle.contact("Maria", phone: "5511999990000")
    }

    private func figures(
        from: Timestamp = .at(0, 0),
        to: Timestamp = .at(24, 0),
        by dimension: FigureDimension = .total
    ) async throws -> [FigureKey: PeriodFigures] {
        try await folder.library.figures(
            from: from,
            to: to,
            by: dimension,
            for: Viewer(chronicle.company.admin)
        )
    }

    private func total() async throws -> PeriodFigures {
        try #require(try await figures()[.total])
    }

    @Test func `example 5, a reopening takes the earlier close back out`() async throws {
        let company = chronicle.company
        var session = try chronicle.open(maria, at: .at(9, 50))
        try chronicle.answer(&session, company.ana, at: .at(9, 55))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 0))
        #expect(try await total().closed == 1)
        try chronicle.reopen(&session, for: company.sales, at: .at(10, 5))
        #expect(try await total().closed == 0)
        #expect(try await total().resolution == Amount())
        try chronicle.answer(&session, company.ana, at: .at(10, 6))
        try chronicle.write([.ratingAsked(session.id)], at: .at(10, 19))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 20))
        let total = try await total()
        #expect(total.started == 1 && total.closed == 1 && total.reopened == 1)
        #expect(total.served == 1 && total.success == 1)
        // From 9:50 to 10:20 without the five minutes between.
        #expect(total.resolution == Amount(count: 1, sum: minutes(25)))
        #expect(total.handle == Amount(count: 1, sum: minutes(19)))
        #expect(total.ratingsAsked == 1)
        // The close of the quarter of an hour of 10:00 is gone without a trace.
        let earlier = try await figures(from: .at(10, 0), to: .at(10, 15))[.total]
        #expect(earlier?.closed == 0)
        #expect(try await folder.checkup() == [])
    }

    @Test func `example 6, six hours of six with a session are 100 %, not 133 %`() async throws {
        let ana = chronicle.company.ana
        try chronicle.write([.presenceChanged(ana.id, .available)], at: .at(9, 0))
        var session = try chronicle.open(maria, at: .at(9, 0))
        try chronicle.answer(&session, ana, at: .at(9, 0))
        try chronicle.write([.presenceChanged(ana.id, .paused(reason: "Almoço"))], at: .at(12, 0))
        try chronicle.write([.presenceChanged(ana.id, .available)], at: .at(14, 0))
        try chronicle.write([.presenceChanged(ana.id, .offline)], at: .at(17, 0))
        let found = try await figures(by: .agent)[.agent(ana.id)]
        let figures = try #require(found)
        #expect(figures.availableTime == minutes(360))
        #expect(figures.occupancy == 1)
        // One session of the two that the limit allows.
        #expect(figures.utilisation == 0.5)
        #expect(figures.pauses == ["Almoço": minutes(120)])
        #expect(try await total().occupancy == 1)
    }

    @Test func `a presence that still lasts counts up to the latest event`() async throws {
        let ana = chronicle.company.ana
        try chronicle.write([.presenceChanged(ana.id, .available)], at: .at(13, 0))
        _ = try chronicle.open(maria, at: .at(13, 30))
        #expect(try await total().availableTime == minutes(30))
    }

    @Test func `each answer is measured from the first message that had none`() async throws {
        let ana = Message.Author.agent(chronicle.company.ana.id)
        var session = try chronicle.open(maria, at: .at(10, 0))
        try chronicle.say("oi", in: session, at: .at(10, 0))
        try chronicle.answer(&session, chronicle.company.ana, at: .at(10, 1))
        try chronicle.say("alguém?", in: session, at: .at(10, 2))
        try chronicle.say("em breve", in: session, by: .automatic, at: .at(10, 3))
        try chronicle.say("olá", in: session, by: ana, at: .at(10, 4))
        try chronicle.say("pronto", in: session, by: ana, at: .at(10, 5))
        try chronicle.say("e isto?", in: session, at: .at(10, 10))
        try chronicle.say("claro", in: session, by: ana, at: .at(10, 12))
        let total = try await total()
        #expect(total.responses == [minutes(2), minutes(4)])
        #expect(total.response == Amount(count: 2, sum: minutes(6)))
        let found = try await figures(by: .agent)[.agent(chronicle.company.ana.id)]
        #expect(found?.response.count == 2)
    }

    @Test func `active service is what has a message within five minutes`() async throws {
        let ana = chronicle.company.ana
        var session = try chronicle.open(maria, at: .at(9, 0))
        try chronicle.answer(&session, ana, at: .at(9, 0))
        try chronicle.say("oi", in: session, by: .agent(ana.id), at: .at(9, 2))
        try chronicle.say("e?", in: session, at: .at(12, 0))
        try chronicle.say("sim", in: session, by: .agent(ana.id), at: .at(12, 1))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(18, 0))
        let total = try await total()
        #expect(total.handle.sum == minutes(9 * 60))
        // 9:00 to 9:07, and 11:55 to 12:06.
        #expect(total.handleActive == Amount(count: 1, sum: minutes(18)))
    }

    @Test func `twins count only the hours of the team`() async throws {
        let hours = BusinessHours(
            id: ID(61),
            slug: "horario",
            name: "Horário",
            timeZone: "UTC",
            week: Array(
                repeating: [BusinessHours.Shift(opens: 600, closes: 720)],
                count: 7
            )
        )
        var team = chronicle.company.sales
        team.rules.hours = hours.id
        try chronicle.write([.configured(.hours(hours)), .configured(.team(team))], at: .at(8, 0))
        var session = try chronicle.open(maria, at: .at(9, 0))
        try chronicle.say("oi", in: session, at: .at(9, 0))
        try chronicle.answer(&session, chronicle.company.ana, at: .at(10, 30))
        let ana = Message.Author.agent(chronicle.company.ana.id)
        try chronicle.say("olá", in: session, by: ana, at: .at(10, 40))
        let total = try await total()
        #expect(total.wait.sum == minutes(90) && total.waitBusiness.sum == minutes(30))
        #expect(total.firstResponse.sum == minutes(100))
        #expect(total.firstResponseBusiness.sum == minutes(40))
        #expect(total.responseBusiness.sum == minutes(40))
    }

    @Test func `a team may leave abandoned waits out of its service level`() async throws {
        var team = chronicle.company.support
        team.countsAbandoned = false
        try chronicle.write([.configured(.team(team))], at: .at(8, 0))
        for (index, team) in [chronicle.company.sales, team].enumerated() {
            for place in 0..<2 {
                let phone = "551188000\(1_000 + index * 10 + place)"
                let contact = try chronicle.contact("Fulano \(phone)", phone: phone)
                var session = try chronicle.open(contact, for: team, at: .at(10, 0))
                if place == 0 {
                    try chronicle.answer(&session, chronicle.company.ana, at: .at(10, 1))
                } else {
                    try chronicle.close(&session, .closedByContact, .success, at: .at(10, 30))
                }
            }
        }
        let teams = try await figures(by: .team)
        #expect(teams[.team(chronicle.company.sales.id)]?.serviceLevel == 0.5)
        #expect(teams[.team(team.id)]?.serviceLevel == 1)
        #expect(try await total().levelBase == 3)
        #expect(try await total().abandonRate == 0.5)
    }

    @Test func `waits fall into steps that end on whole seconds`() async throws {
        for (index, seconds) in [5, 6, 600, 601].enumerated() {
            let phone = "5511880\(10_000 + index)"
            let contact = try chronicle.contact("Fulano \(index)", phone: phone)
            var session = try chronicle.open(contact, at: .at(10, 0))
            let end = Timestamp.at(10, 0).adding(seconds: Int64(seconds))
            if index == 3 {
                try chronicle.close(&session, .closedByContact, .success, at: end)
            } else {
                try chronicle.answer(&session, chronicle.company.ana, at: end)
            }
        }
        let steps = WaitHistogram(try await total()).steps
        #expect(steps.first?.offered == 1)
        #expect(steps.dropFirst().first?.offered == 1)
        #expect(steps.dropLast().last?.offered == 1)
        #expect(steps.last?.offered == 1 && steps.last?.abandoned == 1)
        #expect(steps.map(\.offered).reduce(0, +) == 4)
    }

    // New York, 8 March 2026: 05:00Z to 04:00Z; 1 November 2026: 04:00Z to 05:00Z.
    @Test(arguments: [
        (start: Int64(1_772_946_000), hours: Int64(23)),
        (start: Int64(1_793_505_600), hours: Int64(25)),
    ])
    func `a day of a clock change has all its hours`(_ day: (start: Int64, hours: Int64))
        async throws
    {
        let start = Timestamp(seconds: day.start)
        for hour in -1...day.hours {
            let phone = "5511881\(10_000 + hour)"
            let contact = try chronicle.contact("Fulano \(hour)", phone: phone, at: start)
            _ = try chronicle.open(contact, at: start.adding(seconds: hour * 3_600 + 60))
        }
        let end = start.adding(seconds: day.hours * 3_600)
        let found = try await figures(from: start, to: end)[.total]
        #expect(found?.started == Int(day.hours))
    }
}

import Engine
import Store
import TestSupport
import Testing

@Suite struct HistoryTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
    }

    private func history(
        _ filter: SessionFilter = SessionFilter(),
        as agent: Agent? = nil,
        after cursor: ID<Session>? = nil,
        limit: Int = 100
    ) async throws -> [SessionSummary] {
        try await folder.library.history(
            filter,
            for: Viewer(agent ?? chronicle.company.admin),
            after: cursor,
            limit: limit
        )
    }

    /// Makes sessions of every phase, team and agent.
    private func makeVariety() throws -> [Session] {
        let company = chronicle.company
        var sessions: [Session] = []
        for index in 0..<24 {
            let contact = try chronicle.contact("C\(index)", phone: "55119\(1_000_000 + index)")
            let team = index % 2 == 0 ? company.sales : company.support
            let start = Timestamp.at(8, Int64(index))
            var session = try chronicle.open(contact, for: team, at: start)
            let agents = [company.ana, company.carla, company.bruno]
            if index % 3 > 0 {
                try chronicle.answer(&session, agents[index % 3], at: start.adding(seconds: 60))
            }
            if index % 4 == 3 {
                let end = start.adding(seconds: 600)
                try chronicle.close(&session, .closedByAgent, .success, at: end)
            }
            sessions.append(session)
        }
        return sessions
    }

    @Test func `the list shows exactly what the rules of viewers say`() async throws {
        let sessions = try makeVariety()
        let company = chronicle.company
        var manager = company.bruno
        manager.role = .manager
        manager.scope = .all
        let people = [
            company.ana, company.bruno, company.carla, company.sofia, company.admin, manager,
        ]
        for person in people {
            let viewer = Viewer(person)
            let expected = sessions.filter(viewer.maySee).map(\.id).sorted(by: >)
            #expect(try await history(as: person).map(\.session.id) == expected)
        }
    }

    @Test func `pages leave nothing out and repeat nothing`() async throws {
        let all = try makeVariety().map(\.id).sorted(by: >)
        var pages: [ID<Session>] = []
        while true {
            let page = try await history(after: pages.last, limit: 7)
            pages += page.map(\.session.id)
            if page.count < 7 { break }
        }
        #expect(pages == all)
    }

    @Test func `each part of a filter cuts`() async throws {
        let sessions = try makeVariety()
        let company = chronicle.company
        func ids(_ change: (inout SessionFilter) -> Void) async throws -> Set<ID<Session>> {
            var filter = SessionFilter()
            change(&filter)
            return Set(try await history(filter).map(\.session.id))
        }
        func expected(_ keep: (Session) -> Bool) -> Set<ID<Session>> {
            Set(sessions.filter(keep).map(\.id))
        }
        #expect(try await ids { $0.from = .at(8, 10) } == expected { $0.startedAt >= .at(8, 10) })
        #expect(try await ids { $0.to = .at(8, 10) } == expected { $0.startedAt < .at(8, 10) })
        #expect(
            try await ids {
                $0.basis = .ended
                $0.from = .at(8, 20)
            } == expected { $0.closedAt.map { $0 >= .at(8, 20) } ?? false }
        )
        #expect(
            try await ids {
                $0.basis = .active
                $0.from = .at(8, 20)
                $0.to = .at(8, 21)
            }
                == expected {
                    $0.startedAt < .at(8, 21) && ($0.closedAt.map { $0 >= .at(8, 20) } ?? true)
                }
        )
        #expect(
            try await ids { $0.teams = [company.support.id] }
                == expected { $0.team == company.support.id }
        )
        #expect(
            try await ids { $0.agents = [company.carla.id] }
                == expected { $0.agent == company.carla.id }
        )
        #expect(try await ids { $0.phases = [.closed] } == expected { $0.phase == .closed })
        #expect(try await ids { $0.channels = [company.webchat.id] }.isEmpty)
        let one = try #require(sessions.first)
        #expect(try await ids { $0.contact = one.contact } == [one.id])
        #expect(try await ids { $0.number = one.protocolNumber } == [one.id])
        try chronicle.write([.tagAdded(one.id, company.urgent.id)], at: .noon)
        #expect(try await ids { $0.tags = [company.urgent.id] } == [one.id])
        try chronicle.write([.tagRemoved(one.id, company.urgent.id)], at: .noon)
        #expect(try await ids { $0.tags = [company.urgent.id] }.isEmpty)
    }

    @Test func `a summary says who took part and how long it took`() async throws {
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.say("Oi", in: session, at: .at(10, 0))
        try chronicle.answer(&session, company.ana, at: .at(10, 5))
        try chronicle.say("Olá", in: session, by: .agent(company.ana.id), at: .at(10, 6))
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .transfer,
            end: .transferred,
            at: .at(10, 10)
        )
        try chronicle.answer(&session, company.carla, at: .at(10, 12))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 20))
        let summary = try #require(try await history().first)
        #expect(summary.session.phase == .closed)
        #expect(summary.session.preview == "Olá")
        #expect(summary.teams == [company.sales.id, company.support.id])
        #expect(summary.agents == [company.ana.id, company.carla.id])
        #expect(summary.wait == minutes(7))
        #expect(summary.handle == minutes(13))
        #expect(summary.firstResponse == minutes(6))
        #expect(summary.messagesIn == 1 && summary.messagesOut == 1)
        let legs = try await folder.library.legs(of: session.id)
        #expect(legs.map(\.phase) == [.waiting, .inService, .waiting, .inService])
        let totals = try await folder.library.historyTotals(
            SessionFilter(),
            for: Viewer(company.admin)
        )
        #expect(totals.sessions == 1 && totals.waitMean == minutes(7))
    }

    @Test func `the privacy switch takes out who the contact is`() async throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        try chronicle.say("segredo", in: session, at: .noon)
        var filter = SessionFilter()
        filter.hidesIdentities = true
        let hidden = try #require(try await history(filter).first).session
        #expect(hidden.contactName.isEmpty && hidden.address.isEmpty && hidden.preview.isEmpty)
    }

    @Test func `a timeline has everything, newest first, as it stands now`() async throws {
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.say("Oi", in: session, at: .at(10, 0))
        try chronicle.answer(&session, company.ana, at: .at(10, 1))
        let sent = try chronicle.say(
            "Olá",
            in: session,
            by: .agent(company.ana.id),
            at: .at(10, 2)
        )
        let change = DeliveryChange(
            message: sent.id,
            session: session.id,
            delivery: .read,
            attempt: 1,
            providerID: "wamid.2"
        )
        let note = Note(
            id: chronicle.next(at: .at(10, 3)),
            session: session.id,
            author: company.ana.id,
            text: "ligar amanhã"
        )
        try chronicle.write(
            [.deliveryChanged(change), .noteAdded(note), .tagAdded(session.id, company.urgent.id)],
            at: .at(10, 3),
            by: .agent(company.ana.id)
        )
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 9))
        let items = try await folder.library.timeline(of: session.id, before: nil, limit: 100)
        #expect(items.map(\.sequence) == items.map(\.sequence).sorted(by: >))
        let kinds = items.reversed().map(\.entry.word)
        #expect(
            kinds == ["opened", "message", "leg", "message", "note", "tag", "closed"]
        )
        let messages = items.compactMap { item -> StoredMessage? in
            if case .message(let stored) = item.entry { stored } else { nil }
        }
        #expect(messages.first?.message.delivery == .read)
        #expect(messages.first?.message.providerID == "wamid.2")
        #expect(items.contains { $0.entry == .note(note) && $0.actor == .agent(company.ana.id) })
        let older = try await folder.library.timeline(
            of: session.id,
            before: items[2].sequence,
            limit: 2
        )
        #expect(older == Array(items[3...4]))
    }

    @Test func `the gallery has the contact's pictures, newest first`() async throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        let picture = Attachment(mediaType: "image/png", name: "a.png")
        let sound = Attachment(mediaType: "audio/ogg")
        let first = Content(kind: .image, attachments: [picture])
        let second = Content(kind: .document, attachments: [sound, picture])
        let old = try chronicle.say("", in: session, content: first, at: .at(10, 0))
        let new = try chronicle.say("", in: session, content: second, at: .at(10, 1))
        try chronicle.say("texto", in: session, at: .at(10, 2))
        let items = try await folder.library.gallery(
            of: contact.id,
            mediaType: "image/",
            for: Viewer(SampleCompany().admin),
            before: nil,
            limit: 9
        )
        #expect(items.map(\.message) == [new.id, old.id])
        #expect(items.map(\.index) == [1, 0])
        let ofOthers = try await folder.library.gallery(
            of: contact.id,
            mediaType: "image/",
            for: Viewer(SampleCompany().carla),
            before: nil,
            limit: 9
        )
        #expect(ofOthers == [])
        let older = try await folder.library.gallery(
            of: contact.id,
            mediaType: "image/",
            for: Viewer(SampleCompany().admin),
            before: new.id,
            limit: 9
        )
        #expect(older.map(\.message) == [old.id])
        let place = Address(channel: session.channel, value: session.address)
        #expect(try await folder.library.latestSession(at: place)?.id == session.id)
    }
}

extension TimelineItem.Entry {
    fileprivate var word: String {
        switch self {
        case .opened: "opened"
        case .legChanged: "leg"
        case .closed: "closed"
        case .message: "message"
        case .note: "note"
        case .tagAdded, .tagRemoved: "tag"
        case .reopened: "reopened"
        case .warned: "warned"
        case .flowMoved: "flow"
        case .automationCut: "cut"
        case .classified: "classified"
        case .ratingAsked: "asked"
        case .rated: "rated"
        }
    }
}

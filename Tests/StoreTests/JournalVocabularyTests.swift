import Engine
import GRDB
import Store
import TestSupport
import Testing

/// Is what every journal must do with what the rules need to know.
@Suite struct JournalVocabularyTests {
    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
    }

    private func heard(from phone: String, on channel: Channel, thread: String = "") -> Question {
        .inbound(
            channel: channel.id,
            dedupeKey: "",
            identities: [ContactIdentity(kind: .phone, value: phone)],
            providerID: "",
            address: phone,
            thread: thread
        )
    }

    @Test(arguments: JournalKind.allCases)
    func `the last closed session and the latest openings of an address are known`(
        _ kind: JournalKind
    ) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let company = chronicle.company
        let phone = "5511999990000"
        let contact = try chronicle.contact("Maria", phone: phone)
        var first = try chronicle.open(contact, at: .at(10, 0))
        let question = heard(from: phone, on: company.whatsapp)
        #expect(try journal.facts(for: question).lastClosed == nil)
        try chronicle.close(&first, .closedByAgent, .success, at: .at(10, 5))
        #expect(try journal.facts(for: question).lastClosed == first)
        var second = try chronicle.open(contact, at: .at(11, 0))
        var facts = try journal.facts(for: question)
        #expect(facts.lastClosed == nil)
        #expect(facts.recentOpenings == [.at(11, 0), .at(10, 0)])
        try chronicle.close(&second, .closedByContact, .success, at: .at(11, 5))
        try chronicle.write([.dispositionSet(second.id, ID(71))], at: .at(11, 6))
        facts = try journal.facts(for: question)
        #expect(facts.lastClosed?.id == second.id)
        #expect(facts.lastClosed?.disposition == ID(71))
    }

    @Test(arguments: JournalKind.allCases)
    func `within a transaction what was closed just now is known`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let phone = "5511999990000"
        let contact = try chronicle.contact("Maria", phone: phone)
        let session = try chronicle.open(contact, at: .at(10, 0))
        var ended = session.leg
        ended.endedAt = .at(10, 5)
        ended.end = .closedByAgent
        let closing = Event.sessionClosed(session.id, ended: ended, outcome: .success)
        let question = heard(from: phone, on: chronicle.company.whatsapp)
        let known = try journal.transaction {
            _ = try journal.append([closing], at: .at(10, 5), by: .system)
            return try journal.facts(for: question).lastClosed
        }
        #expect(known?.id == session.id && known?.phase == .closed)
    }

    @Test(arguments: JournalKind.allCases)
    func `a merge moves nothing, and its undo is exact`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let company = chronicle.company
        let maria = try chronicle.contact("Maria", phone: "5511999990000")
        let mary = try chronicle.contact("Mary", phone: "5511999990001")
        let own = try chronicle.open(maria, at: .at(10, 0))
        var closed = try chronicle.open(mary, on: company.webchat, at: .at(9, 0))
        try chronicle.close(&closed, .closedByAgent, .success, at: .at(9, 30))
        let merge = ContactMerge(
            kept: maria.id,
            root: mary.id,
            absorbed: [mary.id],
            name: "Maria"
        )
        try chronicle.write([.contactsMerged(merge)], at: .at(10, 1))
        let heard = try journal.facts(for: heard(from: "5511999990001", on: company.whatsapp))
        #expect(heard.contact?.id == maria.id)
        #expect(heard.heardFrom == mary.id && heard.other?.name == "Mary")
        #expect(heard.takenIdentities.isEmpty)
        #expect(try journal.facts(for: .session(closed.id)).session?.contact == maria.id)
        let both = try journal.facts(for: .contact(mary.id, channel: nil, address: ""))
        #expect(both.contact?.mergedInto == maria.id && both.absorbed == [mary.id])
        #expect(both.other?.id == maria.id)
        #expect(try journal.loadFloor().sessions[own.id]?.contact == maria.id)
        let undone = ContactMerge(
            kept: maria.id,
            root: mary.id,
            absorbed: [mary.id],
            name: "Mary"
        )
        try chronicle.write([.contactsSeparated(undone)], at: .at(10, 2))
        #expect(try journal.facts(for: .session(closed.id)).session == closed)
        #expect(try journal.facts(for: .session(own.id)).session?.contact == maria.id)
        let after = try journal.facts(for: .contact(mary.id, channel: nil, address: ""))
        #expect(after.contact == mary)
    }

    @Test(arguments: JournalKind.allCases)
    func `a message that began nothing keeps its address until a session has it`(
        _ kind: JournalKind
    ) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var message = Message(
            id: chronicle.next(at: .at(10, 0)),
            session: nil,
            channel: chronicle.company.whatsapp.id,
            contact: contact.id,
            direction: .inbound,
            author: .contact,
            at: .at(10, 0),
            sentAt: .at(10, 0),
            delivery: .delivered,
            isFiltered: true,
            address: "5511999990000"
        )
        let content = Content(kind: .text, text: "obrigado")
        try chronicle.write([.messageAdded(message, content)], at: .at(10, 0))
        let kept = try journal.facts(for: .message(message.id))
        #expect(kept.message == message && kept.contact == contact)
        let session = try chronicle.open(contact, at: .at(10, 5))
        message.session = session.id
        message.isFiltered = false
        message.address = ""
        try chronicle.write([.messageAdopted(message, content)], at: .at(10, 5))
        let adopted = try journal.facts(for: .message(message.id))
        #expect(adopted.message == message && adopted.content == content)
    }

    @Test(arguments: JournalKind.allCases)
    func `a message of ours without a session waits at its own address`(
        _ kind: JournalKind
    ) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let message = Message(
            id: chronicle.next(at: .at(10, 0)),
            session: nil,
            channel: chronicle.company.whatsapp.id,
            contact: contact.id,
            direction: .outbound,
            author: .automatic,
            at: .at(10, 0),
            sentAt: .at(10, 0),
            delivery: .queued,
            isFiltered: true,
            address: "5511999990000"
        )
        let content = Content(kind: .text, text: "Pronto.")
        try chronicle.write([.messageAdded(message, content)], at: .at(10, 0))
        let due = try journal.loadFloor().dueMessages(at: .at(10, 1), limit: 5) { _ in true }
        #expect(due.map(\.message) == [message.id])
        #expect(due.map(\.address) == ["5511999990000"] && due.first?.session == nil)
    }

    @Test(arguments: JournalKind.allCases)
    func `a session knows what is known of its contact, read from either side`(
        _ kind: JournalKind
    ) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        var contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .at(10, 0))
        contact.fields = [ID(71): "Ouro"]
        try chronicle.write([.contactChanged(contact)], at: .at(10, 1))
        #expect(try journal.loadFloor().sessions[session.id]?.contactFields == [ID(71): "Ouro"])
        let facts = try journal.facts(for: .session(session.id))
        #expect(facts.session?.contactFields == [ID(71): "Ouro"])
    }

    @Test(arguments: JournalKind.allCases)
    func `both windows of an address are kept`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .at(10, 0))
        let (channel, address) = (session.channel, session.address)
        try chronicle.write(
            [
                .humanWindowChanged(channel: channel, address: address, endsAt: .at(20, 0)),
                .windowChanged(channel: channel, address: address, endsAt: .at(12, 0)),
            ],
            at: .at(10, 0)
        )
        let facts = try journal.facts(
            for: .contact(contact.id, channel: channel, address: address)
        )
        #expect(facts.windowEndsAt == .at(12, 0))
        #expect(facts.humanWindowEndsAt == .at(20, 0))
    }

    @Test func `a session comes back with all that the rules keep of it`() throws {
        let journal = try JournalKind.sqlite.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        let position = FlowPosition(version: ID(81), block: "menu", askedAt: .at(10, 1))
        let events: [Event] = [
            .flowMoved(
                session.id,
                FlowMove(position: position, variables: ["cpf": "529.982.247-25"])
            ),
            .dispositionSet(session.id, ID(71)), .ratingAsked(session.id), .rated(session.id, 5),
            .sessionWarned(session.id), .automationCut(session.id),
        ]
        try chronicle.write(events, at: .at(10, 2))
        for event in events { session.apply(event, at: .at(10, 2)) }
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .overflowUnavailable,
            end: .overflow,
            at: .at(10, 3)
        )
        let loaded = try journal.loadFloor().sessions[session.id]
        #expect(loaded == session)
        #expect(loaded?.variables == ["cpf": "529.982.247-25"])
        #expect(loaded?.trail == [company.sales.id])
        // What the contact said is in no event.
        let queue = try DatabaseQueue(path: scratch.database)
        let told = try queue.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM event WHERE data LIKE '%529.982%'")
        }
        #expect(told == 0)
    }

    @Test func `rules of an older program are read with what they lack`() throws {
        let journal = try JournalKind.sqlite.open(in: scratch)
        let chronicle = try Chronicle(journal)
        var team = chronicle.company.sales
        team.rules.outOfHours = .overflow(to: chronicle.company.support.id)
        team.rules.overflow.waitLimitSeconds = 90
        try chronicle.write([.configured(.team(team))], at: .noon)
        let queue = try DatabaseQueue(path: scratch.database)
        try queue.write { db in
            try db.execute(
                sql: """
                    UPDATE team SET rules = json_remove(rules, '$.inactivity',
                        '$.overflow.unavailableSeconds', '$.reservationSeconds')
                    """
            )
        }
        let found = try journal.loadFloor().allTeams.first { $0.id == team.id }
        #expect(found == team)
    }
}

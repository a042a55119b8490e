import Engine
import Store
import TestSupport
import Testing

/// Names a journal that the contract is tried on.
enum JournalKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { rawValue }

    func open(in scratch: StoreScratch) throws -> any Journal {
        switch self {
        case .memory: MemoryJournal(Floor(company: Company(name: "Empresa"), lastID: 0))
        case .sqlite: try scratch.open().journal()
        }
    }
}

/// Is what every journal must do.
@Suite struct JournalContractTests {
    private struct Stop: Error {}

    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
    }

    @Test(arguments: JournalKind.allCases)
    func `places in the journal rise by the order of writing`(_ kind: JournalKind) throws {
        let chronicle = try Chronicle(kind.open(in: scratch))
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let first = try chronicle.write([.contactChanged(contact)], at: .noon)
        let second = try chronicle.write(
            [.contactChanged(contact), .contactChanged(contact)],
            at: .noon
        )
        let places = (first + second).map(\.sequence)
        #expect(places == places.sorted() && Set(places).count == 3)
    }

    @Test(arguments: JournalKind.allCases)
    func `a transaction that throws leaves nothing`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var undone: Session?
        #expect(throws: Stop.self) {
            try journal.transaction {
                let leg = Leg(id: ID(9_001), phase: .waiting, startedAt: .noon, start: .new)
                let session = Session(
                    id: ID(9_002),
                    protocolNumber: ProtocolNumber(day: 20_261_122, sequence: 9),
                    channel: chronicle.company.whatsapp.id,
                    contact: contact.id,
                    contactName: "Maria",
                    address: "1",
                    origin: .inbound,
                    phase: .waiting,
                    startedAt: .noon,
                    leg: leg
                )
                undone = session
                _ = try journal.append([.sessionOpened(session)], at: .noon, by: .contact)
                #expect(try journal.facts(for: .session(session.id)).session?.id == session.id)
                throw Stop()
            }
        }
        let id = try #require(undone?.id)
        #expect(try journal.facts(for: .session(id)).session == nil)
        #expect(try journal.loadFloor().sessions.isEmpty)
        // The journal goes on as if nothing had been.
        let session = try chronicle.open(contact, at: .noon)
        #expect(try journal.loadFloor().sessions[session.id] == session)
    }

    @Test(arguments: JournalKind.allCases)
    func `a floor comes back as it was`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        let closed = try chronicle.contact("João", phone: "5511999990001")
        var other = try chronicle.open(closed, at: .at(10, 1))
        try chronicle.close(&other, .closedByContact, .success, at: .at(10, 2))

        let words = Content(kind: .text, text: "Bom dia")
        let heard = try chronicle.say("Bom dia", in: session, at: .at(10, 3))
        session.apply(.messageAdded(heard, words), at: .at(10, 3))
        let window = Event.windowChanged(
            channel: session.channel,
            address: session.address,
            endsAt: .at(20, 0)
        )
        try chronicle.write([window], at: .at(10, 3))
        session.apply(window, at: .at(10, 3))
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .overflowWait,
            end: .overflow,
            at: .at(10, 5)
        )
        try chronicle.answer(&session, company.carla, at: .at(10, 6))
        try chronicle.write([.tagAdded(session.id, company.urgent.id)], at: .at(10, 7))
        session.apply(.tagAdded(session.id, company.urgent.id), at: .at(10, 7))
        let answer = try chronicle.say(
            "Olá",
            in: session,
            by: .agent(company.carla.id),
            at: .at(10, 8)
        )
        session.apply(.messageAdded(answer, Content(kind: .text, text: "Olá")), at: .at(10, 8))
        let presence = Event.presenceChanged(company.ana.id, .paused(reason: "almoço"))
        try chronicle.write([presence], at: .at(10, 9))

        let floor = try journal.loadFloor()
        #expect(floor.sessions == [session.id: session])
        #expect(floor.lastProtocolNumber == other.protocolNumber)
        #expect(floor.outbox.keys.map(\.self) == [answer.id])
        #expect(floor.outbox[answer.id]?.address == contact.identities.first?.value)
        #expect(floor.presences[company.ana.id]?.presence == .paused(reason: "almoço"))
        #expect(floor.presences[company.ana.id]?.since == .at(10, 9))
        #expect(floor.teams.map(\.value) == [company.sales, company.support])
        #expect(floor.agent(company.sofia.id) == company.sofia)
        #expect(floor.agent(company.admin.id) == company.admin)
        #expect(floor.channel(company.whatsapp.id) == company.whatsapp)
        #expect(floor.tag(company.hidden.id) == company.hidden)
        #expect(floor.template(company.pending.id) == company.pending)
        #expect(floor.lastID >= answer.id.value)
    }

    @Test(arguments: JournalKind.allCases)
    func `a key is taken once on each channel`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let channel = chronicle.company.whatsapp.id
        let question = Question.inbound(
            channel: channel,
            dedupeKey: "wamid.1",
            identities: [],
            providerID: "",
            address: "",
            thread: ""
        )
        #expect(try !journal.facts(for: question).isDuplicate)
        try chronicle.write([.inboundAccepted(channel: channel, dedupeKey: "wamid.1")], at: .noon)
        #expect(try journal.facts(for: question).isDuplicate)
        let elsewhere = Question.inbound(
            channel: chronicle.company.webchat.id,
            dedupeKey: "wamid.1",
            identities: [],
            providerID: "",
            address: "",
            thread: ""
        )
        #expect(try !journal.facts(for: elsewhere).isDuplicate)
    }

    @Test(arguments: JournalKind.allCases)
    func `whoever was known first by an identity has it`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let maria = try chronicle.contact("Maria", phone: "5511999990000")
        let joao = try chronicle.contact("João", phone: "5511999990001")
        let facts = try journal.facts(
            for: .identities([
                ContactIdentity(kind: .email, value: "nobody@example.com"),
                ContactIdentity(kind: .phone, value: "5511999990000"),
                ContactIdentity(kind: .phone, value: "5511999990001"),
            ])
        )
        #expect(facts.contact == maria)
        #expect(facts.takenIdentities == Set(joao.identities))
    }

    @Test(arguments: JournalKind.allCases)
    func `a message is found by its name at the provider`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        let author = Message.Author.agent(chronicle.company.ana.id)
        let sent = try chronicle.say("Olá", in: session, by: author, at: .noon)
        let change = DeliveryChange(
            message: sent.id,
            session: session.id,
            delivery: .failed,
            attempt: 2,
            providerID: "wamid.9",
            error: DeliveryError(code: "131047", text: "Re-engagement")
        )
        let window = Event.windowChanged(
            channel: session.channel,
            address: session.address,
            endsAt: .at(20, 0)
        )
        try chronicle.write([.deliveryChanged(change), window], at: .at(12, 1))
        let byName = try journal.facts(
            for: .inbound(
                channel: session.channel,
                dedupeKey: "k",
                identities: [],
                providerID: "wamid.9",
                address: "",
                thread: ""
            )
        )
        #expect(byName.message?.id == sent.id)
        #expect(byName.message?.delivery == .failed)
        let byID = try journal.facts(for: .message(sent.id))
        #expect(byID.content?.text == "Olá")
        #expect(byID.attempts == 2)
        #expect(byID.windowEndsAt == .at(20, 0))
    }

    @Test(arguments: JournalKind.allCases)
    func `the words of a message change whole`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        var content = Content(
            kind: .image,
            text: "foto",
            attachments: [Attachment(mediaType: "image/jpeg", reference: "media-1")],
            template: Content.TemplateUse(name: "t", language: "pt_BR", parameters: ["a"]),
            location: Content.Location(latitude: -23.5, longitude: -46.6, name: "Sé"),
            payload: "p",
            replyTo: "wamid.0",
            raw: "{\"x\":1}"
        )
        let message = try chronicle.say("", in: session, content: content, at: .noon)
        #expect(try journal.facts(for: .message(message.id)).content == content)
        content.reaction = "👍"
        content.isEdited = true
        content.attachments[0].hash = String(repeating: "a", count: 64)
        content.attachments[0].size = 12
        let event = Event.contentChanged(message.id, session: session.id, content)
        try chronicle.write([event], at: .at(12, 1))
        #expect(try journal.facts(for: .message(message.id)).content == content)
    }

    @Test(arguments: JournalKind.allCases)
    func `a closed session can still be asked for`(_ kind: JournalKind) throws {
        let journal = try kind.open(in: scratch)
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.answer(&session, chronicle.company.ana, at: .at(10, 1))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 2))
        #expect(try journal.facts(for: .session(session.id)).session == session)
        let facts = try journal.facts(
            for: .contact(contact.id, channel: session.channel, address: session.address)
        )
        #expect(facts.contact == contact)
    }
}

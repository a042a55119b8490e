import Engine
import Store
import TestSupport
import Testing

@Suite struct SearchTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle
    private let follower: SearchFollower
    private let admin: Viewer

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
        follower = try folder.searchFollower()
        admin = Viewer(chronicle.company.admin)
    }

    private func find(
        _ text: String,
        as viewer: Viewer? = nil,
        hiding: Bool = false
    ) async throws -> [ID<Session>] {
        var filter = SessionFilter()
        filter.text = text
        filter.hidesIdentities = hiding
        return try await folder.library.history(
            filter,
            for: viewer ?? admin,
            after: nil,
            limit: 100
        ).map(\.session.id)
    }

    @Test func `accents and case do not count, and words may be unfinished`() async throws {
        let contact = try chronicle.contact("José da Conceição", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        try chronicle.say("Não recebi a segunda via do BOLETO", in: session, at: .noon)
        try await follower.catchUpWithAll()
        let queries = [
            "boleto", "NAO recebi", "não", "segun", "jose conceicao", "José", "5511999990000",
        ]
        for text in queries {
            #expect(try await find(text) == [session.id], "\(text)")
        }
        for text in ["fatura", "recebi fatura", "!!!", "\" OR \""] {
            #expect(try await find(text).isEmpty, "\(text)")
        }
    }

    @Test func `a protocol number is found with or without dashes`() async throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        let number = session.protocolNumber.description
        #expect(try await find(number) == [session.id])
        #expect(try await find(number.filter(\.isNumber)) == [session.id])
    }

    @Test func `hidden identities are not searched`() async throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        try await follower.catchUpWithAll()
        #expect(try await find("5511999990000") == [session.id])
        #expect(try await find("5511999990000", hiding: true).isEmpty)
    }

    @Test func `nobody finds what they may not see`() async throws {
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.say("boleto", in: session, at: .at(10, 0))
        try await follower.catchUpWithAll()
        #expect(try await find("boleto", as: Viewer(company.carla)).isEmpty)
        #expect(try await find("boleto", as: Viewer(company.ana)) == [session.id])
        // Whoever comes to the session later finds what was said before.
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .transfer,
            end: .transferred,
            at: .at(10, 1)
        )
        try await follower.catchUpWithAll()
        #expect(try await find("boleto", as: Viewer(company.carla)) == [session.id])
        #expect(try await find("boleto", as: Viewer(company.ana)).isEmpty)
    }

    @Test func `changed words are found and the old ones are not`() async throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        let message = try chronicle.say("boleto", in: session, at: .noon)
        try await follower.catchUpWithAll()
        let words = Content(kind: .text, text: "fatura")
        try chronicle.write([.contentChanged(message.id, session: session.id, words)], at: .noon)
        var renamed = contact
        renamed.name = "Mariana"
        try chronicle.write([.contactChanged(renamed)], at: .noon)
        try await follower.catchUpWithAll()
        #expect(try await find("boleto").isEmpty)
        #expect(try await find("fatura") == [session.id])
        #expect(try await find("mariana") == [session.id])
    }

    @Test func `the follower goes on where it was, and works off a backlog behind what is new`()
        async throws
    {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        try await follower.catchUpWithAll()
        for index in 0..<2_500 {
            try chronicle.say("antiga\(index)", in: session, at: .noon)
        }
        // The backlog is a gap now; what comes next is found first.
        _ = try await follower.catchUp()
        try chronicle.say("novidade", in: session, at: .noon)
        #expect(try await !follower.catchUp())
        #expect(try await find("novidade") == [session.id])
        #expect(try await find("antiga0").isEmpty)
        #expect(try await find("antiga2499") == [session.id])
        let other = try folder.searchFollower()
        try await other.catchUpWithAll()
        #expect(try await find("antiga0") == [session.id])
        #expect(try await find("antiga1250") == [session.id])
    }

    @Test func `contacts are found by parts of names and phones, newest first`() async throws {
        let jose = try chronicle.contact("José Álvares", phone: "5511987654321")
        let joana = try chronicle.contact("Joana", phone: "5511912345678")
        try await follower.catchUpWithAll()
        let library = folder.library
        #expect(try await library.contacts(matching: "jo", after: nil, limit: 9) == [joana, jose])
        #expect(try await library.contacts(matching: "alvares", after: nil, limit: 9) == [jose])
        #expect(try await library.contacts(matching: "8765", after: nil, limit: 9) == [jose])
        #expect(try await library.contacts(matching: "(11) 9", after: nil, limit: 9) == [])
        #expect(try await library.contacts(matching: "", after: joana.id, limit: 9) == [jose])
    }
}

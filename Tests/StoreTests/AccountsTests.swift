import Engine
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@Suite struct AccountsTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let company = SampleCompany()

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        _ = try Chronicle(folder.journal())
    }

    private var accounts: Accounts { folder.accounts }

    @Test func `only the right password of an active person opens`() async throws {
        try await accounts.setPassword("çedilha 123", for: company.ana.id)
        let ana = company.ana
        #expect(
            try await accounts.agent(email: " ANA@example.com ", password: "çedilha 123") == ana
        )
        // The same letters, composed in another way.
        let composed = "c\u{327}edilha 123"
        #expect(try await accounts.agent(email: ana.email, password: composed) == ana)
        #expect(try await accounts.agent(email: ana.email, password: "çedilha 124") == nil)
        #expect(try await accounts.agent(email: "nobody@example.com", password: "x") == nil)
        #expect(try await accounts.agent(email: company.bruno.email, password: "") == nil)
        var gone = ana
        gone.isActive = false
        let journal = try folder.journal()
        _ = try journal.append([.configured(.agent(gone))], at: .noon, by: .console)
        #expect(try await accounts.agent(email: ana.email, password: "çedilha 123") == nil)
    }

    @Test func `passwords that are too short or nobody's are refused`() async throws {
        await #expect(throws: AccountsError.badPassword(minimum: 8)) {
            try await accounts.setPassword("curta", for: company.ana.id)
        }
        await #expect(throws: AccountsError.unknownAgent) {
            try await accounts.setPassword("comprida o bastante", for: ID(999))
        }
    }

    @Test func `a password of older parameters is hashed anew when it is used`() async throws {
        try await accounts.setPassword("senha de antes", for: company.ana.id)
        let queue = try DatabaseQueue(path: scratch.database)
        let now = try await queue.read { db in
            try String.fetchOne(db, sql: "SELECT password FROM credential") ?? ""
        }
        #expect(now.hasPrefix("scrypt$32768$8$1$"))
        #expect(!now.contains("senha"))
        let weak = try Accounts.hash("senha de antes", rounds: 16)
        try await queue.write { db in
            try db.execute(sql: "UPDATE credential SET password = ?", arguments: [weak])
        }
        let email = company.ana.email
        #expect(try await accounts.agent(email: email, password: "senha de antes") != nil)
        let renewed = try await queue.read { db in
            try String.fetchOne(db, sql: "SELECT password FROM credential") ?? ""
        }
        #expect(renewed != weak && renewed.hasPrefix("scrypt$32768$8$1$"))
        #expect(try await accounts.agent(email: email, password: "senha de antes") != nil)
    }

    @Test func `a login lasts as long as it should`() async throws {
        let (login, secret) = try await accounts.openLogin(
            of: company.ana.id,
            at: .noon,
            lifetimeSeconds: 60
        )
        #expect(secret.count >= 43)
        #expect(try await accounts.login(secret, at: .noon.adding(seconds: 59)) == login)
        #expect(try await accounts.login(secret, at: .noon.adding(seconds: 60)) == nil)
        #expect(try await accounts.login(secret + "x", at: .noon) == nil)
        try await accounts.extendLogin(login, to: .noon.adding(seconds: 120))
        #expect(try await accounts.login(secret, at: .noon.adding(seconds: 119)) != nil)
        try await accounts.closeLogin(secret)
        #expect(try await accounts.login(secret, at: .noon) == nil)
    }

    @Test func `a new password and a disabled person end all logins`() async throws {
        let first = try await accounts.openLogin(of: company.ana.id, at: .noon, lifetimeSeconds: 60)
        try await accounts.setPassword("muito secreta", for: company.ana.id)
        #expect(try await accounts.login(first.secret, at: .noon) == nil)
        let second = try await accounts.openLogin(
            of: company.ana.id,
            at: .noon,
            lifetimeSeconds: 60
        )
        var gone = company.ana
        gone.isActive = false
        let journal = try folder.journal()
        _ = try journal.append([.configured(.agent(gone))], at: .noon, by: .console)
        #expect(try await accounts.login(second.secret, at: .noon) == nil)
    }

    @Test func `a token is shown once, used, and revoked`() async throws {
        let (token, secret) = try await accounts.addToken(
            named: "BI",
            for: company.sofia.id,
            scopes: ["read"],
            at: .noon,
            expiresAt: .at(13, 0)
        )
        #expect(secret.hasPrefix("cnct_"))
        let used = try #require(try await accounts.token(secret, at: .at(12, 1)))
        #expect(used.id == token.id && used.scopes == ["read"] && used.agent == company.sofia.id)
        #expect(try await accounts.tokens().first?.lastUsedAt == .at(12, 1))
        #expect(try await accounts.token(secret, at: .at(13, 0)) == nil)
        #expect(try await accounts.revokeToken(token.id, at: .at(12, 2)))
        #expect(try await !accounts.revokeToken(token.id, at: .at(12, 2)))
        #expect(try await accounts.token(secret, at: .at(12, 3)) == nil)
        #expect(try await accounts.tokens(of: company.ana.id).isEmpty)
        #expect(try await accounts.tokens(of: company.sofia.id).map(\.id) == [token.id])
    }

    @Test func `a kiosk link opens its board until it is revoked`() async throws {
        let (link, secret) = try await accounts.addKioskLink(
            to: "operacao",
            viewer: company.sofia.id,
            name: "TV",
            at: .noon
        )
        #expect(try await accounts.kioskLink(secret, at: .noon) == link)
        #expect(try await accounts.kioskLink("x", at: .noon) == nil)
        #expect(try await accounts.kioskLinks(to: "outro").isEmpty)
        #expect(try await accounts.kioskLinks(to: "operacao") == [link])
        #expect(try await accounts.revokeKioskLink(link.id, at: .at(12, 1)))
        #expect(try await accounts.kioskLink(secret, at: .noon) == nil)
    }

    @Test func `a kiosk link with an end is over from then on, and shows names if made to`()
        async throws
    {
        let (link, secret) = try await accounts.addKioskLink(
            to: "operacao",
            viewer: company.sofia.id,
            showsNames: true,
            expiresAt: .at(13, 0),
            at: .noon
        )
        #expect(link.showsNames)
        #expect(try await accounts.kioskLink(secret, at: .at(12, 59)) == link)
        #expect(try await accounts.kioskLink(secret, at: .at(13, 0)) == nil)
    }

    @Test func `a board keeps its owner, and takes the links to it along`() async throws {
        let boards = folder.boards
        let board = BoardDefinition(
            slug: "meu",
            title: "Meu",
            report: "wallboard",
            owner: ID(14),
            isShared: false
        )
        #expect(try await boards.add(board))
        #expect(try await !boards.add(board), "the name is taken")
        #expect(try await boards.board("meu") == board)
        let link = try await accounts.addKioskLink(
            to: "meu",
            viewer: company.ana.id,
            at: .noon
        )
        #expect(try await boards.remove("meu"))
        // Another board of that name must not be seen through it.
        #expect(try await accounts.kioskLink(link.secret, at: .noon) == nil)
    }

    @Test func `no secret is in the file`() async throws {
        let login = try await accounts.openLogin(of: company.ana.id, at: .noon, lifetimeSeconds: 60)
        let token = try await accounts.addToken(named: "t", for: company.ana.id, at: .noon)
        let link = try await accounts.addKioskLink(to: "b", viewer: company.ana.id, at: .noon)
        try await accounts.setPassword("muito secreta", for: company.ana.id)
        let settings = ChannelConfiguration(
            json: "{\"phoneNumberId\":\"100\"}",
            secrets: ["accessToken": "EAAG-very-secret"]
        )
        try await folder.channelSettings.set(settings, of: company.whatsapp.id)
        let checkpointer = try folder.checkpointer()
        _ = try await checkpointer.checkpoint()
        let file = try Data(contentsOf: URL(filePath: scratch.database))
        let log = try Data(contentsOf: URL(filePath: scratch.database + "-wal"))
        for secret in [
            login.secret, token.secret, link.secret, "muito secreta", "EAAG-very-secret",
        ] {
            #expect(file.range(of: Data(secret.utf8)) == nil)
            #expect(log.range(of: Data(secret.utf8)) == nil)
        }
        #expect(try await folder.channelSettings.configuration(of: company.whatsapp.id) == settings)
    }
}

import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct CarrierTests {
    private func letter(to address: String) throws -> Letter {
        Letter(
            from: try #require(MailAddress("relatorios@example.com", name: "Relatórios")),
            to: try #require(MailAddress(address, name: "José")),
            subject: "Olá",
            text: "Bom dia.\n.\n..\nfim\n",
            language: "pt-BR",
            messageID: "\(UUID().uuidString)@example.com",
            date: 1_795_348_800
        )
    }

    private func server(_ room: MailServerRoom, _ security: MailServer.Security) -> MailServer {
        MailServer(
            host: "localhost",
            port: security == .tls ? room.securePort : room.port,
            security: security
        )
    }

    @Test func `a real server takes a letter, says so, and has it as it was`() async throws {
        let room = try MailServerRoom()
        let letter = try letter(to: "ana@example.com")
        let outcome = await MailCarrier().carry(letter, to: server(room, .none))
        guard case .accepted(let answer) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(answer.hasPrefix("250 OK id="))
        let mail = try MailServerRoom.read(try await room.mails(1)[0])
        #expect(mail.envelope == "ana@example.com")
        #expect(mail.messageID == letter.messageID)
        #expect(mail.text == letter.text)
        #expect(mail.automatic == "auto-generated")
        #expect(mail.defects == [])
    }

    @Test func `a refusal is told with the server's words, for ever or for now`() async throws {
        let room = try MailServerRoom()
        let carrier = MailCarrier()
        let never = await carrier.carry(
            try letter(to: "nobody@example.com"),
            to: server(room, .none)
        )
        #expect(
            never == .refused(status: 550, words: "550 No such person here", isFinal: true)
        )
        let later = try letter(to: "later@example.com")
        #expect(
            await carrier.carry(later, to: server(room, .none))
                == .refused(status: 451, words: "451 Greylisted, come back later", isFinal: false)
        )
        try room.letIn()
        let outcome = await carrier.carry(later, to: server(room, .none))
        guard case .accepted = outcome else {
            Issue.record("not taken: \(outcome)")
            return
        }
        #expect(try await room.mails(1).count == 1)
    }

    @Test(arguments: [MailServer.Security.starttls, .tls])
    func `a certificate nobody vouches for is refused, and one that is known is taken`(
        security: MailServer.Security
    ) async throws {
        let room = try MailServerRoom()
        var server = server(room, security)
        (server.user, server.password) = ("conta", "segredo")
        let letter = try letter(to: "locked@example.com")
        guard case .notSent(let reason) = await MailCarrier().carry(letter, to: server) else {
            Issue.record("it was sent")
            return
        }
        #expect(reason.contains("SSL"))
        server.authorities = try room.certificate
        let outcome = await MailCarrier().carry(letter, to: server)
        guard case .accepted = outcome else {
            Issue.record("it was not sent: \(outcome)")
            return
        }
        server.host = "127.0.0.1"
        guard case .notSent = await MailCarrier().carry(letter, to: server) else {
            Issue.record("a certificate for another name was taken")
            return
        }
        #expect(try await room.mails(1).count == 1)
    }

    @Test func `a wrong password is told, and never shown`() async throws {
        let room = try MailServerRoom()
        var server = server(room, .tls)
        server.authorities = try room.certificate
        (server.user, server.password) = ("conta", "senha-errada-4711")
        let outcome = await MailCarrier().carry(try letter(to: "ana@example.com"), to: server)
        guard case .notSent(let reason) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reason.contains("535"))
        #expect(!reason.contains("4711"))
    }

    @Test func `where nobody listens nothing is sent`() async throws {
        let server = MailServer(host: "127.0.0.1", port: 1, security: .none)
        let outcome = await MailCarrier().carry(try letter(to: "ana@example.com"), to: server)
        guard case .notSent = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }
}

import Engine
import Foundation
import Mail
import Store
import TestSupport
import Testing

@testable import Operations

@Suite struct MailSettingsTests {
    private let settings = MailSettings(
        host: "smtp.example.com",
        user: "conta",
        fromAddress: "a@example.com"
    )

    @Test func `the password is sealed, kept without being given again, and bound to its server`()
        async throws
    {
        let room = try await PostRoom()
        let mail = room.post.mail
        try await mail.set(settings, password: "muito-secreta-4711")
        #expect(try await mail.hasPassword())
        try await mail.set(settings, password: nil)
        #expect(try await mail.hasPassword())
        let file = try Data(contentsOf: URL(filePath: room.path + "/conecta.sqlite"))
        let log = try? Data(contentsOf: URL(filePath: room.path + "/conecta.sqlite-wal"))
        #expect(file.range(of: Data("4711".utf8)) == nil)
        #expect(log?.range(of: Data("muito-secreta".utf8)) == nil)
        var other = settings
        other.host = "smtp.elsewhere.example"
        try await mail.set(other, password: nil)
        #expect(try await !mail.hasPassword())
    }

    @Test func `what cannot be is refused with its field, and changes nothing`() async throws {
        let room = try await PostRoom()
        let mail = room.post.mail
        let bad: [(String, (inout MailSettings) -> Void)] = [
            ("host", { $0.host = "smtp.example.com/x" }), ("host", { $0.host = "a\r\nb" }),
            ("port", { $0.port = 0 }), ("fromAddress", { $0.fromAddress = "eu" }),
            ("user", { $0.user = "a\nb" }), ("security", { $0.security = .none }),
            ("authorities", { $0.authorities = "confie em mim" }),
            ("publicAddress", { $0.publicAddress = "javascript:alert(1)" }),
            ("attachmentMegabytes", { $0.attachmentMegabytes = 51 }),
        ]
        for (field, change) in bad {
            var wrong = settings
            change(&wrong)
            let error = await #expect(throws: InvalidField.self) {
                try await mail.set(wrong, password: "x")
            }
            #expect(error?.field == field)
        }
        #expect(try await mail.current() == nil)
    }

    @Test func `a test says exactly what the server answered`() async throws {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        let mail = room.post.mail
        await #expect(throws: InvalidField.self) {
            _ = try await mail.test(to: "ana@example.com", in: "en")
        }
        var local = settings
        (local.host, local.port, local.security, local.user) = ("127.0.0.1", server.port, .none, "")
        try await mail.set(local, password: nil)
        let taken = try await mail.test(to: "ana@example.com", in: "en")
        #expect(taken.isAccepted)
        let read = try MailServerRoom.read(try await server.mails(1)[0])
        #expect(read.subject == "Mail test of Padaria São João")
        let refused = try await mail.test(to: "nobody@example.com", in: "en")
        #expect(
            refused
                == MailTest(.refused(status: 550, words: "550 No such person here", isFinal: true))
        )
    }
}

import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct LetterTests {
    private func letter(
        subject: String = "Assunto",
        name: String = "",
        attachments: [Letter.Attachment] = []
    ) throws -> Letter {
        Letter(
            from: try #require(MailAddress("relatorios@example.com", name: "Relatórios & Cia")),
            to: try #require(MailAddress("ana@example.com", name: name)),
            subject: subject,
            text: "Olá,\n.\n\nlinha com ponto no início\n.fim\n",
            language: "pt-BR",
            messageID: "1.2.abc@example.com",
            date: 1_795_348_800,
            attachments: attachments
        )
    }

    private func read(_ letter: Letter) throws -> ReadMail {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "letter-\(UUID().uuidString).eml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(letter.bytes).write(to: file)
        return try MailServerRoom.read(file)
    }

    @Test(
        arguments: [
            "José Ângelo Ñandú", "王小明", "محمد", "Ana \"Aninha\" <x@y>", "🎉🎉🎉",
            String(repeating: "Maria Antonieta ", count: 18) + "Fim",
        ]
    )
    func `names and subjects in any script arrive as they were`(name: String) throws {
        let mail = try read(letter(subject: "Relatório de \(name)", name: name))
        #expect(mail.defects == [])
        #expect(mail.subject == "Relatório de \(name)")
        let quoted = name.replacing("\"", with: "\\\"")
        #expect([name, "\"\(quoted)\""].contains { mail.to == "\($0) <ana@example.com>" })
        #expect(mail.from == "Relatórios & Cia <relatorios@example.com>")
    }

    @Test(
        arguments: [
            "x\r\nBcc: alvo@example.com", "x\nBcc: alvo@example.com", "x\r\n\r\ncorpo",
            "x\u{2028}Bcc: a@b", "x\u{85}Bcc: a@b", "x\0y",
        ]
    )
    func `nothing in a name or subject begins another header`(text: String) throws {
        let plain = try read(letter())
        let mail = try read(letter(subject: text, name: text))
        #expect(mail.headers == plain.headers)
        #expect(mail.defects == [])
        #expect(mail.text == plain.text)
    }

    @Test func `files keep their names and bytes`() throws {
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let mail = try read(
            letter(attachments: [
                .init(
                    name: "Histórico São João 2026-11-01–2026-11-30.pdf",
                    mediaType: "application/pdf",
                    bytes: bytes
                ),
                .init(name: "报告.csv", mediaType: "text/csv; charset=utf-8", bytes: []),
            ])
        )
        #expect(
            mail.files.map(\.name) == ["Histórico São João 2026-11-01–2026-11-30.pdf", "报告.csv"]
        )
        #expect(mail.files.map(\.type) == ["application/pdf", "text/csv"])
        #expect(mail.files.map(\.bytes) == [70_000, 0])
        #expect(mail.defects == [])
    }

    @Test func `every line ends as SMTP wants it, and is short`() throws {
        let bytes = try letter(
            subject: String(repeating: "ç", count: 300),
            attachments: [.init(name: "a.pdf", mediaType: "application/pdf", bytes: [1, 2, 3])]
        ).bytes
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 10 { #expect(last == 13) }
            if last == 13 { #expect(byte == 10) }
            last = byte
        }
        let lines = bytes.split(separator: 10)
        #expect(lines.allSatisfy { $0.count <= 998 })
        #expect(bytes.allSatisfy { $0 < 128 })
    }

    @Test func `the same letter has the same bytes`() throws {
        let file = Letter.Attachment(name: "a.pdf", mediaType: "application/pdf", bytes: [1])
        #expect(try letter(attachments: [file]).bytes == letter(attachments: [file]).bytes)
    }

    @Test(
        arguments: [
            "", "ana", "ana@", "@example.com", "a b@example.com", "ana@exa mple.com",
            "ana@example.com\r\nBcc: x@y", "ana@example.com>", "<ana@example.com>", "a@b@c",
            "\"a b\"@example.com", "ána@example.com", "ana@-x.com", "ana@x..com", ".ana@x.com",
            String(repeating: "a", count: 65) + "@x.com",
        ]
    )
    func `what is no plain address is refused`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: ["ana@example.com", "ana.b+c@x-y.com.br", "admin@demo", "a_b@1.2.3"])
    func `plain addresses are taken`(text: String) {
        #expect(MailAddress(text)?.address == text)
    }

    @Test(arguments: ["a/b", "a@b", "a:b", "a b", "", "a%2f", "x\n"])
    func `what a URL would take for something else is no host`(text: String) {
        #expect(!MailServer.isHost(text))
    }
}

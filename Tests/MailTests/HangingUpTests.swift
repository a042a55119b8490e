import Foundation
import TestSupport
import Testing

@testable import Mail

/// Letters of which nobody knows whether they were taken.
@Suite struct HangingUpTests {
    private func letter(_ text: String = "Bom dia.") throws -> Letter {
        Letter(
            from: try #require(MailAddress("relatorios@example.com")),
            to: try #require(MailAddress("ana@example.com")),
            subject: "Olá",
            text: text,
            language: "pt-BR",
            messageID: "1@example.com",
            date: 1_795_348_800
        )
    }

    private func server(_ room: HangingUpServer) -> MailServer {
        MailServer(host: "127.0.0.1", port: room.port, security: .none)
    }

    @Test func `a server that hangs up after the final dot leaves it unknown`() async throws {
        let room = try HangingUpServer()
        let outcome = await MailCarrier().carry(try letter(), to: server(room))
        guard case .unknown(let reason) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reason.contains("after all of the letter was handed over"))
        #expect(room.letters.count == 1, "it is not handed over once more by itself")
    }

    @Test func `a stop after the letter was handed over does not call it unsent`() async throws {
        let halt = MailHalt()
        let room = try HangingUpServer(onLetter: { halt.stop() })
        let outcome = await MailCarrier(halt: halt).carry(try letter(), to: server(room))
        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
        // From then on no talk is begun.
        guard case .notSent = await MailCarrier(halt: halt).carry(try letter(), to: server(room))
        else {
            Issue.record("it was sent after the stop")
            return
        }
        #expect(room.letters.count == 1)
    }

    @Test func `lines that begin with dots are sent whole, and end no letter early`() async throws {
        let room = try HangingUpServer()
        let text = ".\n..\n.fim\n\n. \r\n.\r\nQUIT\r\n"
        let letter = try letter(text)
        _ = await MailCarrier().carry(letter, to: server(room))
        let sent = try #require(room.letters.first)
        // As RFC 5321 (4.5.2) says: a dot more on the wire before each line that begins with one.
        let lines = String(decoding: sent, as: UTF8.self).components(separatedBy: "\r\n")
        let read = lines.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
        #expect(lines.allSatisfy { !$0.hasPrefix(".") || $0.hasPrefix("..") })
        let whole = String(decoding: letter.bytes, as: UTF8.self)
        let end = whole.hasSuffix("\r\n") ? "" : "\r\n"
        #expect(read.joined(separator: "\r\n") == whole + end)
        #expect(lines.contains { $0.hasPrefix("..") })
    }
}

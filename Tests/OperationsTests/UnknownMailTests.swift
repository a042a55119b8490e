import Engine
import Store
import TestSupport
import Testing

@testable import Operations

/// Mails of which nobody knows whether they arrived.
@Suite(.timeLimit(.minutes(3))) struct UnknownMailTests {
    @Test func `a mail whose server hung up after the letter is never sent twice by itself`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try HangingUpServer())
        try await room.post.mail.set(
            MailSettings(
                host: "127.0.0.1",
                port: server.port,
                security: .none,
                fromAddress: "relatorios@example.com"
            ),
            password: nil
        )
        let draft = ScheduleDraft(
            name: "Diário",
            order: ExportOrder(report: "history", formats: ["csv"]),
            period: .yesterday,
            recurrence: Recurrence(rhythm: .daily, minute: 600),
            recipients: [ScheduleDraft.Recipient(address: "ana@example.com")],
            isActive: false
        )
        let added = try await room.post.schedules.add(draft, by: await room.sofia)
        let schedule = try #require(added)
        let schedules = room.post.schedules.schedules
        func ended(_ run: Int64) async throws -> [Mailing] {
            try await room.until("run \(run) and its notice are through") {
                let mailings = try await schedules.mailings(of: run)
                return mailings.count == 2 && mailings.allSatisfy { $0.state == .unknown }
                    ? mailings : nil
            }
        }
        try await room.working {
            let first = try #require(try await room.post.schedules.sendNow(schedule))
            _ = try await ended(first.number)
            #expect(try await schedules.run(first.number)?.state == .failed)
            // Neither hours nor another run send it again.
            room.clock.advance(seconds: 3 * 86_400)
            let second = try #require(try await room.post.schedules.sendNow(schedule))
            _ = try await ended(second.number)
            let mailings = try await ended(first.number)
            #expect(mailings.map(\.attempts) == [1, 1])
            #expect(mailings.allSatisfy { $0.nextAttemptAt == nil })
            #expect(server.letters.count == 4)
        }
    }
}

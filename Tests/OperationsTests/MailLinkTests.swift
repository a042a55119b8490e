import Engine
import Foundation
import Store
import TestSupport
import Testing

@testable import Operations

/// Links in mails to files that were too large, and what ends them.
@Suite(.timeLimit(.minutes(3))) struct MailLinkTests {
    private func connect(_ room: PostRoom, _ server: MailServerRoom) async throws {
        try await room.post.mail.set(
            MailSettings(
                host: "127.0.0.1",
                port: server.port,
                security: .none,
                fromAddress: "relatorios@example.com",
                publicAddress: "https://atende.example.com/",
                attachmentMegabytes: 0
            ),
            password: nil
        )
    }

    private func add(_ room: PostRoom, to people: [String]) async throws -> Schedule {
        let draft = ScheduleDraft(
            name: "Diário",
            order: ExportOrder(report: "history", formats: ["pdf"]),
            period: .yesterday,
            recurrence: Recurrence(rhythm: .daily, weekdays: [0], minute: 600),
            recipients: people.map { ScheduleDraft.Recipient(address: $0) }
        )
        return try #require(try await room.post.schedules.add(draft, by: await room.sofia))
    }

    /// A run whose mail to one person has a link to its file.
    private func linked(
        _ work: (PostRoom, Schedule, _ export: Int64, _ key: String) async throws -> Void
    ) async throws {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, to: ["ana@example.com", "bia@example.com"])
        try await room.working {
            let run = try #require(try await room.post.schedules.sendNow(schedule))
            let mails = try await server.mails(2).map(MailServerRoom.read)
            let mail = try #require(mails.first { $0.envelope == "ana@example.com" })
            let export = try #require(run.export)
            let start = "https://atende.example.com/exports/\(export)/pdf?key="
            let place = try #require(mail.text.range(of: start)?.upperBound)
            let key = String(mail.text[place...].prefix { !$0.isWhitespace })
            #expect(try await opens(room, export, key))
            try await work(room, schedule, export, key)
        }
    }

    private func opens(_ room: PostRoom, _ export: Int64, _ key: String) async throws -> Bool {
        let desk = room.post.exports
        guard let found = try await desk.export(export, key: key, among: room.post.schedules)
        else { return false }
        return try desk.file("pdf", of: found.export, for: found.owner) != nil
    }

    @Test func `a link is withheld while the owner of its schedule sees less than the file holds`()
        async throws
    {
        try await linked { room, _, export, key in
            var sofia = room.company.sofia
            sofia.scope = .only([room.company.support.id])
            _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
            await #expect(throws: ExportWithheld.self) { try await opens(room, export, key) }
        }
    }

    @Test(arguments: [Role.agent, nil])
    func `a link ends when its owner reads no reports, or is kept out`(role: Role?) async throws {
        try await linked { room, _, export, key in
            var sofia = room.company.sofia
            sofia.role = role ?? sofia.role
            sofia.isActive = role != nil
            _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
            #expect(try await !opens(room, export, key))
        }
    }

    @Test func `a link ends when its recipient is taken off the schedule`() async throws {
        try await linked { room, schedule, export, key in
            var draft = schedule.draft
            draft.recipients.removeAll { $0.address == "ana@example.com" }
            let sofia = await room.sofia
            _ = try await room.post.schedules.change(schedule.id, to: draft, by: sofia)
            #expect(try await !opens(room, export, key))
        }
    }

    @Test func `a link ends with its schedule`() async throws {
        try await linked { room, schedule, export, key in
            let isRemoved = try await room.post.schedules.schedules.remove(schedule.id)
            #expect(isRemoved)
            #expect(try await !opens(room, export, key))
        }
    }

    @Test func `a mail that waits is not sent with what its owner may not see any more`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, to: ["later@example.com"])
        let schedules = room.post.schedules.schedules
        try await room.working {
            let run = try #require(try await room.post.schedules.sendNow(schedule))
            _ = try await room.until("it was put off") {
                try await schedules.mailings(of: run.number).first.flatMap {
                    $0.state == .queued && $0.attempts == 1 ? $0 : nil
                }
            }
            var sofia = room.company.sofia
            sofia.scope = .only([room.company.support.id])
            _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
            try server.letIn()
            room.clock.advance(seconds: 60)
            let failed = try await room.until("it is given up") {
                try await schedules.mailings(of: run.number).first.flatMap {
                    $0.state == .failed ? $0 : nil
                }
            }
            #expect(failed.answer == "the owner may not see any more what is in the report")
        }
    }
}

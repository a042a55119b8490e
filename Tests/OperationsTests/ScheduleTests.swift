import Engine
import Foundation
import PluginHost
import Store
import TestSupport
import Testing

@testable import Operations

@Suite(.timeLimit(.minutes(3))) struct ScheduleTests {
    /// 2026-11-22T12:00:00Z is nine in the morning of a Sunday in São Paulo.
    private func draft(
        _ people: [String],
        every rhythm: Recurrence.Rhythm = .daily,
        at minute: Int = 10 * 60
    ) -> ScheduleDraft {
        ScheduleDraft(
            name: "Diário da padaria",
            order: ExportOrder(
                report: "history",
                formats: ["pdf", "csv"],
                parameters: #"{"team":"vendas"}"#
            ),
            period: .yesterday,
            recurrence: Recurrence(rhythm: rhythm, weekdays: [0], minute: minute),
            recipients: people.map {
                ScheduleDraft.Recipient(
                    address: $0,
                    name: "José Ângelo",
                    language: $0.hasPrefix("en") ? "en" : nil
                )
            }
        )
    }

    private func add(_ room: PostRoom, _ draft: ScheduleDraft) async throws -> Schedule {
        try #require(try await room.post.schedules.add(draft, by: await room.sofia))
    }

    private func connect(
        _ room: PostRoom,
        _ server: MailServerRoom,
        publicAddress: String = "",
        attachmentMegabytes: Int = 10
    ) async throws {
        try await room.post.mail.set(
            MailSettings(
                host: "127.0.0.1",
                port: server.port,
                security: .none,
                fromAddress: "relatorios@example.com",
                publicAddress: publicAddress,
                attachmentMegabytes: attachmentMegabytes
            ),
            password: nil
        )
    }

    private func ended(_ room: PostRoom, _ schedule: Schedule, runs: Int = 1) async throws
        -> (run: ScheduleRun, mailings: [Mailing])
    {
        let schedules = room.post.schedules.schedules
        let run = try await room.until("a run has ended") {
            let found = try await schedules.runs(of: schedule.id, limit: 10)
            return found.count == runs
                ? found.first.flatMap { $0.finishedAt == nil ? nil : $0 } : nil
        }
        return (run, try await schedules.mailings(of: run.number))
    }

    @Test func `at its time a report goes out with its files, to each in their language`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, draft(["ana@example.com", "en@example.com"]))
        #expect(schedule.nextAt == room.clock.now.adding(seconds: 3_600))
        try await room.working {
            room.clock.advance(seconds: 3_600)
            let (run, mailings) = try await ended(room, schedule)
            #expect(run.state == .done)
            #expect(!run.isLate && run.missed == 0)
            #expect(mailings.map(\.state) == [.sent, .sent])
            #expect(mailings.allSatisfy { $0.answer?.hasPrefix("250 OK id=") == true })
            let mails = try await server.mails(2).map(MailServerRoom.read)
            let mine = try #require(mails.first { $0.envelope == "ana@example.com" })
            #expect(mine.subject == "Diário da padaria: 21/11/2026")
            #expect(mine.from == "Padaria São João <relatorios@example.com>")
            #expect(mine.to == "José Ângelo <ana@example.com>")
            #expect(mine.text.contains("Segue o relatório “Histórico”."))
            #expect(mine.text.contains("Feito com as permissões de Sofia."))
            #expect(
                mine.files.map(\.name) == [
                    "Histórico 2026-11-21.pdf", "Histórico 2026-11-21.csv",
                ]
            )
            #expect(mine.files.map(\.start) == ["255044462d", "efbbbf610d"])
            #expect(mine.defects == [])
            #expect(Set(mails.map(\.messageID)) == Set(mailings.map(\.messageID)))
            let theirs = try #require(mails.first { $0.envelope == "en@example.com" })
            #expect(theirs.language == "en")
            #expect(theirs.text.contains("Here is the report"))
        }
        // The day before, on the clocks of São Paulo, and the filter of the schedule.
        #expect(
            room.plugin.calls.first?.parameters
                == #"{"from":"2026-11-21T03:00:00Z","team":"vendas","to":"2026-11-22T03:00:00Z"}"#
        )
        let next = try await room.post.schedules.schedules.schedule(schedule.id)?.nextAt
        #expect(next == schedule.nextAt?.adding(seconds: 86_400))
    }

    @Test func `times that passed while the server was down are done once, late, and it says so`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, draft(["ana@example.com"]))
        room.clock.advance(seconds: 3 * 86_400 + 2 * 3_600)
        try await room.working {
            let (run, _) = try await ended(room, schedule)
            #expect(run.isLate)
            #expect(run.missed == 3)
            #expect(run.dueAt == schedule.nextAt?.adding(seconds: 3 * 86_400))
            let mail = try MailServerRoom.read(try await server.mails(1)[0])
            #expect(mail.text.contains("Este envio atrasou"))
            #expect(mail.text.contains("3 envios anteriores não foram feitos."))
            let all = try await room.post.schedules.schedules.runs(of: schedule.id, limit: 10)
            #expect(all.count == 1)
        }
    }

    @Test func `a refused recipient is not asked again, and the owner is told`() async throws {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, draft(["nobody@example.com", "ana@example.com"]))
        try await room.working {
            _ = try await room.post.schedules.sendNow(schedule)
            let (run, mailings) = try await ended(room, schedule)
            #expect(run.state == .partial)
            #expect(run.isManual)
            #expect(mailings.prefix(2).map(\.state) == [.failed, .sent])
            #expect(mailings.first?.answer == "550 No such person here")
            #expect(mailings.first?.status == 550)
            #expect(mailings.first?.attempts == 1)
            let mails = try await server.mails(2).map(MailServerRoom.read)
            let notice = try #require(mails.first { $0.envelope == "sofia@example.com" })
            #expect(notice.subject == "Não foi entregue a todos: Diário da padaria")
            #expect(notice.text.contains("nobody@example.com"))
            #expect(notice.text.contains("550 No such person here"))
            #expect(notice.files.isEmpty)
        }
    }

    @Test func `who is put off is asked again later, under the same id`() async throws {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, draft(["later@example.com"]))
        let schedules = room.post.schedules.schedules
        try await room.working {
            let run = try #require(try await room.post.schedules.sendNow(schedule))
            let waiting = try await room.until("it was put off") {
                try await schedules.mailings(of: run.number).first.flatMap {
                    $0.state == .queued && $0.attempts == 1 ? $0 : nil
                }
            }
            #expect(waiting.answer == "451 Greylisted, come back later")
            #expect(waiting.nextAttemptAt == room.clock.now.adding(seconds: 60))
            try server.letIn()
            room.clock.advance(seconds: 60)
            let (ended, mailings) = try await ended(room, schedule)
            #expect(ended.state == .done)
            #expect(mailings.first?.attempts == 2)
            let mail = try MailServerRoom.read(try await server.mails(1)[0])
            #expect(mail.messageID == waiting.messageID)
        }
    }

    @Test func `without a mail server it is tried for hours, then given up`() async throws {
        let room = try await PostRoom()
        // Paused, so that no other run begins while the hours pass.
        var quiet = draft(["ana@example.com"])
        quiet.isActive = false
        let schedule = try await add(room, quiet)
        let schedules = room.post.schedules.schedules
        try await room.working {
            let run = try #require(try await room.post.schedules.sendNow(schedule))
            for (attempt, pause) in MailCourier.schedule.pauses.enumerated() {
                _ = try await room.until("attempt \(attempt + 1) was made") {
                    try await schedules.mailings(of: run.number).first.flatMap {
                        $0.state == .queued && $0.attempts == attempt + 1 ? $0 : nil
                    }
                }
                room.clock.advance(seconds: pause)
            }
            let (over, mailings) = try await ended(room, schedule)
            #expect(over.state == .failed)
            #expect(mailings.first?.answer == "no mail server is set")
        }
    }

    @Test func `a mail that was on its way when the process ended is not sent again by itself`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, draft(["ana@example.com"]))
        let schedules = room.post.schedules.schedules
        // A run with its report made, whose mail was taken by a process that is no more.
        let run = try #require(try await room.post.schedules.sendNow(schedule))
        let taken = try #require(
            try await room.post.exports.exports.take(at: room.clock.now).export
        )
        let end = room.clock.now.adding(seconds: 3_600)
        _ = try await room.post.exports.exports.finish(
            taken.number,
            titled: "Histórico",
            [],
            seen: Reach(await room.sofia),
            at: room.clock.now,
            until: end
        )
        try await schedules.send(
            run.number,
            to: schedule.draft.recipients,
            messageIDs: ["once@example.com"],
            at: room.clock.now
        )
        #expect(try await schedules.take(at: room.clock.now).mailing?.state == .sending)
        try await room.working {
            let (over, mailings) = try await ended(room, schedule)
            #expect(over.state == .failed)
            #expect(mailings.first?.state == .unknown)
            let notice = try MailServerRoom.read(try await server.mails(1)[0])
            #expect(notice.envelope == "sofia@example.com")
            #expect(notice.text.contains("Não se sabe se chegou"))
            // A person may ask for it, knowing that it may come twice.
            #expect(try await room.post.schedules.resend(over) == 1)
            _ = try await room.until("it was sent") {
                try await schedules.mailings(of: run.number).first?.state == .sent ? true : nil
            }
        }
    }

    @Test func `a file that is too large is linked to, by a key for that recipient alone`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(
            room,
            server,
            publicAddress: "https://atende.example.com/",
            attachmentMegabytes: 0
        )
        let schedule = try await add(room, draft(["ana@example.com"]))
        try await room.working {
            _ = try await room.post.schedules.sendNow(schedule)
            let (run, mailings) = try await ended(room, schedule)
            let mail = try MailServerRoom.read(try await server.mails(1)[0])
            #expect(mail.files.isEmpty)
            let export = try #require(run.export)
            let start = "https://atende.example.com/exports/\(export)/pdf?key="
            let place = try #require(mail.text.range(of: start)?.upperBound)
            let key = String(mail.text[place...].prefix { !$0.isWhitespace })
            let desk = room.post.exports
            let schedules = room.post.schedules
            #expect(try await desk.export(export, key: key, among: schedules) != nil)
            let number = try #require(mailings.first?.number)
            for wrong in ["", "1", "\(number)-" + String(repeating: "0", count: 64), key + "0"] {
                #expect(try await desk.export(export, key: wrong, among: schedules) == nil)
            }
            #expect(try await desk.export(export + 1, key: key, among: schedules) == nil)
        }
    }

    @Test func `a report that breaks is made again twice, and then the owner is told`()
        async throws
    {
        let (room, server) = (try await PostRoom(), try MailServerRoom())
        try await connect(room, server)
        let schedule = try await add(room, draft(["ana@example.com"]))
        let failure = PluginFailure(.internal, "broken")
        room.plugin.fail([failure, failure, failure])
        try await room.working {
            let run = try #require(try await room.post.schedules.sendNow(schedule))
            for (attempt, pause) in [Int64(60), 600].enumerated() {
                _ = try await room.until("attempt \(attempt + 1) failed") {
                    let export = try await room.post.exports.exports.export(run.export ?? 0)
                    let waits = export?.state == .queued && export?.attempts == attempt + 1
                    return waits ? true : nil
                }
                room.clock.advance(seconds: pause)
            }
            let (over, _) = try await ended(room, schedule)
            #expect(over.state == .failed)
            #expect(over.problem?.code == .plugin)
            let notice = try MailServerRoom.read(try await server.mails(1)[0])
            #expect(notice.envelope == "sofia@example.com")
            #expect(notice.text.contains("O plugin do relatório falhou"))
        }
    }

    @Test func `without its owner a schedule pauses and says why; paused it does nothing`()
        async throws
    {
        let room = try await PostRoom()
        let schedule = try await add(room, draft(["ana@example.com"]))
        var quiet = draft(["ana@example.com"])
        quiet.isActive = false
        let paused = try await add(room, quiet)
        #expect(paused.nextAt == nil)
        var sofia = room.company.sofia
        sofia.isActive = false
        _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
        try await room.working {
            room.clock.advance(seconds: 3_600)
            let after = try await room.until("it is paused") {
                try await room.post.schedules.schedules.schedule(schedule.id).flatMap {
                    $0.draft.isActive ? nil : $0
                }
            }
            #expect(after.problem == "ownerDisabled")
            #expect(try await room.post.schedules.schedules.runs(of: paused.id, limit: 1).isEmpty)
        }
        #expect(room.plugin.calls.isEmpty)
    }

    @Test func `what cannot be is refused with its field`() async throws {
        let room = try await PostRoom()
        var bad: [(String, ScheduleDraft)] = []
        var next = draft(["ana@example.com"])
        next.name = "  "
        bad.append(("name", next))
        next = draft([])
        bad.append(("recipients", next))
        next = draft(["ana@example.com\r\nBcc: x@example.com"])
        bad.append(("recipients.0.address", next))
        next = draft(["a@example.com", "A@example.com"])
        bad.append(("recipients.1.address", next))
        next = draft(["ana@example.com"])
        next.period = nil
        bad.append(("period", next))
        next = draft(["ana@example.com"])
        next.order.formats = ["pdf", "pdf"]
        bad.append(("formats", next))
        next = draft(["ana@example.com"])
        next.order.zone = "Terra/Média"
        bad.append(("timeZone", next))
        next = draft(["ana@example.com"], at: 1_440)
        bad.append(("at", next))
        for (field, draft) in bad {
            let error = await #expect(throws: InvalidField.self) {
                _ = try await room.post.schedules.add(draft, by: await room.sofia)
            }
            #expect(error?.field == field)
        }
    }
}

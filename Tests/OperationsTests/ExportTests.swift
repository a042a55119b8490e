import Engine
import Foundation
import PluginHost
import Store
import TestSupport
import Testing

@testable import Operations

@Suite(.timeLimit(.minutes(3))) struct ExportTests {
    @Test func `a report is made in all its formats from one reading, and kept with its hash`()
        async throws
    {
        let room = try await PostRoom()
        let done = try await room.working {
            let export = try await room.add(["pdf", "csv", "html"])
            #expect(export.state == .queued)
            return try await room.wait(export.number, .done)
        }
        #expect(Set(done.files.map(\.format)) == ["pdf", "csv", "html"])
        #expect(done.files.allSatisfy { $0.size > 0 && $0.contentHash.count == 64 })
        #expect(Set(done.files.map(\.contentHash)).count == 1)
        #expect(room.plugin.calls.map(\.viewer) == ["Sofia", "Sofia", "Sofia"])
        let pdf = try #require(room.post.exports.file("pdf", of: done))
        #expect(try Data(contentsOf: pdf).prefix(5) == Data("%PDF-".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: pdf.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `how far it is can be seen while it is made`() async throws {
        let room = try await PostRoom()
        room.plugin.write(rows: 1_000)
        room.plugin.stop()
        try await room.working {
            let export = try await room.add(["csv"])
            let progress = try await room.until("rows are counted") {
                room.post.exports.progress(of: export.number).flatMap { $0.rows == 500 ? $0 : nil }
            }
            #expect(progress.step == .reading)
            #expect(progress.format == "csv")
            room.plugin.goOn()
            _ = try await room.wait(export.number, .done)
            #expect(room.post.exports.progress(of: export.number) == nil)
        }
    }

    @Test func `a cancelled export stops the plugin's work and leaves no file`() async throws {
        let room = try await PostRoom()
        room.plugin.stop()
        try await room.working {
            let export = try await room.add()
            _ = try await room.until("it is under way") { room.plugin.calls.first }
            #expect(try await room.post.exports.cancel(export.number))
            _ = try await room.until("the plugin stopped") {
                room.plugin.cancelled == 1 ? true : nil
            }
            let after = try await room.wait(export.number, .cancelled)
            #expect(after.problem?.code == .cancelled)
            #expect(try await !room.post.exports.cancel(export.number))
            _ = try await room.until("nothing is left") { try room.files.isEmpty ? true : nil }
            // The place is free for the next one.
            room.plugin.goOn()
            let next = try await room.add(["csv"])
            _ = try await room.wait(next.number, .done)
        }
    }

    @Test func `what was being made when the process ended begins again, three times at most`()
        async throws
    {
        let room = try await PostRoom()
        let export = try await room.add(["csv"])
        for attempt in 1...3 {
            // The process ends after an export was taken: it is running in the books.
            let taken = try await room.post.exports.exports.take(at: room.clock.now).export
            #expect(taken?.attempts == attempt)
            try Data("half".utf8).write(to: URL(filePath: room.folder.exportsPath + "/half.part"))
            if attempt < 3 {
                try await room.post.exports.exports.recover(at: room.clock.now, attempts: 3)
            }
        }
        try await room.working {
            let failed = try await room.wait(export.number, .failed)
            #expect(failed.problem?.code == .interrupted)
            _ = try await room.until("what was half done is gone") {
                try room.files.isEmpty ? true : nil
            }
            let other = try await room.add(["csv"])
            _ = try await room.wait(other.number, .done)
        }
    }

    @Test func `the end of the server puts an export back as if it had not been begun`()
        async throws
    {
        let room = try await PostRoom()
        let export = try await room.add(["csv"])
        _ = try await room.post.exports.exports.take(at: room.clock.now)
        try await room.post.exports.exports.putBack(export.number, at: room.clock.now)
        try room.close()
        let again = try await PostRoom(at: room.path, clock: room.clock, plugin: room.plugin)
        let done = try await again.working { try await again.wait(export.number, .done) }
        #expect(done.attempts == 1)
    }

    @Test func `files go when their time is over, and their record stays`() async throws {
        let room = try await PostRoom()
        try await room.post.exports.set(ExportRules(keepHours: 24))
        try await room.working {
            let export = try await room.add()
            let done = try await room.wait(export.number, .done)
            #expect(done.expiresAt == room.clock.now.adding(seconds: 86_400))
            room.clock.advance(seconds: 86_400 + 60)
            let expired = try await room.wait(export.number, .expired)
            #expect(expired.files.count == 2)
            #expect(room.post.exports.file("pdf", of: expired) == nil)
            _ = try await room.until("the files are gone") { try room.files.isEmpty ? true : nil }
        }
    }

    @Test func `permissions are those of the moment in which it is made`() async throws {
        let room = try await PostRoom()
        let export = try await room.add(["csv"])
        var sofia = room.company.sofia
        sofia.role = .agent
        _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
        let failed = try await room.working { try await room.wait(export.number, .failed) }
        #expect(failed.problem?.code == .forbidden)
        #expect(room.plugin.calls.isEmpty)
    }

    @Test func `who is kept out has their exports ended, also the one that is being made`()
        async throws
    {
        let room = try await PostRoom()
        room.plugin.stop()
        try await room.working {
            let first = try await room.add(["csv"])
            _ = try await room.until("it is under way") { room.plugin.calls.first }
            var sofia = room.company.sofia
            sofia.isActive = false
            _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
            let ended = try await room.wait(first.number, .cancelled)
            #expect(ended.problem?.code == .ownerDisabled)
            _ = try await room.until("the plugin stopped") {
                room.plugin.cancelled == 1 ? true : nil
            }
        }
    }

    @Test func `only who asked and administrators see an export`() async throws {
        let room = try await PostRoom()
        let export = try await room.add()
        let desk = room.post.exports
        let (admin, ana) = await room.board.read { [company = room.company] floor in
            (floor.viewer(of: company.admin), floor.viewer(of: company.ana))
        }
        #expect(try await desk.export(export.number, for: admin) != nil)
        #expect(try await desk.export(export.number, for: ana) == nil)
        #expect(try await desk.list(for: admin, limit: 10).isEmpty)
        #expect(try await desk.list(for: admin, everyone: true, limit: 10).count == 1)
        await #expect(throws: ReportError.forbidden) {
            _ = try await desk.add(ExportOrder(report: "history", formats: ["pdf"]), by: ana)
        }
    }

    @Test func `a person has so many that wait, and files may be so large`() async throws {
        let room = try await PostRoom()
        try await room.post.exports.set(ExportRules(perPerson: 2, maximumMegabytes: 0))
        let first = try await room.add(["csv"])
        _ = try await room.add(["csv"])
        let order = ExportOrder(report: "history", formats: ["csv"])
        #expect(try await room.post.exports.add(order, by: await room.sofia) == nil)
        let failed = try await room.working { try await room.wait(first.number, .failed) }
        #expect(failed.problem?.code == .tooLarge)
        #expect(try room.files.isEmpty)
    }

    @Test func `nothing is left of an export of which one file is too large`() async throws {
        let room = try await PostRoom()
        try await room.post.exports.set(ExportRules(maximumMegabytes: 1))
        // The table as CSV has less than a megabyte, and as HTML more.
        room.plugin.write(rows: 40_000)
        let export = try await room.add(["csv", "html"])
        let failed = try await room.working { try await room.wait(export.number, .failed) }
        #expect(failed.problem?.code == .tooLarge)
        #expect(failed.problem?.detail.hasPrefix("html: ") == true)
        #expect(failed.files.isEmpty)
        #expect(try room.files.isEmpty)
    }

    @Test func `a plugin that breaks fails the export with words that give nothing away`()
        async throws
    {
        let room = try await PostRoom()
        room.plugin.fail([PluginFailure(.internal, "secret of the database")])
        let export = try await room.add(["csv"])
        let failed = try await room.working { try await room.wait(export.number, .failed) }
        #expect(failed.problem == ExportProblem(.plugin))
    }
}

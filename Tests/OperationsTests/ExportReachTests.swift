import Engine
import Foundation
import Store
import TestSupport
import Testing

@testable import Operations

/// Files that hold what their owner may not see any more.
@Suite(.timeLimit(.minutes(3))) struct ExportReachTests {
    private func change(_ room: PostRoom, _ edit: (inout Agent) -> Void) async throws {
        var sofia = room.company.sofia
        edit(&sofia)
        _ = try await room.board.submit(.configure(.agent(sofia)), by: .console)
    }

    @Test func `a finished export is withheld while its owner sees less than it holds`()
        async throws
    {
        let room = try await PostRoom()
        let desk = room.post.exports
        try await room.working {
            let export = try await room.add(["csv"])
            let done = try await room.wait(export.number, .done)
            #expect(try await desk.file("csv", of: done, for: room.sofia) != nil)
            try await change(room) { $0.scope = .only([room.company.support.id]) }
            await #expect(throws: ExportWithheld.self) {
                try await desk.file("csv", of: done, for: room.sofia)
            }
            let admin = await room.board.read { [admin = room.company.admin] in
                $0.viewer(of: admin)
            }
            #expect(try desk.file("csv", of: done, for: admin) != nil)
            // What is taken back is given back.
            try await change(room) { $0.scope = .all }
            #expect(try await desk.file("csv", of: done, for: room.sofia) != nil)
        }
    }

    @Test func `rights that are taken while it is made count as those it was made with`()
        async throws
    {
        let room = try await PostRoom()
        room.plugin.stop()
        try await room.working {
            let export = try await room.add(["csv"])
            _ = try await room.until("it is under way") { room.plugin.calls.first }
            try await change(room) { $0.historyVisibility = HistoryVisibility.none }
            room.plugin.goOn()
            let done = try await room.wait(export.number, .done)
            #expect(await done.isWithheld(from: room.sofia))
        }
    }
}

import Engine
import Store
import TestSupport
import Testing

@testable import Operations

@Suite struct RetentionTests {
    @Test func `people and words go after as many days as the company says, and never without`()
        async throws
    {
        let room = try await ChannelRoom()
        room.readBodies()
        try await room.add("whatsapp", number: "1")
        let clerk = RetentionClerk(
            library: room.folder.library,
            switchboard: room.board,
            clock: room.clock.wall,
            logger: room.log
        )
        #expect(await room.post("whatsapp", "oi, sou a Maria").status == 200)
        let session = try #require(await room.sessions.first)
        _ = try await room.board.submit(.close(session.id), by: .console)
        func erased() async throws -> Bool {
            try await room.folder.library.contact(session.contact)?.erasedAt != nil
        }
        room.clock.advance(seconds: 400 * 86_400)
        await clerk.sweep(at: room.clock.now)
        #expect(try await !erased())
        var rules = await room.board.read { $0.company }
        rules.rules.retentionDays = 401
        _ = try await room.board.submit(.configure(.company(rules)), by: .console)
        await clerk.sweep(at: room.clock.now)
        #expect(try await !erased())
        room.clock.advance(seconds: 2 * 86_400)
        await clerk.sweep(at: room.clock.now)
        #expect(try await erased())
        let timeline = try await room.folder.library.timeline(of: session.id, before: nil, limit: 9)
        let words = timeline.compactMap { item in
            if case .message(let stored) = item.entry { stored.content } else { nil }
        }
        #expect(words.map(\.isErased) == [true])
    }
}

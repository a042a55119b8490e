internal import Engine
internal import TestSupport
internal import Testing

@Suite(.timeLimit(.minutes(1))) struct SwitchboardTests {
    let company = SampleCompany()
    let clock = ManualClock()

    @Test func `an answer means that it is in the journal`() async throws {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        let records = try await switchboard.submit(.receive(event("1")), by: .contact)
        #expect(journal.events == records)
        #expect(records.map(\.sequence) == Array(1...Int64(records.count)))
        #expect(records.allSatisfy { $0.at == clock.now && $0.actor == .contact })
        let open = await switchboard.read { $0.sessions.count }
        #expect(open == 1)
    }

    @Test func `a refusal is thrown as it is, and nothing is written`() async throws {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        await #expect(throws: Refusal.notFound(.session)) {
            try await switchboard.submit(.start(ID(5)), by: .agent(company.ana.id))
        }
        #expect(journal.events.isEmpty)
    }

    @Test func `commands that come together share a transaction, each seeing those before it`()
        async throws
    {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        let results = try await switchboard.submit(all: [
            (.receive(event("1")), .contact), (.receive(event("1")), .contact),
            (.receive(event("2")), .contact),
        ])
        #expect(journal.commits == [2])
        #expect(throws: Refusal.duplicate) { try results[1].get() }
        #expect(journal.contents.messages.count == 2)
        #expect(journal.contents.floor.sessions.count == 1)
    }

    @Test func `what gathers while a commit is written goes with the next one`() async throws {
        let hold = Hold()
        let journal = MemoryJournal(company.floor) { hold.pass() }
        let switchboard = try makeSwitchboard(journal)
        try await withThrowingTaskGroup { group in
            // Whatever ends the test, nobody is kept waiting for it.
            defer { hold.open() }
            group.addTask { _ = try await switchboard.submit(.receive(event("0")), by: .contact) }
            try await hold.untilEntered()
            for index in 1...100 {
                group.addTask {
                    _ = try await switchboard.submit(.receive(event("\(index)")), by: .contact)
                }
            }
            try await untilUnderWay(101, at: switchboard)
            hold.open()
            try await group.waitForAll()
        }
        #expect(journal.contents.messages.count == 101)
        #expect(journal.commits.reduce(0, +) == 101)
        #expect(journal.commits.count < 30)
        #expect(switchboard.underWay == 0)
    }

    @Test func `of agents who start at once exactly one wins`() async throws {
        let switchboard = try makeSwitchboard(MemoryJournal(company.floor))
        _ = try await switchboard.submit(.receive(event("1")), by: .contact)
        let id = try #require(await switchboard.read { $0.sessions.keys.first })
        let agents = [company.ana, company.bruno, company.sofia]
        let outcomes = await withTaskGroup { group in
            for agent in agents {
                group.addTask { () -> Refusal? in
                    do {
                        _ = try await switchboard.submit(.start(id), by: .agent(agent.id))
                        return nil
                    } catch {
                        return error as? Refusal
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let winner = try #require(await switchboard.read { $0.sessions[id]?.agent })
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(outcomes.filter { $0 == .taken(by: winner) }.count == 2)
    }

    @Test func `a commit that fails did nothing: no answer, no event, no change`() async throws {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        var events = switchboard.subscribe().makeAsyncIterator()
        journal.failCommits()
        let failed = try? await switchboard.submit(all: [
            (.receive(event("1")), .contact), (.receive(event("2")), .contact),
        ])
        #expect(failed == nil)
        #expect(journal.events.isEmpty)
        let open = await switchboard.read { $0.sessions.count }
        #expect(open == 0)
        #expect(await switchboard.lastFailure != nil)
        let records = try await switchboard.submit(.receive(event("1")), by: .contact)
        #expect(await events.next() == records)
        #expect(await switchboard.lastFailure == nil)
        let numbers = await switchboard.read { $0.sessions.values.map(\.protocolNumber.sequence) }
        #expect(numbers == [1])
    }

    @Test func `a write that fails in the middle takes its whole transaction back`() async throws {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        _ = try await switchboard.submit(.receive(event("1")), by: .contact)
        journal.failAppends()
        await #expect(throws: SwitchboardError.self) {
            try await switchboard.submit(.receive(event("2")), by: .contact)
        }
        let (unread, books) = await switchboard.read { floor in
            (floor.sessions.values.map(\.unread), floor.sessions.count)
        }
        #expect(unread == [1])
        #expect(books == 1)
    }

    @Test func `without its books it takes no commands, and goes on when they are back`()
        async throws
    {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        journal.failCommits()
        journal.failLoads(2)
        for key in ["1", "2"] {
            await #expect(throws: SwitchboardError.self) {
                try await switchboard.submit(.receive(event(key)), by: .contact)
            }
        }
        _ = try await switchboard.submit(.receive(event("3")), by: .contact)
        #expect(journal.contents.messages.count == 1)
    }

    @Test func `more commands than may wait are turned away`() async throws {
        let hold = Hold()
        let journal = MemoryJournal(company.floor) { hold.pass() }
        let switchboard = try makeSwitchboard(journal, capacity: 3)
        try await withThrowingTaskGroup { group in
            defer { hold.open() }
            for index in 1...3 {
                group.addTask {
                    _ = try await switchboard.submit(.receive(event("\(index)")), by: .contact)
                }
            }
            try await untilUnderWay(3, at: switchboard)
            await #expect(throws: SwitchboardError.overloaded) {
                try await switchboard.submit(.receive(event("4")), by: .contact)
            }
            hold.open()
            try await group.waitForAll()
        }
        _ = try await switchboard.submit(.receive(event("4")), by: .contact)
        #expect(journal.contents.messages.count == 4)
    }

    @Test func `every reader gets every event, in order`() async throws {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        let streams = [switchboard.subscribe(), switchboard.subscribe()]
        for index in 1...50 {
            _ = try await switchboard.submit(.receive(event("\(index)")), by: .contact)
        }
        for stream in streams {
            var seen: [RecordedEvent] = []
            for await batch in stream {
                seen += batch
                if seen.count == journal.events.count { break }
            }
            #expect(seen == journal.events)
        }
    }

    @Test func `a reader who falls too far behind is cut off, and never misses one in between`()
        async throws
    {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        let stream = switchboard.subscribe()
        let ana = company.ana.id
        for index in 1...4_200 {
            let presence = index.isMultiple(of: 2) ? Presence.available : .paused(reason: "")
            _ = try await switchboard.submit(.setPresence(ana, presence), by: .system)
        }
        var places: [Int64] = []
        for await batch in stream { places += batch.map(\.sequence) }
        #expect(places == Array(1...4_096))
    }

    @Test func `what happened earlier is written at its time, and is no news`() async throws {
        let journal = MemoryJournal(company.floor)
        let switchboard = try makeSwitchboard(journal)
        var news = switchboard.subscribe().makeAsyncIterator()
        let yesterday = clock.now.adding(seconds: -86_400)
        let results = try await switchboard.submit(past: [
            (at: yesterday, command: .receive(event("1")), actor: .contact),
            (at: yesterday.adding(seconds: 60), command: .tick, actor: .system),
            (at: yesterday.adding(seconds: 90), command: .receive(event("2")), actor: .contact),
        ])
        #expect(results.count == 3)
        let session = try #require(journal.contents.floor.sessions.values.first)
        #expect(session.startedAt == yesterday)
        #expect(journal.events.last?.at == yesterday.adding(seconds: 90))
        #expect(journal.commits == [2])
        let today = try await switchboard.submit(.receive(event("3")), by: .contact)
        #expect(await news.next() == today)
    }

    @Test func `ids go on after a restart, also when the clock was set back`() async throws {
        let journal = MemoryJournal(company.floor)
        let first = try makeSwitchboard(journal)
        _ = try await first.submit(.receive(event("1")), by: .contact)
        let before = try #require(journal.contents.messages.keys.max())
        clock.advance(seconds: -3_600)
        let second = try makeSwitchboard(journal)
        _ = try await second.submit(.receive(event("2")), by: .contact)
        #expect(journal.contents.messages.count == 2)
        #expect(try #require(journal.contents.messages.keys.max()) > before)
    }

    /// Waits until so many commands are on their way, or the test's time is over.
    private func untilUnderWay(_ count: Int, at switchboard: Switchboard) async throws {
        while switchboard.underWay < count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private func makeSwitchboard(
        _ journal: MemoryJournal,
        capacity: Int = 4_096
    ) throws -> Switchboard {
        try Switchboard(journal: journal, capacity: capacity) { [clock] in clock.now }
    }

    private func event(_ key: String) -> Inbound {
        Inbound(
            channel: company.webchat.id,
            dedupeKey: key,
            sentAt: clock.now,
            address: "visitor",
            signal: .message(Content(kind: .text, text: key))
        )
    }
}

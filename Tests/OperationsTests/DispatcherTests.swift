import Engine
import Logging
import Operations
import TestSupport
import Testing

@Suite struct DispatcherTests {
    private let clock = ManualClock()
    private let company = SampleCompany()
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A switchboard with one WhatsApp session that Ana serves.
    private func open() async throws -> (Switchboard, ID<Session>) {
        let clock = clock
        let board = try Switchboard(journal: MemoryJournal(company.floor)) { clock.now }
        return (board, try await serve("5511900000001", on: company.whatsapp, board))
    }

    private func serve(
        _ address: String,
        on channel: Engine.Channel,
        _ board: Switchboard
    ) async throws -> ID<Session> {
        let inbound = Inbound(
            channel: channel.id,
            dedupeKey: "in-\(address)-\(channel.slug)",
            sentAt: clock.now,
            identities: [ContactIdentity(kind: .phone, value: address)],
            profileName: "Maria",
            address: address,
            providerID: "in-\(address)-\(channel.slug)",
            signal: .message(Content(kind: .text, text: "Oi"))
        )
        let events = try await board.submit(.receive(inbound), by: .contact)
        let session = events.lazy.compactMap { record -> ID<Session>? in
            if case .sessionOpened(let session) = record.event { session.id } else { nil }
        }.first
        let opened = try #require(session)
        _ = try await board.submit(.start(opened), by: .agent(company.bruno.id))
        return opened
    }

    private func say(_ text: String, in session: ID<Session>, _ board: Switchboard) async throws
        -> ID<Message>
    {
        let command = Command.send(session, Content(kind: .text, text: text))
        let events = try await board.submit(command, by: .agent(company.bruno.id))
        let message = events.lazy.compactMap { record -> ID<Message>? in
            if case .messageAdded(let message, _) = record.event { message.id } else { nil }
        }.first
        return try #require(message)
    }

    /// Says which channels are closed; in a value, so that no trailing closure is taken for it.
    private struct Doors {
        var closed: Dispatcher.ClosedChannels = { [] }
    }

    private func running(
        _ board: Switchboard,
        perChannel: Int = 8,
        doors: Doors = Doors(),
        _ handover: @escaping Dispatcher.Handover,
        _ body: () async throws -> Void
    ) async throws {
        let dispatcher = Dispatcher(
            switchboard: board,
            clock: clock.wall,
            perChannel: perChannel,
            logger: log,
            closed: doors.closed,
            handover: handover
        )
        let task = Task { try await dispatcher.run() }
        try await body()
        task.cancel()
    }

    @Test func `messages of one conversation go one after the other`() async throws {
        let (board, session) = try await open()
        let first = try await say("um", in: session, board)
        let second = try await say("dois", in: session, board)
        let began = Record<ID<Message>>()
        let (gates, gate) = AsyncStream<Void>.makeStream()
        let hold = Record<Void>()
        let opener = Task { for await _ in gates { hold.add(()) } }
        try await running(board) { message in
            began.add(message)
            if message == first { _ = await hold.wait(for: 1) }
            return .accepted(providerID: "out-\(message)")
        } _: {
            #expect(await began.wait(for: 1) == [first])
            let state = await board.read { $0.outbox[second]?.delivery }
            #expect(state == .queued)
            gate.yield()
            #expect(await began.wait(for: 2) == [first, second])
        }
        opener.cancel()
    }

    @Test func `a message that may be tried again waits for its time`() async throws {
        let (board, session) = try await open()
        let message = try await say("oi", in: session, board)
        let attempts = Record<ID<Message>>()
        let changes = Record<Delivery>()
        let events = board.subscribe()
        let watcher = Task {
            for await batch in events {
                for case .deliveryChanged(let change) in batch.map(\.event) {
                    changes.add(change.delivery)
                }
            }
        }
        try await running(board) { id in
            attempts.add(id)
            return attempts.items.count == 1
                ? .retry(afterSeconds: 30, DeliveryError(code: "429", text: "too fast"))
                : .accepted(providerID: "out")
        } _: {
            #expect(await changes.wait(for: 2) == [.sending, .queued])
            clock.advance(seconds: 29)
            #expect(attempts.items == [message])
            clock.advance(seconds: 1)
            #expect(await changes.wait(for: 4).suffix(2) == [.sending, .accepted])
        }
        watcher.cancel()
    }

    @Test func `a slow channel keeps no other waiting`() async throws {
        let (board, slow) = try await open()
        let other = try await serve("5511900000002", on: company.whatsapp, board)
        let chat = try await serve("visitor", on: company.webchat, board)
        let stuck = try await say("preso", in: slow, board)
        _ = try await say("atrás", in: other, board)
        let free = try await say("livre", in: chat, board)
        let began = Record<ID<Message>>()
        let never = Record<Void>()
        try await running(board, perChannel: 1) { message in
            began.add(message)
            if message == stuck { _ = await never.wait(for: 1) }
            return .accepted(providerID: "out-\(message)")
        } _: {
            #expect(Set(await began.wait(for: 2)) == [stuck, free])
            never.add(())
            #expect(await began.wait(for: 3).count == 3)
        }
    }

    @Test func `no attempt is used up while a channel is down`() async throws {
        let (board, session) = try await open()
        let message = try await say("oi", in: session, board)
        let isDown = Record<Bool>()
        let looks = Record<Void>()
        let began = Record<ID<Message>>()
        let channel = company.whatsapp.id
        let closed: Dispatcher.ClosedChannels = {
            looks.add(())
            return isDown.items.isEmpty ? [channel] : []
        }
        try await running(board, doors: Doors(closed: closed)) { id in
            began.add(id)
            return .accepted(providerID: "out")
        } _: {
            while looks.items.count < 5 {
                clock.advance(seconds: 2)
                await Task.yield()
            }
            #expect(began.items.isEmpty)
            #expect(await board.read { $0.outbox[message]?.attempt } == 0)
            isDown.add(false)
            while began.items.isEmpty {
                clock.advance(seconds: 2)
                await Task.yield()
            }
            #expect(began.items == [message])
        }
    }

    @Test func `a hand-over that tried nothing does not count`() async throws {
        let (board, session) = try await open()
        let message = try await say("oi", in: session, board)
        let down = DeliveryError(code: "down", text: "not open")
        for _ in 0..<30 {
            _ = try await board.submit(.beginSending(message), by: .system)
            _ = try await board.submit(.finishSending(message, .notTried(down)), by: .system)
            clock.advance(seconds: 5)
        }
        let entry = await board.read { $0.outbox[message] }
        #expect(entry?.delivery == .queued)
        #expect(entry?.attempt == 0)
    }

    @Test func `a message that was on its way when the server died is unknown`() async throws {
        let (board, session) = try await open()
        let message = try await say("oi", in: session, board)
        _ = try await board.submit(.beginSending(message), by: .system)
        let began = Record<ID<Message>>()
        let changes = Record<Delivery>()
        let events = board.subscribe()
        let watcher = Task {
            for await batch in events {
                for case .deliveryChanged(let change) in batch.map(\.event) {
                    changes.add(change.delivery)
                }
            }
        }
        try await running(board) { id in
            began.add(id)
            return .accepted(providerID: "twice")
        } _: {
            #expect(await changes.wait(for: 1) == [.unknown])
        }
        watcher.cancel()
        #expect(began.items.isEmpty)
    }
}

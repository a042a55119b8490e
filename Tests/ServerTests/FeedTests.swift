import Engine
import Foundation
import HummingbirdTesting
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Server

@Suite struct FeedTests {
    private let company = SampleCompany()

    private func session(_ phase: Session.Phase, team: Team, agent: Agent? = nil) -> Session {
        let leg = Leg(
            id: ID(901),
            phase: phase,
            team: team.id,
            agent: agent?.id,
            startedAt: Timestamp(seconds: 10),
            start: .new
        )
        var session = Session(
            id: ID(900),
            protocolNumber: ProtocolNumber(day: 20_261_122, sequence: 1),
            channel: company.whatsapp.id,
            contact: ID(902),
            contactName: "Maria",
            address: "5511999990000",
            origin: .inbound,
            phase: phase,
            startedAt: Timestamp(seconds: 10),
            leg: leg
        )
        session.team = team.id
        session.agent = agent?.id
        return session
    }

    private func record(
        _ event: Event,
        before: Session?,
        after: Session?,
        sequence: Int64 = 5
    ) -> FeedRecord {
        var record = FeedRecord(
            recorded: RecordedEvent(
                sequence: sequence,
                at: Timestamp(seconds: 20),
                actor: .contact,
                event: event
            )
        )
        record.before = before
        record.after = after
        return record
    }

    private func showing(_ agent: Agent) -> Showing {
        Showing(Directory(company.floor), Viewer(agent), Timestamp(seconds: 20))
    }

    @Test func `a new session alerts its team and is not told to others`() {
        let opened = session(.waiting, team: company.sales)
        let record = record(.sessionOpened(opened), before: nil, after: opened)
        let told = record.events(for: showing(company.ana))
        #expect(told.map(\.name) == ["session", "timeline"])
        #expect(told.first?.data["alert"] == true)
        let watched = record.events(for: showing(company.sofia))
        #expect(watched.first?.data["alert"] == false)
        #expect(record.events(for: showing(company.carla)).isEmpty)
    }

    @Test func `a session taken by a colleague leaves the lists of the others`() {
        let before = session(.waiting, team: company.sales)
        let after = session(.inService, team: company.sales, agent: company.ana)
        let record = record(
            .legChanged(before.id, ended: before.leg, began: after.leg),
            before: before,
            after: after
        )
        let lost = record.events(for: showing(company.bruno))
        #expect(lost.last?.name == "session-removed")
        #expect(lost.last?.data["why"] == "moved")
        #expect(record.events(for: showing(company.ana)).first?.name == "session")
        #expect(record.events(for: showing(company.sofia)).map(\.name) == ["session", "timeline"])
    }

    @Test func `a closed session is told with its reason to whoever saw it`() {
        let before = session(.inService, team: company.sales, agent: company.ana)
        let record = record(
            .sessionClosed(before.id, ended: before.leg, outcome: .success),
            before: before,
            after: nil
        )
        let told = record.events(for: showing(company.ana))
        #expect(told.map(\.name) == ["timeline", "session-removed"])
        #expect(told.last?.data["why"] == "closed")
        #expect(record.events(for: showing(company.bruno)).isEmpty)
    }

    @Test func `words of a message go to no one who may not see its session`() {
        let held = session(.inService, team: company.sales, agent: company.ana)
        let message = Message(
            id: ID(903),
            session: held.id,
            channel: held.channel,
            contact: held.contact,
            direction: .inbound,
            author: .contact,
            at: Timestamp(seconds: 20),
            sentAt: Timestamp(seconds: 20),
            delivery: .delivered
        )
        let content = Content(kind: .text, text: "segredo")
        let record = record(.messageAdded(message, content), before: held, after: held)
        #expect(record.events(for: showing(company.ana)).count == 2)
        #expect(record.events(for: showing(company.bruno)).isEmpty)
        #expect(record.events(for: showing(company.carla)).isEmpty)
    }

    @Test func `the ring gives what was missed, or says that it cannot`() {
        var ring = FeedRing(capacity: 3, after: 0)
        #expect(ring.records(after: 0)?.isEmpty == true)
        for sequence in Int64(10)...14 {
            ring.append(
                record(.sessionRead(ID(900)), before: nil, after: nil, sequence: sequence)
            )
        }
        #expect(ring.records(after: 12)?.map(\.recorded.sequence) == [13, 14])
        #expect(ring.records(after: 11)?.map(\.recorded.sequence) == [12, 13, 14])
        #expect(ring.records(after: 14)?.isEmpty == true)
        #expect(ring.records(after: 10) == nil)
        #expect(ring.records(after: 15) == nil)
    }

    @Test func `what came before this run of the server is not taken for nothing`() {
        var ring = FeedRing(capacity: 8, after: 0)
        ring.append(record(.sessionRead(ID(900)), before: nil, after: nil, sequence: 500))
        #expect(ring.records(after: 480) == nil)
        #expect(ring.records(after: 499)?.count == 1)
    }

    @Test func `events of one record share the id of the last`() {
        let bytes = ServerSentEvent.bytes(
            of: [
                ServerSentEvent(name: "a", data: ["text": "one\ntwo"]),
                ServerSentEvent(name: "b", data: [:]),
            ],
            id: 7
        )
        let expected = "event: a\ndata: {\"text\":\"one\\ntwo\"}\n\nid: 7\nevent: b\ndata: {}\n\n"
        #expect(String(buffer: bytes) == expected)
    }

    @Test func `a reader who does not read is cut off once`() {
        let cuts = Mutex(0)
        let client = StreamClient(capacity: 4) { cuts.withLock { $0 += 1 } }
        for _ in 0..<10 { client.send(ByteBuffer(string: "x")) }
        #expect(cuts.withLock { $0 } == 1)
        let silent = StreamClient(capacity: 100) { cuts.withLock { $0 += 1 } }
        for _ in 0..<5 { silent.beat() }
        #expect(cuts.withLock { $0 } == 2)
    }

    @Test func `readers are told what is committed, from where they left`() async throws {
        let house = try await ServerHouse()
        let hub = house.server.services.feed
        let viewer = Viewer(house.company.ana)
        let following = Task { await hub.run() }
        defer { following.cancel() }

        let first = StreamClient {}
        let reader = await hub.connect(viewer, proof: .login(digest: ""), after: nil, client: first)
        var chunks = first.chunks.makeAsyncIterator()
        let ready = try #require(await chunks.next())
        #expect(String(buffer: ready.bytes).contains("event: ready"))
        #expect(await hub.presence().isConnected(house.company.ana.id))
        try await house.contactWrites("primeira")
        var seen = ""
        while !seen.contains("primeira"), let chunk = await chunks.next() {
            seen += String(buffer: chunk.bytes)
        }
        #expect(seen.contains("event: session"))
        let place = await hub.sequence
        await hub.disconnect(reader)
        #expect(await !hub.presence().isConnected(house.company.ana.id))

        try await house.contactWrites("segunda")
        while await hub.sequence == place { await Task.yield() }
        // More was missed than its queue has places.
        let cuts = Mutex(0)
        let second = StreamClient(capacity: 2) { cuts.withLock { $0 += 1 } }
        _ = await hub.connect(viewer, proof: .login(digest: ""), after: place, client: second)
        second.finish()
        #expect(cuts.withLock { $0 } == 0)
        var missed = ""
        for await chunk in second.chunks { missed += String(buffer: chunk.bytes) }
        #expect(missed.contains("segunda") && !missed.contains("primeira"))
    }

    @Test func `a login that ends takes its stream along`() async throws {
        let house = try await ServerHouse()
        let hub = house.server.services.feed
        let client = StreamClient {}
        _ = await hub.connect(
            Viewer(house.company.ana),
            proof: .login(digest: "digest"),
            after: nil,
            client: client
        )
        await hub.end(login: "digest")
        var count = 0
        for await _ in client.chunks { count += 1 }
        #expect(count == 1)
    }

    @Test func `a new password ends the streams of the logins before it`() async throws {
        let house = try await ServerHouse()
        let hub = house.server.services.feed
        let ana = house.company.ana
        let client = StreamClient {}
        _ = await hub.connect(
            Viewer(ana),
            proof: .login(digest: "digest"),
            after: nil,
            client: client
        )
        await hub.end(loginsOf: house.company.bruno.id)
        await hub.end(loginsOf: ana.id)
        var count = 0
        for await _ in client.chunks { count += 1 }
        #expect(count == 1)
    }
}

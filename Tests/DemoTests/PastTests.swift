import Engine
import Foundation
import Store
import TestSupport
import Testing

@testable import Demo

@Suite struct PastTests {
    /// 2026-11-20 at 15:00 in São Paulo, a Friday.
    private let now = Timestamp(seconds: 1_795_197_600)

    private func write(seed: UInt64, days: Int = 3) throws -> MemoryJournal {
        let journal = MemoryJournal(Floor())
        let company = DemoCompany(seed: seed)
        let ledger = try Ledger(journal: journal, zone: DemoCompany.zone)
        let beginning = now.adding(seconds: -10 * 86_400)
        try Founding(company: company, ledger: ledger, now: beginning).write()
        var writer = PastWriter(company: company, ledger: ledger, seed: seed)
        writer.days = days
        try writer.write(until: now)
        return journal
    }

    @Test func `two demos of one seed have the same past`() throws {
        let first = try write(seed: 7).events
        #expect(first.count > 1_000)
        #expect(try write(seed: 7).events == first)
        #expect(try write(seed: 8).events != first)
    }

    @Test func `the past goes up to now and not beyond`() throws {
        let events = try write(seed: 7).events
        let last = try #require(events.map(\.at).max())
        #expect(last < now)
        #expect(now.since(last) < 3_600_000)
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test func `contacts wait, are served, and some leave`() throws {
        let events = try write(seed: 7).events.map(\.event)
        var outcomes: [Outcome: Int] = [:]
        for case .sessionClosed(_, _, let outcome) in events { outcomes[outcome, default: 0] += 1 }
        #expect(outcomes[.success, default: 0] > 5 * outcomes[.lost, default: 0])
        #expect(outcomes[.lost, default: 0] > 0)
        let reads = events.count { event in
            if case .deliveryChanged(let change) = event { change.delivery == .read } else { false }
        }
        #expect(reads > 100)
    }

    @Test func `the rules of the company show in the past`() throws {
        let events = try write(seed: 7, days: 4).events.map(\.event)
        var opened = 0
        var stars: [Int] = []
        var kinds: [String: Int] = [:]
        for event in events {
            switch event {
            case .sessionOpened: opened += 1
            case .sessionReopened: kinds["reopened", default: 0] += 1
            case .rated(_, let rating): stars.append(rating)
            case .dispositionSet: kinds["classified", default: 0] += 1
            case .flowMoved(_, let move) where move.position == nil:
                kinds["left the flow", default: 0] += 1
            case .messageAdded(let message, _) where message.isFiltered:
                kinds["filtered", default: 0] += 1
            case .legChanged(_, _, let began)
            where [.overflowWait, .overflowUnavailable].contains(began.start):
                kinds["overflow", default: 0] += 1
            case .legChanged(_, _, let began) where began.reservedFor != nil:
                kinds["kept for one", default: 0] += 1
            default: continue
            }
        }
        #expect(opened > 200)
        #expect(kinds["left the flow", default: 0] > opened * 8 / 10)
        #expect(kinds["classified", default: 0] > opened * 7 / 10)
        #expect(kinds["kept for one", default: 0] > opened / 20)
        #expect((1...opened / 5).contains(kinds["overflow", default: 0]))
        #expect((1...opened / 10).contains(kinds["reopened", default: 0]))
        #expect(kinds["filtered", default: 0] > opened / 20)
        #expect(stars.count > opened / 4)
        let mean = Double(stars.reduce(0, +)) / Double(max(1, stars.count))
        #expect((3.5...4.8).contains(mean))
    }

    @Test func `a folder that holds other things is refused`() throws {
        let path = NSTemporaryDirectory() + "demo-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try DemoFolder(path).isNew)
        try Data().write(to: URL(filePath: path + "/conecta.sqlite"))
        #expect(throws: DemoFolder.NotOurs.self) { try DemoFolder(path) }
    }
}

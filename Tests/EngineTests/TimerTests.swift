internal import Engine
internal import Foundation
internal import TestSupport
internal import Testing

/// What time does by itself, and how it is kept.
@Suite struct TimerTests {
    /// A company in which every rule of time is set but for the keep-alive: a restart knows of no
    /// screens.
    private func busyScene() -> Scene {
        Scene { company in
            for team in [\SampleCompany.sales, \.support] {
                company[keyPath: team].rules.reservationSeconds = 240
                company[keyPath: team].rules.inactivity.warnSeconds = 600
                company[keyPath: team].rules.inactivity.closeSeconds = 300
                company[keyPath: team].rules.inactivity.requeueSilentSeconds = 900
                company[keyPath: team].rules.inactivity.requeueOfflineSeconds = 1_200
                company[keyPath: team].rules.inactivity.queueLimitSeconds = 7_200
            }
            company.sales.rules.distribution = .roundRobin
            company.sales.rules.overflow.unavailable = company.support.id
            company.sales.rules.overflow.waitLimit = company.support.id
            company.sales.rules.overflow.waitLimitSeconds = 1_500
            company.support.rules.overflow.unavailable = company.sales.id
        }
    }

    /// Does something at random that people do.
    private func act(_ scene: inout Scene, _ dice: inout SeededDice) {
        let company = scene.company
        let agents = [company.ana, company.bruno, company.carla, company.sofia]
        let agent = agents[Int.random(in: 0..<4, using: &dice)]
        let session = scene.floor.sessions.keys.sorted().randomElement(using: &dice) ?? ID(0)
        let commands: [Command] = [
            .setPresence(agent.id, Bool.random(using: &dice) ? .available : .offline),
            .start(session), .send(session, Content(kind: .text, text: "Olá")),
            .transfer(session, to: .team(Bool.random(using: &dice) ? ID(1) : ID(2))),
            .close(session),
        ]
        let choice = Int.random(in: 0..<8, using: &dice)
        if choice < commands.count {
            _ = scene.refusal(commands[choice], by: agent)
        } else {
            let phone = "551100000\(1_000 + Int.random(in: 0..<12, using: &dice))"
            _ = try? scene.write(from: phone)
        }
    }

    @Test(arguments: [11, 12, 13])
    func `a floor read from its sessions does the same at the same time`(seed: UInt64) throws {
        var scene = busyScene()
        var dice = SeededDice(seed: seed)
        for _ in 0..<150 {
            for _ in 0..<3 { act(&scene, &dice) }
            try scene.pass(Int64.random(in: 1...90, using: &dice))
            var live = scene.floor
            var loaded = restored(scene)
            // A restart is calm for a while: both floors begin their calm now.
            let (end, start) = (scene.now.adding(seconds: 4_000), scene.now.adding(seconds: 400))
            let (ours, theirs) = (ticks(&live, start, end), ticks(&loaded, start, end))
            #expect(ours == theirs)
        }
    }

    /// The floor as a journal would read it.
    private func restored(_ scene: Scene) -> Floor {
        let floor = scene.floor
        return Floor(
            company: floor.company,
            teams: floor.allTeams,
            agents: floor.allAgents,
            channels: floor.allChannels,
            turns: floor.turns,
            presences: floor.presences,
            sessions: floor.sessions.values,
            outbox: floor.outbox.values,
            lastProtocolNumber: floor.lastProtocolNumber,
            lastID: floor.lastID
        )
    }

    /// What a floor does when nobody does anything, each thing with its time.
    private func ticks(_ floor: inout Floor, _ start: Timestamp, _ end: Timestamp) -> [String] {
        var ids = IDMint(after: floor.lastID)
        var done: [String] = []
        var now = start
        while now < end {
            var moment = Moment(now: now, zone: .gmt, ids: ids)
            _ = floor.carryOut(.tick, by: .system, facts: Facts(), at: &moment) { events, _ in
                done += events.map { "\(now.milliseconds) \($0)" }
            }
            ids = moment.ids
            now = now.adding(seconds: 20)
        }
        return done
    }

    @Test func `after the clock jumped nothing is closed or taken away for three minutes`() throws {
        var scene = Scene { $0.sales.rules.inactivity.queueLimitSeconds = 600 }
        let session = try scene.write()
        try scene.pass(30)
        scene.advance(5_000)
        try scene.play(.tick, by: .system)
        try scene.pass(170)
        #expect(scene.floor.sessions[session.id] != nil)
        try scene.pass(20)
        #expect(scene.floor.sessions[session.id] == nil)
    }

    @Test func `what moves a session on is not kept back by a jump`() throws {
        var scene = Scene { company in
            company.sales.rules.overflow.waitLimit = company.support.id
            company.sales.rules.overflow.waitLimitSeconds = 600
        }
        let session = try scene.write()
        try scene.pass(30)
        scene.advance(5_000)
        try scene.play(.tick, by: .system)
        #expect(try scene.session(session.id).team == scene.company.support.id)
    }

    @Test func `a server that was away is calm, one that began just now is not`() throws {
        var scene = Scene { $0.sales.rules.inactivity.queueLimitSeconds = 60 }
        var session = try scene.write()
        scene.restart()
        scene.advance(61)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.sessions[session.id] == nil)
        session = try scene.write()
        scene.restart()
        scene.advance(4_000)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.sessions[session.id] != nil)
        try scene.pass(180)
        #expect(scene.floor.sessions[session.id] == nil)
    }

    @Test func `a tick does its share, the next the rest`() throws {
        var scene = Scene { $0.sales.rules.inactivity.queueLimitSeconds = 60 }
        for number in 0..<501 { _ = try scene.write(from: "55110000\(10_000 + number)") }
        scene.advance(60)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.sessions.count == 1)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.sessions.isEmpty)
    }

    @Test func `a rule that comes later is seen by what waits already`() throws {
        var scene = Scene()
        let session = try scene.write()
        try scene.pass(1_000, tickingEvery: 100)
        var sales = scene.company.sales
        sales.rules.inactivity.queueLimitSeconds = 900
        try scene.play(.configure(.team(sales)), by: scene.company.admin)
        try scene.pass(1)
        #expect(scene.floor.sessions[session.id] == nil, "it waited longer than the new limit")
    }

    @Test func `everything that time does is the system's`() throws {
        var scene = Scene { $0.sales.rules.inactivity.queueLimitSeconds = 60 }
        _ = try scene.write()
        try scene.pass(60)
        #expect(scene.books.events.last?.actor == .system)
    }
}

internal import Engine
internal import Foundation
internal import TestSupport
internal import Testing

/// What follows from what happens, and how far.
@Suite struct ConsequenceTests {
    /// A floor on which so many sessions are kept for one agent, who is there.
    private func floor(kept count: Int, for agent: Agent, in team: Team) -> Floor {
        let now = Timestamp(seconds: 1_795_348_800)
        let sessions = (0..<count).map { number in
            let leg = Leg(
                id: ID(Int64(100_000 + number)),
                phase: .waiting,
                team: team.id,
                reservedFor: agent.id,
                startedAt: now,
                start: .distributed
            )
            var session = Session(
                id: ID(Int64(200_000 + number)),
                protocolNumber: ProtocolNumber(day: 20_261_122, sequence: Int64(number) + 1),
                channel: SampleCompany().whatsapp.id,
                contact: ID(Int64(300_000 + number)),
                contactName: "Maria",
                address: "5511\(100_000 + number)",
                origin: .inbound,
                phase: .waiting,
                startedAt: now,
                leg: leg
            )
            session.team = team.id
            session.reservedFor = agent.id
            session.waitingSince = now
            session.teamSince = now
            return session
        }
        return Floor(
            company: Company(name: "Empresa"),
            teams: [team],
            agents: [agent],
            channels: [SampleCompany().whatsapp],
            presences: [agent.id: PresenceState(presence: .available, since: now)],
            sessions: sessions,
            lastID: 500_000
        )
    }

    /// The notices that a pause of the agent leads to.
    private func notices(after count: Int) throws -> [String] {
        let company = SampleCompany()
        var floor = floor(kept: count, for: company.bruno, in: company.sales)
        let now = Timestamp(seconds: 1_795_348_900)
        var moment = Moment(now: now, zone: .gmt, ids: IDMint(after: 600_000))
        var notices: [String] = []
        let command = Command.setPresence(company.bruno.id, .offline)
        try floor.carryOut(command, by: .system, facts: Facts(), at: &moment) { events, _ in
            for case .noticeReceived(_, let kind, let text) in events {
                #expect(kind == "rules")
                notices.append(text)
            }
        }.get()
        return notices
    }

    @Test func `a chain of rules that is cut off is told of`() throws {
        #expect(try notices(after: 9_000).isEmpty)
        let cut = try notices(after: 10_001)
        #expect(cut.count == 1)
        #expect(cut.first?.hasPrefix("2 events") == true, "the presence counts too: \(cut)")
    }

    @Test func `what follows is the system's doing, and comes after what was asked for`() throws {
        var scene = Scene { $0.sales.rules.distribution = .fewestOpen }
        let ana = scene.company.ana
        _ = try scene.write()
        try scene.play(.setPresence(ana.id, .available), by: ana)
        let last = scene.books.events.suffix(2)
        #expect(last.map(\.actor) == [.agent(ana.id), .system])
    }
}

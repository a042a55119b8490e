internal import Engine
internal import Foundation
internal import TestSupport
internal import Testing

/// What a person saw once, held against what they see now.
@Suite struct ReachTests {
    private let company = SampleCompany()
    private var manager: Agent {
        Agent(
            id: ID(90),
            email: "m@example.com",
            name: "M",
            role: .manager,
            scope: .only([company.sales.id, company.support.id])
        )
    }

    private func reach(
        _ agent: Agent,
        teams: TeamScope = .only([]),
        areas: Set<Area> = Set(Area.allCases),
        history: HistoryScope? = nil
    ) -> Reach {
        let group = PermissionGroup(
            id: ID(91),
            slug: "g",
            name: "G",
            teams: teams,
            areas: areas
        )
        return Reach(Viewer(agent, group: group, history: history))
    }

    @Test func `who sees the same or more still sees it all`() throws {
        let before = reach(manager)
        #expect(before.covers(before))
        var more = manager
        more.scope = .all
        #expect(reach(more, teams: .all).covers(before))
        #expect(!before.covers(reach(more, teams: .all)))
        more.role = .administrator
        #expect(reach(more).covers(before))
        // As it is kept, and read again.
        let kept = try JSONDecoder().decode(Reach.self, from: JSONEncoder().encode(before))
        #expect(kept == before)
    }

    @Test func `each thing that is taken from a person is missed`() {
        let before = reach(manager)
        var fewer = manager
        fewer.scope = .only([company.sales.id])
        #expect(!reach(fewer).covers(before))
        var supervisor = manager
        supervisor.role = .supervisor
        #expect(!reach(supervisor).covers(before), "no audits any more")
        for area in [Area.history, .reports, .exports, .contacts] {
            let rest = Set(Area.allCases).subtracting([area])
            #expect(!reach(manager, areas: rest).covers(before), "\(area)")
        }
        for history in [HistoryScope.none, .currentSession, .teams(.only([company.sales.id]))] {
            #expect(!reach(manager, history: history).covers(before), "\(history)")
        }
    }

    @Test func `what says nothing in documents may go`() {
        let rest = Set(Area.allCases).subtracting([.boards, .beginning, .supervision])
        #expect(reach(manager, areas: rest).covers(reach(manager)))
    }
}

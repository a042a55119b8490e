internal import OrderedCollections

extension Floor {
    /// Makes the draft of a flow its next version, which new sessions begin with.
    func publishFlow(
        _ id: ID<Flow>,
        for asker: Asker,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require(\.administers)
        guard var flow = flows[id] else { throw .notFound(.flow) }
        let problems = problems(of: flow)
        guard problems.isEmpty else { throw .flowHasProblems(problems) }
        let current = flow.current.flatMap { flowVersions[$0] }
        guard current?.definition != flow.draft else { return [] }
        let last = flowVersions.values.filter { $0.flow == id }.map(\.number).max() ?? 0
        let version = FlowVersion(
            id: moment.ids.next(at: moment.now),
            flow: id,
            number: last + 1,
            definition: flow.draft
        )
        flow.current = version.id
        return [.configured(.flowVersion(version)), .configured(.flow(flow))]
    }

    /// Names everything that keeps a flow's draft from being published.
    public func problems(of flow: Flow) -> [FlowProblem] {
        let titles = channels.values
            .filter { $0.flow == flow.id && $0.capabilities.maximumButtons > 0 }
            .map(\.capabilities.maximumButtonTitle)
        let surroundings = FlowSurroundings(
            teams: Set(teams.values.filter(\.isActive).map(\.id)),
            hours: Set(hours.keys),
            contactFields: activeFieldSlugs,
            maximumButtonTitle: titles.min() ?? FlowSurroundings().maximumButtonTitle
        )
        return flow.draft.problems(in: surroundings)
    }

    /// Tells whether a flow that sessions run or begin with leads to a team.
    func flowsRefer(to team: ID<Team>) -> Bool {
        runningDefinitions.contains { definition in
            definition.exits.team == team
                || definition.blocks.values.contains { block in
                    if case .team(let block) = block { block.team == team } else { false }
                }
        }
    }

    /// Tells whether a flow that sessions run or begin with asks business hours.
    func flowsRefer(to hours: ID<BusinessHours>) -> Bool {
        runningDefinitions.contains { definition in
            definition.blocks.values.contains { block in
                if case .hours(let block) = block { block.hours == hours } else { false }
            }
        }
    }

    private var runningDefinitions: [FlowDefinition] {
        let running = sessions.values.compactMap { $0.flow?.version }
        return Set(flows.values.compactMap(\.current) + running)
            .compactMap { flowVersions[$0]?.definition }
    }
}

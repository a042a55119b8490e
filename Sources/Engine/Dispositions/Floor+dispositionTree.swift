internal import OrderedCollections

extension Floor {
    /// The classifications that a session of a team can be given, category by category, each in its
    /// place.
    ///
    /// They are the leaves of the tree. What is switched off, and what a team may not choose, takes
    /// everything below it along.
    public func choosableDispositions(for team: ID<Team>?) -> [Disposition] {
        leaves(below: nil, children: dispositionsByParent, for: team)
    }

    /// The children of each category, each in its place; those at the top have no parent.
    var dispositionsByParent: [ID<Disposition>?: [Disposition]] {
        Dictionary(grouping: dispositions.values, by: \.parent).mapValues { nodes in
            nodes.sorted { ($0.position, $0.name, $0.id) < ($1.position, $1.name, $1.id) }
        }
    }

    /// The names from the top of the tree down to a node; empty when there is no such node.
    public func path(of disposition: ID<Disposition>) -> [String] {
        line(from: disposition).reversed().map(\.name)
    }

    /// Passes when a node can stand where it is put.
    func check(_ disposition: Disposition) throws(Refusal) {
        try checkName(disposition.name)
        guard Set(disposition.teams).count == disposition.teams.count else {
            throw .invalid("teams")
        }
        for team in disposition.teams where teams[team] == nil { throw .notFound(.team) }
        guard let parent = disposition.parent else { return }
        guard dispositions[parent] != nil else { throw .notFound(.disposition) }
        guard !line(from: parent).contains(where: { $0.id == disposition.id }) else {
            throw .leadsInCircle
        }
    }

    private func leaves(
        below parent: ID<Disposition>?,
        children: [ID<Disposition>?: [Disposition]],
        for team: ID<Team>?
    ) -> [Disposition] {
        (children[parent] ?? []).filter { $0.isOpen(to: team) }.flatMap { node in
            children[node.id] == nil
                ? [node] : leaves(below: node.id, children: children, for: team)
        }
    }

    /// A node and its categories up to the top; a circle, which no check lets in, ends it too.
    private func line(from id: ID<Disposition>) -> [Disposition] {
        var line: [Disposition] = []
        var next: ID<Disposition>? = id
        while let node = next.flatMap({ dispositions[$0] }), line.count < dispositions.count {
            line.append(node)
            next = node.parent
        }
        return line
    }
}

extension Disposition {
    /// Whether it is switched on and a team may choose it.
    fileprivate func isOpen(to team: ID<Team>?) -> Bool {
        guard isActive else { return false }
        return teams.isEmpty || team.map(teams.contains) ?? false
    }
}

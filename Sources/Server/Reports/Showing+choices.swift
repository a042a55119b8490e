internal import Engine
internal import OrderedCollections

extension Showing {
    /// What may be chosen for parameters of reports that name something of the company.
    var choices: [String: [ReportSchema.Choice]] {
        let teams = directory.teams.values.filter { viewer.teams.contains($0.id) }
        let agents = directory.agents.values.filter { agent in
            viewer.teams == .all || agent.teams.contains { viewer.teams.contains($0) }
        }
        return [
            "agent": agents.map { .init(value: $0.id.description, name: $0.name) },
            "channel": directory.channels.values.map { .init(value: $0.slug, name: $0.name) },
            "disposition": directory.dispositions.keys.map { id in
                .init(value: id.description, name: directory.way(to: id).joined(separator: " › "))
            },
            "tag": directory.tags.values.map { .init(value: $0.slug, name: $0.name) },
            "team": teams.map { .init(value: $0.slug, name: $0.name) },
        ]
    }
}

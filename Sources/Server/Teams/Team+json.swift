internal import Engine

extension Team {
    /// The team as the API shows it.
    var json: JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "targetSeconds": .integer(targetSeconds), "goal": .number(goal),
            "shortAbandonSeconds": .integer(shortAbandonSeconds),
            "countsAbandoned": .bool(countsAbandoned), "active": .bool(isActive),
        ]
    }
}

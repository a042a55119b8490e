internal import Engine
internal import OrderedCollections

extension Team: Resource {
    static var path: String { "teams" }
    static var subject: Refusal.Subject { .team }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .team(self) }
    var removing: Configuration? { .removeTeam(id) }

    static func all(in directory: Directory, for viewer: Viewer) -> [Team] {
        Array(directory.teams.values)
    }

    static func read(_ configuration: Configuration) -> Team? {
        if case .team(let team) = configuration { team } else { nil }
    }

    static func make(_ body: TeamBody, _ directory: Directory) throws -> Team {
        let name = try body.name.required("name")
        var team = Team(id: .new, slug: body.slug ?? Slug.make(of: name), name: name)
        try team.take(body, directory)
        return team
    }

    mutating func take(_ body: TeamBody, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
        if let seconds = body.targetSeconds { targetSeconds = seconds }
        if let goal = body.goal { self.goal = goal }
        if let seconds = body.shortAbandonSeconds { shortAbandonSeconds = seconds }
        if let counts = body.countsAbandoned { countsAbandoned = counts }
        if let active = body.active { isActive = active }
        try body.rules?.apply(to: &rules, directory)
    }

    /// The team as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "targetSeconds": .integer(targetSeconds), "goal": .number(goal),
            "shortAbandonSeconds": .integer(shortAbandonSeconds),
            "countsAbandoned": .bool(countsAbandoned), "active": .bool(isActive),
            "rules": rules.json(directory),
        ]
    }
}

/// Is the body that makes or changes a team.
struct TeamBody: Decodable, Sendable {
    var slug: String?
    var name: String?
    var targetSeconds: Int64?
    var goal: Double?
    var shortAbandonSeconds: Int64?
    var countsAbandoned: Bool?
    var active: Bool?
    var rules: TeamRulesBody?
}

/// Makes names for URLs.
enum Slug {
    /// Makes a name of lower-case letters, digits and dashes of a name for people.
    static func make(of name: String) -> String {
        var slug = ""
        for scalar in name.folded.unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, !slug.hasSuffix("-") {
                slug += "-"
            }
        }
        return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
    }
}

internal import Engine
internal import OrderedCollections

/// Is the body that makes or changes a person; what it does not name stays.
struct UserBody: Decodable, Sendable {
    var email: String?
    var name: String?
    var nickname: String?
    var role: Role?
    var password: String?
    var teams: [String]?
    var scope: TeamScopeBody?
    var language: String?
    var sessionLimit: Int?
    var active: Bool?
    var historyVisibility: Patch<HistoryVisibility>
    var group: Patch<String>
    var contactGroups: [String]?
    var workday: Patch<String>
    var photo: Patch<String>

    func apply(to agent: inout Agent, _ directory: Directory, _ services: Services) throws {
        if let email = email?.trimmingSpaces.lowercased(), email != agent.email {
            guard TextFormat.fits(email, "email") else {
                throw Problem.badRequest("an e-mail address", field: "email")
            }
            guard directory.agent(email) == nil else { throw Refusal.badSlug(email) }
            agent.email = email
        }
        if let name { agent.name = name }
        if let nickname { agent.nickname = nickname }
        if let role { agent.role = role }
        if let teams { agent.teams = try teams.map(directory.teamID) }
        if let scope { agent.scope = try scope.scope(directory) }
        if let language { agent.language = language }
        if let sessionLimit { agent.sessionLimit = sessionLimit }
        if let active { agent.isActive = active }
        historyVisibility.apply(to: &agent.historyVisibility) { $0 }
        try group.apply(to: &agent.group, directory.permissionGroupID)
        if let contactGroups {
            agent.contactGroups = try contactGroups.map(directory.contactGroupID)
        }
        try workday.apply(to: &agent.workday, directory.hoursID)
        switch photo {
        case .absent: break
        case .empty: agent.photo = ""
        case .value(let handle): agent.photo = try services.picture(handle).hash
        }
    }
}

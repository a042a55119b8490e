internal import Engine
internal import Foundation
internal import Store

extension ControlDesk {
    func perform(_ request: UserRequest) async throws -> ControlAnswer {
        switch request {
        case .list:
            return .users(await users())
        case .add(let email, let name, let role, let teams, let password):
            return try await addUser(email, name: name, role, teams: teams, password)
        case .setPassword(let email, let password):
            try await folder.accounts.setPassword(password, for: try await agent(email).id)
            return .done("the password of \(email.lowercased()) is set; earlier logins ended")
        case .setRole(let email, let role, let scope):
            var agent = try await agent(email)
            agent.role = role
            agent.scope = if let scope { .only(Set(try await teams(scope))) } else { .all }
            return try await store(agent)
        case .disable(let email):
            var agent = try await agent(email)
            agent.isActive = false
            let answer = try await store(agent)
            try await folder.accounts.closeLogins(of: agent.id)
            return answer
        case .setTeams(let email, let slugs):
            var agent = try await agent(email)
            agent.teams = try await teams(slugs)
            return try await store(agent)
        }
    }

    private func addUser(
        _ email: String,
        name: String?,
        _ role: Role,
        teams slugs: [String],
        _ password: String
    ) async throws -> ControlAnswer {
        let address = email.lowercased().trimmingCharacters(in: .whitespaces)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !address.contains(" ") else {
            throw ControlFailure("\(email) is not an e-mail address")
        }
        guard takesDemoAccounts || parts[1] != "demo" else {
            throw ControlFailure("addresses at demo are those of `conecta demo`")
        }
        // Before the person is made: nobody should be left without a password.
        try Accounts.check(password)
        let isKnown = await switchboard.read { $0.agent(email: address) != nil }
        guard !isKnown else { throw ControlFailure("there is a user \(address) already") }
        let draft = Agent(
            id: .new,
            email: address,
            name: name ?? address,
            role: role,
            teams: try await teams(slugs),
            scope: role >= .manager ? .all : .only([])
        )
        guard case .agent(let agent) = try await configure(.agent(draft)) else {
            throw ControlFailure("the user was not added")
        }
        try await folder.accounts.setPassword(password, for: agent.id)
        return .users(await users().filter { $0.id == agent.id.description })
    }

    private func store(_ agent: Agent) async throws -> ControlAnswer {
        _ = try await configure(.agent(agent))
        return .users(await users().filter { $0.id == agent.id.description })
    }

    private func users() async -> [UserLine] {
        await switchboard.read { floor in
            floor.agents.map { _, agent in
                UserLine(
                    id: agent.id.description,
                    email: agent.email,
                    name: agent.name,
                    role: agent.role,
                    teams: agent.teams.compactMap { floor.team($0)?.slug },
                    scope: Self.slugs(of: floor.viewer(of: agent).teams) { floor.team($0)?.slug },
                    isActive: agent.isActive
                )
            }
        }
    }

    private static func slugs(
        of scope: TeamScope,
        _ slug: (ID<Team>) -> String?
    ) -> [String]? {
        switch scope {
        case .all: nil
        case .only(let teams): teams.compactMap(slug).sorted()
        }
    }
}

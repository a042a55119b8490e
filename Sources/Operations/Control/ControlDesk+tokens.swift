internal import Engine
internal import Store

extension ControlDesk {
    func perform(_ request: TokenRequest) async throws -> ControlAnswer {
        switch request {
        case .list(let user):
            return .tokens(try await tokens(of: user))
        case .add(let user, let name):
            let agent = try await agent(user)
            let made = try await folder.accounts.addToken(
                named: name,
                for: agent.id,
                at: clock.now()
            )
            return .secret(SecretLine(id: String(made.token.id), secret: made.secret))
        case .revoke(let id):
            try await revoke(id)
            return .done("\(id) is ended")
        }
    }

    /// Ends a token, or a kiosk link, whose ids begin with `k`.
    private func revoke(_ id: String) async throws {
        let now = clock.now()
        let isLink = id.hasPrefix("k")
        guard let number = Int64(isLink ? String(id.dropFirst()) : id) else {
            throw ControlFailure("\(id) is not an id of a token; `token list` shows them")
        }
        let isEnded =
            isLink
            ? try await folder.accounts.revokeKioskLink(number, at: now)
            : try await folder.accounts.revokeToken(number, at: now)
        guard isEnded else { throw ControlFailure("there is no token \(id) that could be ended") }
    }

    private func tokens(of user: String?) async throws -> [TokenLine] {
        let owner: ID<Agent>? = if let user { try await agent(user).id } else { nil }
        let tokens = try await folder.accounts.tokens(of: owner)
        let kiosks = try await linkLines(nil, of: owner)
        return await switchboard.read { floor in
            tokens.filter { $0.revokedAt == nil }.map { token in
                TokenLine(
                    id: String(token.id),
                    name: token.name,
                    user: floor.agent(token.agent)?.email ?? "-",
                    createdAt: token.createdAt.milliseconds,
                    lastUsedAt: token.lastUsedAt?.milliseconds
                )
            }
        } + kiosks
    }
}

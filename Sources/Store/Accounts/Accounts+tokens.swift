public import Engine
import GRDB

extension Accounts {
    /// Makes a token; its secret is shown once and is nowhere else.
    public func addToken(
        named name: String,
        for agent: ID<Agent>,
        scopes: [String] = [],
        at now: Timestamp,
        expiresAt: Timestamp? = nil
    ) async throws -> (token: APIToken, secret: String) {
        let secret = Secret.make("cnct_")
        let list = try JSONText.encode(scopes)
        let id = try await side.write { db -> Int64 in
            guard try AgentRow.exists(db, agent) else { throw AccountsError.unknownAgent }
            try db.execute(
                sql: """
                    INSERT INTO token (hash, name, agent, scopes, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Secret.hash(secret).blob, name, agent.value, list, now.milliseconds,
                    expiresAt?.milliseconds,
                ]
            )
            return db.lastInsertedRowID
        }
        let token = APIToken(
            id: id,
            name: name,
            agent: agent,
            scopes: scopes,
            createdAt: now,
            lastUsedAt: nil,
            expiresAt: expiresAt,
            revokedAt: nil
        )
        return (token, secret)
    }

    /// Finds the token that a secret stands for, and notes its use; `nil` when it is over.
    public func token(_ secret: String, at now: Timestamp) async throws -> APIToken? {
        let hash = Secret.hash(secret)
        let token = try await readers.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(tokenColumns) FROM token WHERE hash = ? AND revoked_at IS NULL",
                arguments: [hash.blob]
            ).map(APIToken.init)
        }
        guard let token, token.expiresAt.map({ now < $0 }) ?? true else { return nil }
        // To the minute, so that a busy program does not write a row for each request.
        if token.lastUsedAt.map({ now.since($0) >= 60_000 }) ?? true {
            try await side.write { db in
                try db.execute(
                    sql: "UPDATE token SET last_used_at = ? WHERE id = ?",
                    arguments: [now.milliseconds, token.id]
                )
            }
        }
        return token
    }

    /// Lists the tokens of a person, or everyone's, newest first, revoked ones included.
    public func tokens(of agent: ID<Agent>? = nil) async throws -> [APIToken] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(tokenColumns) FROM token WHERE ? IS NULL OR agent = ?
                    ORDER BY id DESC
                    """,
                arguments: [agent?.value, agent?.value]
            ).map(APIToken.init)
        }
    }

    /// Ends a token; false when there is none that could be ended.
    public func revokeToken(_ id: Int64, at now: Timestamp) async throws -> Bool {
        let isEnded = try await side.write { db in
            try db.execute(
                sql: "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [now.milliseconds, id]
            )
            return db.changesCount > 0
        }
        if isEnded { publisher.publish(.tokenEnded(id)) }
        return isEnded
    }

    /// Reads a token, also one that is over.
    public func token(numbered id: Int64) async throws -> APIToken? {
        try await readers.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(tokenColumns) FROM token WHERE id = ?",
                arguments: [id]
            ).map(APIToken.init)
        }
    }
}

private let tokenColumns =
    "id, name, agent, scopes, created_at, last_used_at, expires_at, revoked_at"

extension APIToken {
    fileprivate init(row: Row) {
        id = row[0]
        name = row[1]
        agent = ID(row[2])
        scopes = (try? JSONText.decode([String].self, from: row[3])) ?? []
        createdAt = Timestamp(milliseconds: row[4])
        lastUsedAt = Timestamp(row[5])
        expiresAt = Timestamp(row[6])
        revokedAt = Timestamp(row[7])
    }
}

public import Engine
import GRDB

extension Accounts {
    /// Begins a login; the secret is for the browser and is nowhere else.
    public func openLogin(
        of agent: ID<Agent>,
        at now: Timestamp,
        lifetimeSeconds: Int64
    ) async throws -> (login: Login, secret: String) {
        let secret = Secret.make("")
        let login = Login(
            hash: Secret.hash(secret),
            agent: agent,
            startedAt: now,
            expiresAt: now.adding(seconds: lifetimeSeconds)
        )
        try await side.write { db in
            try db.execute(
                sql: "DELETE FROM login WHERE expires_at <= ?",
                arguments: [now.milliseconds]
            )
            try db.execute(
                sql: "INSERT INTO login (hash, agent, started_at, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [
                    login.hash.blob, agent.value, now.milliseconds, login.expiresAt.milliseconds,
                ]
            )
        }
        return (login, secret)
    }

    /// Finds the login that a secret stands for; `nil` when it is over or never was.
    public func login(_ secret: String, at now: Timestamp) async throws -> Login? {
        let hash = Secret.hash(secret)
        return try await readers.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT agent, started_at, expires_at FROM login
                    WHERE hash = ? AND expires_at > ?
                    """,
                arguments: [hash.blob, now.milliseconds]
            )
            return row.map { row in
                Login(
                    hash: hash,
                    agent: ID(row[0]),
                    startedAt: Timestamp(milliseconds: row[1]),
                    expiresAt: Timestamp(milliseconds: row[2])
                )
            }
        }
    }

    /// Lets a login last longer.
    public func extendLogin(_ login: Login, to end: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: "UPDATE login SET expires_at = max(expires_at, ?) WHERE hash = ?",
                arguments: [end.milliseconds, login.hash.blob]
            )
        }
    }

    /// Ends the login that a secret stands for.
    public func closeLogin(_ secret: String) async throws {
        try await side.write { db in
            try db.execute(
                sql: "DELETE FROM login WHERE hash = ?",
                arguments: [Secret.hash(secret).blob]
            )
        }
    }

    /// Ends all logins of a person.
    public func closeLogins(of agent: ID<Agent>) async throws {
        try await side.write { db in
            try db.execute(sql: "DELETE FROM login WHERE agent = ?", arguments: [agent.value])
        }
        publisher.publish(.loginsEnded(agent))
    }
}

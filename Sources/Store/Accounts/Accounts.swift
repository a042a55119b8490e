public import Engine
import Foundation
import GRDB

/// Keeps who may come in: passwords, logins, tokens, kiosk links.
///
/// Nothing in it can be read back as a secret: passwords are kept as scrypt, the rest as hashes of
/// 256 random bits.
public struct Accounts: Sendable {
    /// The shortest password, in characters.
    public static let minimumPassword = 8

    /// The longest password, in bytes.
    public static let maximumPassword = 1_024

    let side: DatabaseQueue
    let readers: DatabasePool
    let publisher = AccountPublisher()
    private let desk = PasswordDesk()

    init(side: DatabaseQueue, readers: DatabasePool) {
        self.side = side
        self.readers = readers
    }

    /// Hashes a password with a cost of another time; for tests.
    package static func hash(_ password: String, rounds: Int) throws -> String {
        try PasswordHash(password, rounds: rounds).stored
    }

    /// Refuses a password that nobody can have: to be asked before a person is made for it.
    ///
    /// - Throws: `AccountsError.badPassword`.
    public static func check(_ password: String) throws(AccountsError) {
        guard password.count >= minimumPassword, password.utf8.count <= maximumPassword else {
            throw .badPassword(minimum: minimumPassword)
        }
    }

    /// Gives a person a password, and ends the logins made with the one before.
    ///
    /// - Throws: `AccountsError`.
    public func setPassword(_ password: String, for agent: ID<Agent>) async throws {
        try Self.check(password)
        let stored = try await desk.hash(password)
        try await side.write { db in
            guard try AgentRow.exists(db, agent) else { throw AccountsError.unknownAgent }
            try db.execute(
                sql: "INSERT OR REPLACE INTO credential (agent, password) VALUES (?, ?)",
                arguments: [agent.value, stored]
            )
            try db.execute(sql: "DELETE FROM login WHERE agent = ?", arguments: [agent.value])
        }
        publisher.publish(.loginsEnded(agent))
    }

    /// Tells whether a person has a password.
    public func hasPassword(_ agent: ID<Agent>) async throws -> Bool {
        try await readers.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT 1 FROM credential WHERE agent = ?",
                arguments: [agent.value]
            ) != nil
        }
    }

    /// Finds the person with an address and a password.
    ///
    /// Returns `nil` for a wrong password, an unknown address and a person who may not log in, in
    /// the same time.
    ///
    /// - Throws: `AccountsError.busy`.
    public func agent(email: String, password: String) async throws -> Agent? {
        guard password.utf8.count <= Self.maximumPassword else { return nil }
        let address = email.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        let (agent, stored) = try await readers.read { db -> (Agent?, String?) in
            guard let agent = try AgentRow.fetch(db, email: address) else { return (nil, nil) }
            let stored = try String.fetchOne(
                db,
                sql: "SELECT password FROM credential WHERE agent = ?",
                arguments: [agent.id.value]
            )
            return (agent, stored)
        }
        let answer = try await desk.check(password, against: stored)
        guard answer.isRight, let agent, agent.isActive else { return nil }
        if let renewed = answer.renewed {
            try await side.write { db in
                // Only if it is still the password that was checked.
                try db.execute(
                    sql: "UPDATE credential SET password = ? WHERE agent = ? AND password = ?",
                    arguments: [renewed, agent.id.value, stored]
                )
            }
        }
        return agent
    }

    /// Reads a person as configured.
    public func agent(_ id: ID<Agent>) async throws -> Agent? {
        try await readers.read { try AgentRow.fetch($0, id: id) }
    }

    /// Reads everyone, in the order of their coming.
    public func agents() async throws -> [Agent] {
        try await readers.read { try AgentRow.fetchAll($0) }
    }
}

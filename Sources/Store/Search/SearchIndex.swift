import Engine
import GRDB

/// Writes the full-text index: a row for each message with words, and one for each contact.
struct SearchIndex {
    let db: Database

    /// Brings the index up to date with some events; each message and contact is written once.
    func take(_ steps: [SearchStep]) throws {
        var messages: Set<Int64> = []
        var contacts: Set<Int64> = []
        for step in steps {
            switch step.kind {
            case .messageAdded, .contentChanged:
                if let message = step.subject { messages.insert(message) }
            case .contactChanged:
                if let contact = step.subject { contacts.insert(contact) }
            case .legChanged:
                // Whoever comes to a session also finds what was said before.
                if let session = step.session { try messages.formUnion(stale(in: session)) }
            default:
                continue
            }
        }
        for message in messages.sorted() { try index(message: message) }
        for contact in contacts.sorted() { try index(contact: contact) }
    }

    private func index(message id: Int64) throws {
        let select = try db.cachedStatement(
            sql: """
                SELECT content.text, content.attachments, message.channel, session.teams,
                    session.agents, session.team, session.reserved_for
                FROM message
                JOIN content ON content.id = message.id
                LEFT JOIN session ON session.id = message.session
                WHERE message.id = ?
                """
        )
        let clear = try db.cachedStatement(sql: "DELETE FROM search_message WHERE rowid = ?")
        guard let row = try Row.fetchOne(select, arguments: [id]) else { return }
        try clear.execute(arguments: [id])
        let words = try words(row[0], attachments: row[1])
        guard !words.isEmpty else { return }
        let add = try db.cachedStatement(
            sql: "INSERT INTO search_message (rowid, words, scope) VALUES (?, ?, ?)"
        )
        let scope = SearchScope.tokens(
            channel: row[2],
            teams: JSONText.ids(row[3] as String? ?? ""),
            agents: JSONText.ids(row[4] as String? ?? "")
        )
        try add.execute(arguments: [id, words, scope])
    }

    private func words(_ text: String, attachments: String?) throws -> String {
        guard let attachments else { return text }
        let files = try JSONText.decode([Attachment].self, from: attachments)
        return ([text] + files.map(\.name)).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func index(contact id: Int64) throws {
        let clear = try db.cachedStatement(sql: "DELETE FROM search_contact WHERE rowid = ?")
        try clear.execute(arguments: [id])
        guard let contact = try ContactRow.fetch(db, ID(id)) else { return }
        let add = try db.cachedStatement(
            sql: "INSERT INTO search_contact (rowid, name, identities) VALUES (?, ?, ?)"
        )
        let identities = contact.identities.map(\.value).joined(separator: " ")
        try add.execute(arguments: [id, contact.name, identities])
    }

    // The messages of a session whose tokens lack a team or agent that took part since.
    private func stale(in session: Int64) throws -> [Int64] {
        let select = try db.cachedStatement(
            sql: "SELECT channel, teams, agents FROM session WHERE id = ?"
        )
        guard let row = try Row.fetchOne(select, arguments: [session]) else { return [] }
        let scope = SearchScope.tokens(
            channel: row[0],
            teams: JSONText.ids(row[1]),
            agents: JSONText.ids(row[2])
        )
        let find = try db.cachedStatement(
            sql: """
                SELECT message.id FROM message
                JOIN search_message ON search_message.rowid = message.id
                WHERE message.session = ? AND search_message.scope <> ?
                """
        )
        return try Int64.fetchAll(find, arguments: [session, scope])
    }
}

/// Writes the tokens that cut a search by who may see what.
enum SearchScope {
    /// The tokens of a message: its channel, and the teams and agents of its session.
    static func tokens(channel: Int64, teams: [ID<Team>], agents: [ID<Agent>]) -> String {
        (["c\(channel)"] + teams.map(token) + agents.map(token)).joined(separator: " ")
    }

    /// The token of a team.
    static func token(_ team: ID<Team>) -> String { "t\(team.value)" }

    /// The token of an agent.
    static func token(_ agent: ID<Agent>) -> String { "a\(agent.value)" }

    /// The token of a channel.
    static func token(_ channel: ID<Channel>) -> String { "c\(channel.value)" }
}

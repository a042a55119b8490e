import Engine
import GRDB

/// Writes the full-text index: rows for the messages of each session, and one for each contact.
struct SearchIndex {
    let db: Database

    /// Brings the index up to date with some events; each row is written once, and only if it
    /// changes.
    func take(_ steps: [SearchStep]) throws {
        var parts: [Int64: Set<Int64>] = [:]
        var whole: Set<Int64> = []
        var contacts: Set<Int64> = []
        for step in steps {
            switch step.kind {
            case .messageAdded, .messageAdopted, .contentChanged:
                guard let message = step.subject, let place = try place(of: message) else {
                    continue
                }
                parts[place.session, default: []].insert(place.part)
            case .sessionOpened:
                if let session = step.session { parts[session, default: []].insert(0) }
            case .legChanged, .sessionReopened:
                // Whoever comes to a session also finds what was said before.
                if let session = step.session { whole.insert(session) }
            case .wordsErased:
                if let session = step.session { whole.insert(session) }
            case .contactChanged, .contactErased, .contactsMerged, .contactsSeparated:
                if let contact = step.subject { contacts.insert(contact) }
            default:
                continue
            }
        }
        for contact in contacts.sorted() {
            try index(contact: contact)
            whole.formUnion(try sessions(of: contact))
        }
        for session in whole { parts[session] = try allParts(of: session) }
        for session in parts.keys.sorted() {
            try index(session, parts[session, default: []].sorted())
        }
    }

    private func place(of message: Int64) throws -> (session: Int64, part: Int64)? {
        let find = try db.cachedStatement(sql: "SELECT session FROM message WHERE id = ?")
        guard let session = try Int64.fetchOne(find, arguments: [message]) else { return nil }
        let count = try db.cachedStatement(
            sql: "SELECT count(*) FROM message WHERE session = ? AND id < ?"
        )
        let place = try Int.fetchOne(count, arguments: [session, message]) ?? 0
        return (session, SearchPlace.part(of: place))
    }

    private func allParts(of session: Int64) throws -> Set<Int64> {
        let count = try db.cachedStatement(sql: "SELECT count(*) FROM message WHERE session = ?")
        let last = max(0, (try Int.fetchOne(count, arguments: [session]) ?? 0) - 1)
        return Set(0...SearchPlace.part(of: last))
    }

    // Both the sessions that show the contact and those that were heard from it.
    private func sessions(of contact: Int64) throws -> [Int64] {
        let find = try db.cachedStatement(
            sql: """
                SELECT id FROM session WHERE contact = ?1
                UNION SELECT id FROM session WHERE heard_from = ?1 AND heard_from <> contact
                UNION SELECT id FROM session
                    WHERE contact = (SELECT merged_into FROM contact WHERE id = ?1)
                """
        )
        return try Int64.fetchAll(find, arguments: [contact])
    }

    private func index(_ session: Int64, _ parts: [Int64]) throws {
        let select = try db.cachedStatement(
            sql: """
                SELECT protocol_day, protocol_sequence, channel, teams, agents, contact, heard_from
                FROM session WHERE id = ?
                """
        )
        guard let row = try Row.fetchOne(select, arguments: [session]) else { return }
        let scope = SearchScope.tokens(
            channel: row[2],
            teams: JSONText.ids(row[3]),
            agents: JSONText.ids(row[4])
        )
        let people = try Set([row[5], row[6]] as [Int64]).sorted()
            .compactMap { try ContactRow.fetch(db, ID($0)) }
        let names = people.map(\.name).joined(separator: " ")
        let identities = people.flatMap { $0.identities.map(\.value) }.joined(separator: " ")
        for part in parts {
            let place = SearchPlace.row(day: row[0], sequence: row[1], part: part)
            let words = try words(of: session, part)
            try write(place, [words, names, identities, scope])
        }
    }

    private func write(_ place: Int64, _ values: [String]) throws {
        let read = try db.cachedStatement(
            sql: "SELECT words, names, identities, scope FROM search_session WHERE rowid = ?"
        )
        if let old = try Row.fetchOne(read, arguments: [place]) {
            let isSame = values.indices.allSatisfy { old[$0] == values[$0] }
            guard !isSame else { return }
            let clear = try db.cachedStatement(sql: "DELETE FROM search_session WHERE rowid = ?")
            try clear.execute(arguments: [place])
        }
        let add = try db.cachedStatement(
            sql: """
                INSERT INTO search_session (rowid, words, names, identities, scope)
                VALUES (?, ?, ?, ?, ?)
                """
        )
        try add.execute(arguments: [place, values[0], values[1], values[2], values[3]])
    }

    // The last part has all that comes after it.
    private func words(of session: Int64, _ part: Int64) throws -> String {
        let select = try db.cachedStatement(
            sql: """
                SELECT content.text, content.attachments FROM message
                JOIN content ON content.id = message.id
                WHERE message.session = ? ORDER BY message.id LIMIT ? OFFSET ?
                """
        )
        let size = SearchPlace.messages
        let isLast = SearchPlace.part(of: (Int(part) + 1) * size) == part
        let rows = try Row.fetchAll(
            select,
            arguments: [session, isLast ? -1 : size, Int(part) * size]
        )
        return try rows.map { try words($0[0], attachments: $0[1]) }
            .filter { !$0.isEmpty }.joined(separator: "\n")
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
}

/// Writes the tokens that cut a search by who may see what.
enum SearchScope {
    /// The tokens of a session: its channel, and the teams and agents that took part.
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

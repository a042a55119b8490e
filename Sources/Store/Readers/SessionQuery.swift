import Engine
import GRDB

/// Builds the queries for sessions from a filter, cut to what a viewer may see.
struct SessionQuery: Sendable {
    /// The conditions on `session`, to be joined by AND.
    private(set) var condition: String

    private var values: [any DatabaseValueConvertible & Sendable] = []

    /// The arguments of the conditions, in order.
    var arguments: StatementArguments {
        StatementArguments(values.map { $0 as (any DatabaseValueConvertible)? })
    }

    init(_ filter: SessionFilter, for viewer: Viewer) {
        let scope = ViewerScope(viewer)
        condition = scope.sees
        addPeriod(filter)
        if !filter.phases.isEmpty {
            let phases = filter.phases.map { "'\($0.rawValue)'" }.sorted()
            condition += " AND session.phase IN (\(phases.joined(separator: ", ")))"
        }
        if !filter.channels.isEmpty {
            condition += " AND session.channel IN (\(sqlList(filter.channels)))"
        }
        addParticipants(filter)
        if let contact = filter.contact {
            condition += " AND session.contact = \(contact.value)"
        }
        if let number = filter.number { add(number) }
        addText(filter, scope)
    }

    /// Narrows to what comes after a session, newest start first.
    mutating func start(after cursor: ID<Session>?) {
        guard let cursor else { return }
        condition += """
             AND (session.started_at, session.id) < (
                SELECT started_at, id FROM session WHERE id = \(cursor.value))
            """
    }

    /// Narrows to one session.
    mutating func keepOnly(_ session: ID<Session>) {
        condition += " AND session.id = \(session.value)"
    }

    /// Selects whole rows, newest start first.
    func rows(limit: Int) -> SQLRequest<Row> {
        SQLRequest(
            sql: """
                SELECT \(SessionRow.columns) FROM \(SessionRow.source) WHERE \(condition)
                ORDER BY session.started_at DESC, session.id DESC LIMIT \(limit)
                """,
            arguments: arguments
        )
    }

    private mutating func addPeriod(_ filter: SessionFilter) {
        let from = filter.from?.milliseconds
        let to = filter.to?.milliseconds
        switch filter.basis {
        case .started:
            if let from { add("session.started_at >= ?", from) }
            if let to { add("session.started_at < ?", to) }
        case .ended:
            condition += " AND session.closed_at IS NOT NULL"
            if let from { add("session.closed_at >= ?", from) }
            if let to { add("session.closed_at < ?", to) }
        case .active:
            if let from { add("(session.closed_at IS NULL OR session.closed_at >= ?)", from) }
            if let to { add("session.started_at < ?", to) }
        }
    }

    private mutating func addParticipants(_ filter: SessionFilter) {
        if !filter.teams.isEmpty {
            addMembership("session_team", "team", sqlList(filter.teams))
        }
        if !filter.agents.isEmpty {
            addMembership("session_agent", "agent", sqlList(filter.agents))
        }
        if !filter.tags.isEmpty {
            addMembership("session_tag", "tag", sqlList(filter.tags))
        }
    }

    private mutating func addMembership(_ table: String, _ column: String, _ list: String) {
        condition += """
             AND EXISTS (SELECT 1 FROM \(table)
                WHERE \(table).\(column) IN (\(list)) AND \(table).session = session.id)
            """
    }

    private mutating func add(_ number: ProtocolNumber) {
        condition += " AND session.protocol_day = ? AND session.protocol_sequence = ?"
        values += [Int64(number.day), number.sequence]
    }

    // Messages are cut by team inside the index; the exact cut is `sees`.
    private mutating func addText(_ filter: SessionFilter, _ scope: ViewerScope) {
        guard !filter.text.isEmpty else { return }
        if let number = ProtocolNumber(filter.text) { return add(number) }
        let text = SearchText(filter.text)
        guard !text.isEmpty else {
            // What has no letter is found nowhere.
            condition += " AND FALSE"
            return
        }
        var words = text.query(in: "words")
        for tokens in [scope.tokens, filter.channels.sorted().map(SearchScope.token)]
        where !tokens.isEmpty {
            words += " AND {scope} : (" + tokens.joined(separator: " OR ") + ")"
        }
        condition += """
             AND (session.id IN (
                    SELECT message.session FROM search_message
                    JOIN message ON message.id = search_message.rowid
                    WHERE search_message MATCH ?)
                OR session.contact IN (
                    SELECT rowid FROM search_contact WHERE search_contact MATCH ?))
            """
        values += [words, filter.hidesIdentities ? text.query(in: "name") : text.query]
    }

    private mutating func add(_ condition: String, _ argument: Int64) {
        self.condition += " AND " + condition
        values.append(argument)
    }
}

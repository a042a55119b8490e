import Engine
import GRDB

/// Builds the queries for sessions from a filter, cut to what a viewer may see.
struct SessionQuery: Sendable {
    /// The conditions on `session`, to be joined by AND.
    private(set) var condition: String

    private var values: [any DatabaseValueConvertible & Sendable] = []

    // The words that are looked for, if any.
    private var search: SearchQuery?

    // Whether nothing but a number is asked for: one statement for all who see the same.
    private var isNumberAlone = false

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
        if !filter.outcomes.isEmpty {
            let outcomes = filter.outcomes.map { "'\($0.rawValue)'" }.sorted()
            condition += " AND session.outcome IN (\(outcomes.joined(separator: ", ")))"
        }
        if !filter.dispositions.isEmpty { addDispositions(filter.dispositions) }
        // Sessions name the contact that stands for all that were merged into it.
        if let contact = filter.contact {
            condition += " AND session.contact IN (\(Self.root(of: contact)))"
        }
        if let number = filter.number { add(number) }
        addText(filter, scope)
        isNumberAlone = condition == scope.sees + Self.numberIs
    }

    /// Narrows to what comes after a session, newest start first.
    mutating func start(after cursor: ID<Session>?) {
        guard let cursor else { return }
        isNumberAlone = false
        guard search == nil else {
            condition += " AND search_session.rowid < \(SearchPlace.first(of: cursor))"
            return
        }
        condition += """
             AND (session.started_at, session.id) < (
                SELECT started_at, id FROM session WHERE id = \(cursor.value))
            """
    }

    /// Narrows to one session.
    mutating func keepOnly(_ session: ID<Session>) {
        isNumberAlone = false
        condition += " AND session.id = \(session.value)"
    }

    /// Reads columns of the sessions, newest start first; a session's id is the first of them.
    func fetch(_ db: Database, _ columns: String, from source: String, limit: Int) throws -> [Row] {
        guard let search else {
            let sql = """
                SELECT \(columns) FROM \(source) WHERE \(condition)
                ORDER BY session.started_at DESC, session.id DESC LIMIT \(limit)
                """
            // Numbers are looked up while somebody waits on the telephone; other filters are of too
            // many forms to keep a statement for each.
            let select =
                try isNumberAlone ? db.cachedStatement(sql: sql) : db.makeStatement(sql: sql)
            return try Row.fetchAll(select, arguments: StatementArguments(values))
        }
        // The index gives its rows newest first: as soon as there are enough, nothing more is read.
        let sql = """
            SELECT \(columns) FROM search_session CROSS JOIN \(source)
            WHERE search_session MATCH ? AND \(SearchPlace.joins) AND \(condition)
            ORDER BY search_session.rowid DESC
            """
        let arguments = StatementArguments([try search.match(db)]) + StatementArguments(values)
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        var found: [Row] = []
        while found.count < limit, let row = try rows.next() {
            let id: Int64 = row[0]
            // A long session has several rows in the index, next to each other.
            guard found.last?[0] != id else { continue }
            found.append(row.copy())
        }
        return found
    }

    /// The conditions with their arguments, for sums over all that pass.
    func whole(_ db: Database) throws -> (condition: String, arguments: StatementArguments) {
        guard let search else { return (condition, StatementArguments(values)) }
        let found = """
            (session.protocol_day, session.protocol_sequence) IN (
                \(SearchPlace.sessions) WHERE search_session MATCH ?)
            """
        let arguments = StatementArguments([try search.match(db)]) + StatementArguments(values)
        return ("\(found) AND \(condition)", arguments)
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

    /// Selects the contact that stands for one.
    private static func root(of contact: ID<Contact>) -> String {
        """
        WITH RECURSIVE chain (id, next) AS (
            SELECT id, merged_into FROM contact WHERE id = \(contact.value) UNION
            SELECT contact.id, contact.merged_into FROM contact JOIN chain ON contact.id = next)
        SELECT id FROM chain WHERE next IS NULL
        """
    }

    // A category stands for everything below it.
    private mutating func addDispositions(_ dispositions: Set<ID<Disposition>>) {
        condition += """
             AND session.disposition IN (
                WITH RECURSIVE branch (id) AS (
                    SELECT id FROM setting_item WHERE id IN (\(sqlList(dispositions))) UNION
                    SELECT setting_item.id FROM setting_item
                    JOIN branch ON setting_item.json ->> 'parent' = branch.id
                    WHERE setting_item.kind = 'disposition')
                SELECT id FROM branch)
            """
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

    private static let numberIs =
        " AND session.protocol_day = ? AND session.protocol_sequence = ?"

    private mutating func add(_ number: ProtocolNumber) {
        condition += Self.numberIs
        values += [Int64(number.day), number.sequence]
    }

    // Sessions are cut by who took part inside the index; the exact cut is `sees`.
    private mutating func addText(_ filter: SessionFilter, _ scope: ViewerScope) {
        guard !filter.text.isEmpty else { return }
        if let number = ProtocolNumber(filter.text) { return add(number) }
        let text = SearchText(filter.text)
        guard !text.isEmpty else {
            // What has no letter is found nowhere.
            condition += " AND FALSE"
            return
        }
        search = SearchQuery(
            text: text,
            hidesIdentities: filter.hidesIdentities,
            tokens: [
                scope.tokens, filter.channels.sorted().map(SearchScope.token),
                filter.teams.sorted().map(SearchScope.token),
                filter.agents.sorted().map(SearchScope.token),
            ]
        )
    }

    private mutating func add(_ condition: String, _ argument: Int64) {
        self.condition += " AND " + condition
        values.append(argument)
    }
}

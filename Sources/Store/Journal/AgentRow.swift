import Engine
import GRDB

/// Reads and writes the people who work here.
enum AgentRow {
    private static let columns = """
        id, email, name, nickname, role, teams, scope, language, session_limit, is_active, rules
        """

    /// Adds or replaces a person; credentials stay as they are.
    static func put(_ db: Database, _ agent: Agent) throws {
        let scope: String
        switch agent.scope {
        case .all: scope = "all"
        case .only(let teams): scope = JSONText.encode(ids: teams.sorted())
        }
        try db.upsert(
            "agent",
            [
                ("id", agent.id.value), ("email", agent.email), ("name", agent.name),
                ("nickname", agent.nickname), ("role", agent.role.rawValue),
                ("teams", JSONText.encode(ids: agent.teams)), ("scope", scope),
                ("language", agent.language), ("session_limit", agent.sessionLimit),
                ("is_active", agent.isActive), ("rules", try JSONText.encode(AgentRules(agent))),
            ]
        )
        if !agent.photo.isEmpty { try Uploads.use(agent.photo, db) }
        // Who may no longer log in is out at once.
        guard !agent.isActive else { return }
        try db.execute(sql: "DELETE FROM login WHERE agent = ?", arguments: [agent.id.value])
    }

    /// Tells whether there is such a person.
    static func exists(_ db: Database, _ id: ID<Agent>) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM agent WHERE id = ?", arguments: [id.value]) != nil
    }

    /// Reads a person.
    static func fetch(_ db: Database, id: ID<Agent>) throws -> Agent? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(columns) FROM agent WHERE id = ?",
            arguments: [id.value]
        ).map { try Agent(row: $0) }
    }

    /// Finds a person by the address that they log in with.
    static func fetch(_ db: Database, email: String) throws -> Agent? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(columns) FROM agent WHERE email = ?",
            arguments: [email]
        ).map { try Agent(row: $0) }
    }

    /// Reads everyone, in the order of their coming.
    static func fetchAll(_ db: Database) throws -> [Agent] {
        try Row.fetchAll(db, sql: "SELECT \(columns) FROM agent ORDER BY id").map { row in
            try Agent(row: row)
        }
    }
}

extension Agent {
    fileprivate init(row: Row) throws {
        let scope: String = row[6]
        let rules = try JSONText.decode(AgentRules(), from: row[10])
        self.init(
            id: ID(row[0]),
            email: row[1],
            name: row[2],
            nickname: row[3],
            role: Role(rawValue: row[4]) ?? .agent,
            teams: JSONText.ids(row[5]),
            scope: scope == "all" ? .all : .only(Set(JSONText.ids(scope))),
            language: row[7],
            sessionLimit: row[8],
            isActive: row[9],
            historyVisibility: rules.historyVisibility,
            group: rules.group,
            contactGroups: rules.contactGroups,
            workday: rules.workday,
            photo: rules.photo
        )
    }
}

/// Is what a person has beside the columns.
private struct AgentRules: Codable {
    var historyVisibility: HistoryVisibility?
    var group: ID<PermissionGroup>?
    var contactGroups: [ID<ContactGroup>] = []
    var workday: ID<BusinessHours>?
    var photo = ""

    init() {}

    init(_ agent: Agent) {
        historyVisibility = agent.historyVisibility
        group = agent.group
        contactGroups = agent.contactGroups
        workday = agent.workday
        photo = agent.photo
    }
}

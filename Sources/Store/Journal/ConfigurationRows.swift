import Engine
import GRDB

/// Writes the configuration to its rows, and what of it may stand in the journal.
enum ConfigurationRows {
    /// Carries a change out; returns what it is about and its record.
    static func put(
        _ db: Database,
        _ configuration: Engine.Configuration,
        at now: Timestamp
    ) throws -> (subject: Int64?, record: ConfigurationRecord) {
        switch configuration {
        case .company(let company):
            try put(db, company)
            // Pictures would swell the journal; the row has them.
            var told = company
            told.rules.brand.logo = ""
            return (nil, try record("company", told))
        case .team(let team):
            try put(db, team)
            return (team.id.value, try record("team", team))
        case .agent(let agent):
            try AgentRow.put(db, agent)
            return (agent.id.value, try record("agent", agent.nameless))
        case .channel(let channel):
            try put(db, channel)
            return (channel.id.value, try record("channel", channel))
        case .tag(let tag):
            try put(db, tag)
            return (tag.id.value, try record("tag", tag))
        case .template(let template):
            try put(db, template)
            return (template.id.value, try record("template", template))
        case .removeTeam(let id):
            try remove(db, "team", id.value, at: now)
            return (id.value, ConfigurationRecord(kind: "team", removed: true))
        case .removeChannel(let id):
            try remove(db, "channel", id.value, at: now)
            try db.execute(sql: "DELETE FROM template WHERE channel = ?", arguments: [id.value])
            return (id.value, ConfigurationRecord(kind: "channel", removed: true))
        case .removeTag(let id):
            try remove(db, "tag", id.value, at: now)
            return (id.value, ConfigurationRecord(kind: "tag", removed: true))
        case .remove(.template(let id)):
            try db.execute(sql: "DELETE FROM template WHERE id = ?", arguments: [id.value])
            return (id.value, ConfigurationRecord(kind: "template", removed: true))
        default:
            return try SettingItem.put(db, configuration, at: now)
        }
    }

    /// Is what may stand in the journal of something that was put.
    static func record(
        _ kind: String,
        _ value: some Encodable
    ) throws -> ConfigurationRecord {
        ConfigurationRecord(kind: kind, value: try JSONText.encode(value))
    }

    private static func put(_ db: Database, _ company: Company) throws {
        try db.upsert(
            "company",
            [
                ("id", 1), ("name", company.name), ("registration", company.registration),
                ("time_zone", company.timeZone), ("language", company.language),
                ("rules", try JSONText.encode(company.rules)),
            ]
        )
    }

    private static func put(_ db: Database, _ team: Team) throws {
        try db.upsert(
            "team",
            [
                ("id", team.id.value), ("slug", team.slug), ("name", team.name),
                ("target_seconds", team.targetSeconds), ("goal", team.goal),
                ("short_abandon_seconds", team.shortAbandonSeconds),
                ("counts_abandoned", team.countsAbandoned), ("is_active", team.isActive),
                ("rules", try JSONText.encode(team.rules)),
            ]
        )
    }

    private static func put(_ db: Database, _ channel: Channel) throws {
        try db.upsert(
            "channel",
            [
                ("id", channel.id.value), ("slug", channel.slug), ("name", channel.name),
                ("plugin", channel.plugin), ("account", channel.account),
                ("team", channel.team.value), ("rhythm", channel.capabilities.rhythm.rawValue),
                ("capabilities", try JSONText.encode(channel.capabilities)),
                ("is_active", channel.isActive),
                ("rules", try JSONText.encode(ChannelRules(flow: channel.flow))),
            ]
        )
    }

    private static func put(_ db: Database, _ tag: Tag) throws {
        try db.upsert(
            "tag",
            [
                ("id", tag.id.value), ("slug", tag.slug), ("name", tag.name),
                ("is_published", tag.isPublished),
            ]
        )
    }

    private static func put(_ db: Database, _ template: MessageTemplate) throws {
        try db.upsert(
            "template",
            [
                ("id", template.id.value), ("channel", template.channel.value),
                ("name", template.name), ("language", template.language),
                ("body", template.body), ("state", template.state.rawValue),
                ("rules", try JSONText.encode(TemplateRules(template))),
            ]
        )
    }

    private static func remove(
        _ db: Database,
        _ table: String,
        _ id: Int64,
        at now: Timestamp
    ) throws {
        try db.execute(
            sql: "UPDATE \(table) SET removed_at = ? WHERE id = ?",
            arguments: [now.milliseconds, id]
        )
    }
}

extension ConfigurationRows {
    /// Reads the company's own data.
    static func company(_ db: Database) throws -> Company? {
        let sql = "SELECT name, registration, time_zone, language, rules FROM company"
        return try Row.fetchOne(db, sql: sql).map { row in
            Company(
                name: row[0],
                registration: row[1],
                timeZone: row[2],
                language: row[3],
                rules: try JSONText.decode(CompanyRules(), from: row[4])
            )
        }
    }

    /// Reads the teams, unless asked only those that were not removed, in the order of their coming.
    static func teams(_ db: Database, withRemoved: Bool = false) throws -> [Team] {
        let sql = """
            SELECT id, slug, name, target_seconds, goal, short_abandon_seconds, counts_abandoned,
                is_active, rules
            FROM team WHERE removed_at IS NULL OR \(withRemoved) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            Team(
                id: ID(row[0]),
                slug: row[1],
                name: row[2],
                targetSeconds: row[3],
                goal: row[4],
                shortAbandonSeconds: row[5],
                countsAbandoned: row[6],
                isActive: row[7],
                rules: try JSONText.decode(TeamRules(), from: row[8])
            )
        }
    }

    /// Reads the channels, unless asked only those that were not removed, in the order of their
    /// coming.
    static func channels(_ db: Database, withRemoved: Bool = false) throws -> [Channel] {
        let sql = """
            SELECT id, slug, name, plugin, account, team, capabilities, is_active,
                rules
            FROM channel WHERE removed_at IS NULL OR \(withRemoved) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            Channel(
                id: ID(row[0]),
                slug: row[1],
                name: row[2],
                plugin: row[3],
                account: row[4],
                team: ID(row[5]),
                capabilities: try JSONText.decode(ChannelCapabilities(), from: row[6]),
                isActive: row[7],
                flow: try JSONText.decode(ChannelRules(), from: row[8]).flow
            )
        }
    }

    /// Reads the labels that were not removed, in the order of their coming.
    static func tags(_ db: Database) throws -> [Tag] {
        let sql =
            "SELECT id, slug, name, is_published FROM tag WHERE removed_at IS NULL ORDER BY id"
        return try Row.fetchAll(db, sql: sql).map { row in
            Tag(id: ID(row[0]), slug: row[1], name: row[2], isPublished: row[3])
        }
    }

    /// Reads the templates of messages, in the order of their coming.
    static func templates(_ db: Database) throws -> [MessageTemplate] {
        let sql = """
            SELECT id, channel, name, language, body, state, rules FROM template ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let rules = try JSONText.decode(TemplateRules(), from: row[6])
            return MessageTemplate(
                id: ID(row[0]),
                channel: ID(row[1]),
                name: row[2],
                language: row[3],
                body: row[4],
                category: rules.category,
                header: rules.header,
                footer: rules.footer,
                buttons: rules.buttons,
                state: MessageTemplate.State(rawValue: row[5]) ?? .disabled,
                reason: rules.reason,
                suggestions: rules.suggestions
            )
        }
    }
}

/// Is what a channel has beside the columns.
private struct ChannelRules: Codable {
    var flow: ID<Flow>?
}

/// Is what a template has beside the columns.
private struct TemplateRules: Codable {
    var category = MessageTemplate.Category.utility
    var header = MessageTemplate.Header.none
    var footer = ""
    var buttons: [MessageTemplate.Button] = []
    var reason = ""
    var suggestions: [String] = []

    init() {}

    init(_ template: MessageTemplate) {
        category = template.category
        header = template.header
        footer = template.footer
        buttons = template.buttons
        reason = template.reason
        suggestions = template.suggestions
    }
}

extension Agent {
    /// The person's rights without who they are, for the journal.
    fileprivate var nameless: Agent {
        var agent = self
        agent.email = ""
        agent.name = ""
        agent.nickname = ""
        agent.photo = ""
        return agent
    }
}

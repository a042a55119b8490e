import Engine
import GRDB

/// Makes lines of what was done, for one viewer: administrators see all of it, managers what is
/// about their teams, the people in them, and what these did to contacts.
struct AuditReader: Sendable {
    private let viewer: Viewer
    private let hidesIdentities: Bool
    private let names: ReportNames
    private let agents: [Int64: Agent]
    private let channelTeams: [Int64: Int64]
    private let items: [Int64: String]

    init(_ db: Database, for viewer: Viewer, hidesIdentities: Bool) throws {
        self.viewer = viewer
        self.hidesIdentities = hidesIdentities
        names = try ReportNames(db)
        agents = Dictionary(
            try AgentRow.fetchAll(db).map { ($0.id.value, $0) },
            uniquingKeysWith: { _, last in last }
        )
        channelTeams = Dictionary(
            try Row.fetchAll(db, sql: "SELECT id, team FROM channel").map { ($0[0], $0[1]) },
            uniquingKeysWith: { (_: Int64, last: Int64) in last }
        )
        let sql = """
            SELECT id, ifnull(json ->> 'name', nullif(slug, '')) FROM setting_item
            UNION ALL SELECT id, name FROM template
            """
        var items: [Int64: String] = [:]
        for row in try Row.fetchAll(db, sql: sql) { items[row[0]] = row[1] as String? }
        self.items = items
    }

    /// The line of a row; `nil` when it is not for this viewer.
    func line(of row: AuditRow, _ db: Database) throws -> AuditLine? {
        var line: AuditLine?
        switch row.source {
        case .journal: line = try journalLine(row, db)
        case .login: line = access(row, .logins, "opened")
        case .tokenAdded: line = access(row, .access, "token_added")
        case .tokenRevoked: line = access(row, .access, "token_revoked")
        case .kioskAdded: line = access(row, .access, "kiosk_added")
        case .kioskRevoked: line = access(row, .access, "kiosk_revoked")
        case .report: line = try reportLine(row)
        case .quarantine: line = quarantineLine(row)
        case .plugin: line = try pluginLine(row)
        }
        if case .agent(let id) = row.actor {
            line?.actor = names.agent(id)
            line?.people.insert(id)
        }
        return line
    }

    private func journalLine(_ row: AuditRow, _ db: Database) throws -> AuditLine? {
        switch StoredEvent.Kind(rawValue: row.type) {
        case .configured: try configurationLine(row, db)
        case .presenceChanged: try presenceLine(row)
        case .contactChanged: try contactLine(row, .contacts, "changed", db)
        case .contactErased: try contactLine(row, .contacts, "erased", db)
        case .contactsMerged: try contactLine(row, .merges, "merged", db)
        case .contactsSeparated: try contactLine(row, .merges, "separated", db)
        default: nil
        }
    }

    private func access(_ row: AuditRow, _ kind: AuditLine.Kind, _ action: String) -> AuditLine? {
        guard let person = person(row.subject) else { return nil }
        var line = AuditLine(row: row, kind: kind, action: action, objectKind: "agent")
        line.object = row.data.isEmpty ? person.name : "\(row.data) (\(person.name))"
        line.objectID = person.id.description
        line.people = [person.id]
        return line
    }

    // Of a report the row has the title as its type, empty when it named a contact who was erased. Its
    // parameters may name one, too.
    private func reportLine(_ row: AuditRow) throws -> AuditLine? {
        guard viewer.administers || person(row.subject) != nil else { return nil }
        let record = try JSONText.decode(ReportRecord.self, from: row.data)
        var line = AuditLine(row: row, kind: .reports, action: "report", objectKind: "report")
        line.object = hidesIdentities || row.type.isEmpty ? record.report : row.type
        line.objectID = record.report
        line.changes = [AuditChange(field: "format", new: record.format)]
        if !hidesIdentities, record.parameters != "{}" {
            line.changes.append(AuditChange(field: "parameters", new: record.parameters))
        }
        line.changes.append(AuditChange(field: "hash", new: record.hash))
        return line
    }

    // Of the quarantine the row has the kind of input as its type, and as its data what was done.
    private func quarantineLine(_ row: AuditRow) -> AuditLine? {
        guard viewer.administers else { return nil }
        var line = AuditLine(
            row: row,
            kind: .quarantine,
            action: "quarantine_" + row.data,
            objectKind: "channel"
        )
        line.object = row.subject.flatMap { names.channels[$0] }
        line.objectID = row.subject.map { ID<Channel>($0).description }
        line.changes = [AuditChange(field: "input", new: row.type)]
        return line
    }

    // Of a plugin the row has what was done as its type, and as its data the plugin and the detail.
    private func pluginLine(_ row: AuditRow) throws -> AuditLine? {
        guard viewer.administers else { return nil }
        let words = try JSONText.decode([String].self, from: row.data)
        guard words.count == 2 else { return nil }
        var line = AuditLine(
            row: row,
            kind: .plugins,
            action: "plugin_" + row.type,
            objectKind: words[0].isEmpty ? "sandbox" : "plugin"
        )
        line.object = words[0].isEmpty ? nil : words[0]
        line.objectID = line.object
        guard row.type != "resumed" else { return line }
        let field = row.type == "placed" ? "placement" : "missing"
        line.changes = [AuditChange(field: field, new: words[1].isEmpty ? "default" : words[1])]
        return line
    }

    private func presenceLine(_ row: AuditRow) throws -> AuditLine? {
        guard let person = person(row.subject) else { return nil }
        let record = try JSONText.decode(PresenceRecord.self, from: row.data)
        var line = AuditLine(row: row, kind: .presence, action: "set", objectKind: "agent")
        line.object = person.name
        line.objectID = person.id.description
        line.state = record.state
        line.people = [person.id]
        if !record.reason.isEmpty {
            line.changes = [AuditChange(field: "reason", old: nil, new: record.reason)]
        }
        return line
    }

    // Whoever may find every contact may read a name here; what was changed of it is not kept.
    private func contactLine(
        _ row: AuditRow,
        _ kind: AuditLine.Kind,
        _ action: String,
        _ db: Database
    ) throws -> AuditLine? {
        guard seesActor(of: row) else { return nil }
        var line = AuditLine(row: row, kind: kind, action: action, objectKind: "contact")
        let id = row.subject ?? 0
        line.objectID = ID<Contact>(id).description
        let showsNames = !hidesIdentities && viewer.may(.contacts)
        if showsNames { line.object = try ContactRow.name(db, id) }
        guard kind == .merges else { return line }
        let merge = try JSONText.decode(MergeRecord.self, from: row.data)
        let other = action == "merged" ? merge.root : merge.kept
        let name = showsNames ? try ContactRow.name(db, other) : ID<Contact>(other).description
        line.changes = [AuditChange(field: action == "merged" ? "absorbed" : "from", new: name)]
        return line
    }

    private func configurationLine(_ row: AuditRow, _ db: Database) throws -> AuditLine? {
        let record = try JSONText.decode(ConfigurationRecord.self, from: row.data)
        guard sees(record.kind, row.subject) else { return nil }
        let before = try previous(row, record.kind, db)
        var line = AuditLine(
            row: row,
            kind: .configuration,
            action: "changed",
            objectKind: record.kind
        )
        if record.removed == true {
            line.action = "removed"
        } else {
            line.action = before == nil ? "added" : "changed"
            line.changes = try AuditChange.between(before, record.value) { name($0, of: $1) }
        }
        line.object = name(of: record.kind, row.subject)
        line.objectID = row.subject.map { ID<Engine.Configuration>($0).description }
        if record.kind == "agent", let id = row.subject { line.people = [ID(id)] }
        let touched = Set(line.changes.map(\.root))
        if record.kind == SettingItem.Kind.permissionGroup.rawValue
            || record.kind == "agent" && !touched.isDisjoint(with: Self.rights)
        {
            line.kind = .permissions
        }
        return line
    }

    /// What of a person says what they may do.
    private static let rights: Set<String> = [
        "group", "historyVisibility", "isActive", "role", "scope", "teams",
    ]

    private func previous(_ row: AuditRow, _ kind: String, _ db: Database) throws -> String? {
        let sql = """
            SELECT data FROM event WHERE \(AuditRow.isAboutSubject) AND type = 'configured'
                AND subject IS ? AND seq < ? ORDER BY seq DESC
            """
        let arguments: StatementArguments = [row.subject, row.number]
        let found = try String.fetchCursor(db, sql: sql, arguments: arguments)
        while let data = try found.next() {
            let record = try JSONText.decode(ConfigurationRecord.self, from: data)
            guard record.kind == kind else { continue }
            return record.value
        }
        return nil
    }

    private func sees(_ kind: String, _ subject: Int64?) -> Bool {
        if viewer.administers { return true }
        switch kind {
        case "team": return subject.map { viewer.teams.contains(ID($0)) } ?? false
        case "agent": return person(subject) != nil
        case SettingItem.Kind.flow.rawValue, SettingItem.Kind.flowVersion.rawValue,
            SettingItem.Kind.permissionGroup.rawValue:
            return false
        case "channel":
            guard let team = subject.flatMap({ channelTeams[$0] }) else { return false }
            return viewer.teams.contains(ID(team))
        default: return viewer.teams == .all
        }
    }

    private func person(_ id: Int64?) -> Agent? {
        guard let agent = id.flatMap({ agents[$0] }) else { return nil }
        return viewer.administers || viewer.maySeePresence(of: agent) ? agent : nil
    }

    private func seesActor(of row: AuditRow) -> Bool {
        if viewer.administers || viewer.teams == .all { return true }
        guard case .agent(let id) = row.actor else { return false }
        return person(id.value) != nil
    }

    private func name(of kind: String, _ id: Int64?) -> String? {
        guard let id else { return nil }
        switch kind {
        case "team": return names.teams[id]
        case "agent": return names.agents[id]
        case "channel": return names.channels[id]
        case "tag": return names.tags[id]
        default: return items[id]
        }
    }

    /// The name of what a field refers to; teams that the viewer does not see have none.
    private func name(_ id: Int64, of field: String) -> String? {
        switch field {
        case "teams", "team", "scope", "target", "overflow":
            if !viewer.administers, !viewer.teams.contains(ID(id)) { return "…" }
            return names.teams[id]
        case "agent": return names.agents[id]
        case "channel": return names.channels[id]
        case "group", "contactGroups", "workday", "hours", "flow", "parent", "versions":
            return items[id]
        default: return nil
        }
    }
}

/// Is a report that was made, as its row tells of it.
private struct ReportRecord: Decodable {
    var report: String
    var format: String
    var parameters: String
    var hash: String
}

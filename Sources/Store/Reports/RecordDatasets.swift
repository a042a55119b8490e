import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `company`: the one line of whose report it is.
    func company() throws -> any ReportCursor {
        let company = try snapshot.read { try ConfigurationRows.company($0) }
        let fields: [ReportField<Company>] = [
            .text("name") { $0.name },
            .text("registration") { $0.registration },
            .text("time_zone") { $0.timeZone },
        ]
        return BatchCursor([ReportBatch(company.map { [$0] } ?? [], fields)])
    }

    /// Opens `viewer`: the one line of what the reader may have, so that a report can say what it
    /// leaves out.
    func reader() -> any ReportCursor {
        let fields: [ReportField<Viewer>] = [
            .text("name") { $0.agent.name },
            .text("role") { $0.agent.role.rawValue },
            .truth("reads_reports") { $0.readsReports },
            .truth("takes_dossiers") { $0.takesDossiers },
            .truth("audits") { $0.audits },
        ]
        return BatchCursor([ReportBatch([viewer], fields)])
    }

    /// Opens `record`: one line about a session with what its line in `sessions` has no room for.
    ///
    /// `closer_kind` is `agent`, `contact`, `system` or `console`; `disposition_path` names the
    /// categories above the disposition too.
    func record(_ parameters: ReportParameters) throws -> any ReportCursor {
        let line = try snapshot.read { db in
            let row = try visibleSession(parameters, db)
            return try RecordLine(row.session, db)
        }
        return BatchCursor([ReportBatch([line], RecordLine.fields)])
    }

    /// Opens `variables`: what the contact of a session told its flow, by name; nothing under the
    /// privacy switch.
    func variables(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let variables = try snapshot.read { db in
            let session = try visibleSession(parameters, db).session
            return try SessionWords.variables(db, session.id.value).sorted { $0.key < $1.key }
        }
        let fields: [ReportField<(key: String, value: String)>] = [
            .text("name") { $0.key },
            .text("value") { $0.value },
        ]
        return BatchCursor([ReportBatch(hides ? [] : variables, fields)])
    }
}

/// Is what a record says of a session beside its figures.
private struct RecordLine {
    let session: Session
    let channel: Row?
    let closer: Actor?
    let closerName: String?
    let closerNickname: String?
    let disposition: String?
    let agentNickname: String?
    let nicknames: String

    init(_ session: Session, _ db: Database) throws {
        self.session = session
        let names = try ReportNames(db)
        channel = try Row.fetchOne(
            db,
            sql: "SELECT name, plugin, account FROM channel WHERE id = ?",
            arguments: [session.channel.value]
        )
        closer = try Self.closer(of: session, db)
        if case .agent(let id) = closer {
            closerName = names.agent(id)
            closerNickname = names.nickname(id)
        } else {
            closerName = nil
            closerNickname = nil
        }
        disposition = session.disposition.map { names.path(ofDisposition: $0.value) }
        agentNickname = names.nickname(session.agent)
        let agents = try String.fetchOne(
            db,
            sql: "SELECT agents FROM session WHERE id = ?",
            arguments: [session.id.value]
        )
        nicknames = names.list(agents ?? "", \.nicknames)
    }

    static var fields: [ReportField<RecordLine>] {
        [
            .text("channel") { $0.channel?[0] },
            .text("channel_kind") { $0.channel?[1] },
            .text("channel_account") { $0.channel?[2] },
            .text("agent_nickname") { $0.agentNickname },
            .text("agents_nicknames") { $0.nicknames },
            .text("closer_kind") { $0.closer?.word },
            .text("closer") { $0.closerName },
            .text("closer_nickname") { $0.closerNickname },
            .text("disposition_path") { $0.disposition },
            .moment("rating_asked") { $0.session.ratingAskedAt },
            .integer("rating") { $0.session.rating.map(Int64.init) },
            .integer("reopenings") { Int64($0.session.reopenings) },
            .duration("closed_between") { $0.session.closedMilliseconds },
        ]
    }

    private static func closer(of session: Session, _ db: Database) throws -> Actor? {
        guard session.closedAt != nil else { return nil }
        return try Int64.fetchOne(
            db,
            sql: """
                SELECT actor FROM event WHERE session = ? AND type = 'session-closed'
                ORDER BY seq DESC LIMIT 1
                """,
            arguments: [session.id.value]
        ).map(Actor.init(number:))
    }
}

extension Actor {
    /// The word for it in datasets.
    var word: String {
        switch self {
        case .agent: "agent"
        case .contact: "contact"
        case .system: "system"
        case .console: "console"
        }
    }
}

extension Message.Author {
    /// The word for it in datasets.
    var word: String {
        switch self {
        case .agent: "agent"
        case .contact: "contact"
        case .automatic: "automatic"
        case .elsewhere: "elsewhere"
        }
    }
}

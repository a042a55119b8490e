import Engine
import GRDB

/// What a dossier is made of: everything kept about one contact and those merged into it, cut to
/// what the viewer may see. Names, notes, identities, and what a company calls confidential, are
/// left out under the privacy switch.
extension SnapshotReportData {
    /// Opens `contact`: the one line of a contact.
    ///
    /// `hidden_sessions` counts what the viewer does not see of it, `loose_hidden` messages outside
    /// sessions: only where both are zero is a dossier whole.
    ///
    /// - Throws: `ReportDataError.forbidden` for who may not have dossiers, `notFound` where there is
    ///   no such contact, or none that the viewer may know.
    func contact(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let line = try snapshot.read { db in
            try ContactLine(try knownContact(parameters, db), ViewerScope(viewer), db)
        }
        let fields: [ReportField<ContactLine>] = [
            .text("id") { $0.contact.id.description },
            .text("name") { hides ? nil : $0.contact.name },
            .truth("name_confirmed") { $0.contact.isNameConfirmed },
            .text("note") { hides ? nil : $0.contact.note },
            .text("groups") { $0.groups },
            .truth("refuses_outbound") { $0.contact.refusesOutbound },
            .moment("created") { $0.contact.createdAt },
            .integer("sessions") { $0.sessions },
            .integer("hidden_sessions") { $0.hidden },
            .integer("loose_messages") { $0.loose },
            .integer("loose_hidden") { $0.looseHidden },
        ]
        return BatchCursor([ReportBatch([line], fields)])
    }

    /// Opens `contact_parts`: the contact and those merged into it, one line each, oldest first.
    func contactParts(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let (root, parts) = try snapshot.read { db in
            let contact = try knownContact(parameters, db)
            return (contact, try family(of: contact, db))
        }
        let fields: [ReportField<Contact>] = [
            .text("id") { $0.id.description },
            .text("name") { hides ? nil : $0.name },
            .truth("stands") { $0.id == root },
            .moment("created") { $0.createdAt },
        ]
        return BatchCursor([ReportBatch(parts, fields)])
    }

    /// Opens `contact_identities`: the ways in which the contact is known; none under the privacy
    /// switch.
    func contactIdentities(_ parameters: ReportParameters) throws -> any ReportCursor {
        typealias Line = (contact: Contact, identity: ContactIdentity)
        let hides = try parameters.hidesIdentities()
        let (lines, names) = try snapshot.read { db -> ([Line], ReportNames) in
            let parts = try family(of: knownContact(parameters, db), db)
            return (
                parts.flatMap { part in part.identities.map { (part, $0) } }, try ReportNames(db)
            )
        }
        let fields: [ReportField<Line>] = [
            .text("kind") { $0.identity.kind.rawValue },
            .text("value") { $0.identity.value },
            .text("scope") { line in
                guard let id = ID<Channel>(line.identity.scope) else { return line.identity.scope }
                return names.channels[id.value] ?? line.identity.scope
            },
            .text("contact") { $0.contact.name },
        ]
        return BatchCursor([ReportBatch(hides ? [] : lines, fields)])
    }

    /// Opens `contact_fields`: what is known in the company's own fields; confidential ones not
    /// under the privacy switch.
    func contactFields(_ parameters: ReportParameters) throws -> any ReportCursor {
        typealias Line = (contact: Contact, field: ContactField, value: String)
        let hides = try parameters.hidesIdentities()
        let lines = try snapshot.read { db -> [Line] in
            let parts = try family(of: knownContact(parameters, db), db)
            let known = try SettingItem.fetchAll(
                db,
                .field,
                as: ContactField.self,
                withRemoved: true
            )
            return parts.flatMap { part in
                known.compactMap { field in part.fields[field.id].map { (part, field, $0) } }
            }
        }
        let fields: [ReportField<Line>] = [
            .text("name") { $0.field.name },
            .text("value") { hides && $0.field.isConfidential ? nil : $0.value },
            .truth("confidential") { $0.field.isConfidential },
            .text("contact") { hides ? nil : $0.contact.name },
        ]
        return BatchCursor([ReportBatch(lines, fields)])
    }

    /// Opens `contact_sessions`: the contact's sessions that the viewer may see, oldest first, as
    /// ids and protocol numbers for the datasets about one session.
    func contactSessions(_ parameters: ReportParameters) throws -> any ReportCursor {
        let rows = try snapshot.read { db in
            let contact = try knownContact(parameters, db)
            let sql = """
                SELECT id, protocol_day, protocol_sequence FROM session
                WHERE contact = \(contact.value) AND \(ViewerScope(viewer).sees) ORDER BY id
                """
            return try Row.fetchAll(db, sql: sql)
        }
        let fields: [ReportField<Row>] = [
            .text("id") { ID<Session>($0[0]).description },
            .text("protocol") { ProtocolNumber(day: $0[1], sequence: $0[2]).description },
        ]
        return BatchCursor([ReportBatch(rows, fields)])
    }

    /// Opens `contact_access`: who changed the contact, merged it, or read its sessions, newest
    /// first, as far as it is kept and the viewer sees the sessions.
    ///
    /// `action` is `changed`, `merged`, `separated` or `read`; reads by one person of one session
    /// are one line with their count and the last moment.
    func contactAccess(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (rows, names) = try snapshot.read { db in
            let contact = try knownContact(parameters, db)
            let parts = sqlList(try ContactRow.family(db, of: contact))
            let sql = """
                SELECT at, type, actor, NULL, NULL, 1 FROM event
                WHERE \(AuditRow.isAboutSubject) AND subject IN (\(parts))
                    AND type IN ('contact-changed', 'contacts-merged', 'contacts-separated')
                UNION ALL
                SELECT max(event.at), event.type, event.actor, session.protocol_day,
                    session.protocol_sequence, count(*)
                FROM session CROSS JOIN event ON event.subject = session.id
                WHERE \(AuditRow.isAboutSubject) AND event.type = 'session-read'
                    AND session.contact = \(contact.value) AND \(ViewerScope(viewer).sees)
                GROUP BY session.id, event.actor
                ORDER BY 1 DESC, 2, 3, 4, 5
                """
            return (try Row.fetchAll(db, sql: sql), try ReportNames(db))
        }
        let fields: [ReportField<Row>] = [
            .moment("moment") { Timestamp($0[0]) },
            .text("action") { Self.action($0[1]) },
            .text("actor_kind") { Actor(number: $0[2]).word },
            .text("actor") { row in
                guard case .agent(let id) = Actor(number: row[2]) else { return nil }
                return names.agent(id)
            },
            .text("protocol") { row in
                (row[3] as Int32?).map { ProtocolNumber(day: $0, sequence: row[4]).description }
            },
            .integer("times") { $0[5] },
        ]
        return BatchCursor([ReportBatch(rows, fields)])
    }

    private static func action(_ type: String) -> String {
        switch StoredEvent.Kind(rawValue: type) {
        case .contactErased: "erased"
        case .contactsMerged: "merged"
        case .contactsSeparated: "separated"
        case .sessionRead: "read"
        default: "changed"
        }
    }

    /// The contact that the parameters name, if the viewer may have its dossier.
    private func knownContact(_ parameters: ReportParameters, _ db: Database) throws -> ID<Contact>
    {
        guard viewer.takesDossiers else { throw ReportDataError.forbidden }
        guard let contact = try parameters.contact(db) else {
            throw ReportDataError.badParameter(name: "contact", reason: "it is missing")
        }
        guard !viewer.may(.contacts) else { return contact }
        let sql = """
            SELECT 1 FROM session WHERE contact = \(contact.value) AND \(ViewerScope(viewer).sees)
            """
        guard try Int.fetchOne(db, sql: sql) != nil else { throw ReportDataError.notFound }
        return contact
    }

    private func family(of contact: ID<Contact>, _ db: Database) throws -> [Contact] {
        try ContactRow.family(db, of: contact).sorted().compactMap { try ContactRow.fetch(db, $0) }
    }
}

/// Is a contact as dossiers show it in one line.
private struct ContactLine {
    let contact: Contact
    let groups: String
    let sessions: Int64
    let hidden: Int64
    let loose: Int64
    let looseHidden: Int64

    init(_ id: ID<Contact>, _ scope: ViewerScope, _ db: Database) throws {
        guard let contact = try ContactRow.fetch(db, id) else { throw ReportDataError.notFound }
        self.contact = contact
        let names = try ReportNames(db).contactGroups
        groups = contact.groups.compactMap { names[$0.value] }.joined(separator: ", ")
        let count = """
            SELECT count(*), ifnull(sum(\(scope.sees)), 0) FROM session WHERE contact = \(id.value)
            """
        let row = try Row.fetchOne(db, sql: count)
        sessions = row?[1] ?? 0
        hidden = (row?[0] ?? 0) - sessions
        let family = sqlList(try ContactRow.family(db, of: id))
        let apart = """
            SELECT count(*), ifnull(sum(\(scope.counts("NULL"))), 0) FROM message
            WHERE session IS NULL AND is_filtered = 1 AND contact IN (\(family))
            """
        let messages = try Row.fetchOne(db, sql: apart)
        loose = messages?[1] ?? 0
        looseHidden = (messages?[0] ?? 0) - loose
    }
}

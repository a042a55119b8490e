import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `audit`: who did what when, newest first.
    ///
    /// `kind` is `configuration`, `permissions`, `presence`, `contacts`, `merges`, `logins`,
    /// `access` (keys of programs and links of boards), `reports` (those made, with their hashes) or
    /// `quarantine` (what was tried again or dropped), `plugins` (where they run, what they may); `action` says what was done to `object`, a thing of `object_kind`; `changes` is a JSON list of what it had and has now. Parameters: a
    /// period, `kind`, and `agent`, who did it or whom it is about.
    ///
    /// - Throws: `ReportDataError.forbidden` for who may not audit.
    func audit(_ parameters: ReportParameters) throws -> any ReportCursor {
        guard viewer.audits else { throw ReportDataError.forbidden }
        let kinds = Set(try parameters.choices("kind", of: AuditLine.Kind.self))
        let (from, to) = try parameters.period(asOf: asOf)
        let (reader, people) = try snapshot.read { db -> (AuditReader, Set<ID<Agent>>) in
            let hides = try parameters.hidesIdentities()
            return (
                try AuditReader(db, for: viewer, hidesIdentities: hides),
                try parameters.references("agent", "agent", "email", db)
            )
        }
        return PagedCursor(snapshot, AuditLine.fields) { db, last in
            var lines: [AuditLine] = []
            var place = last?.row
            while lines.count < PagedCursor<AuditLine>.pageSize {
                let rows = try AuditRow.fetch(db, from: from, to: to, before: place)
                guard let end = rows.last else { break }
                lines += try rows.compactMap { try reader.line(of: $0, db) }.filter { line in
                    (kinds.isEmpty || kinds.contains(line.kind))
                        && (people.isEmpty || !people.isDisjoint(with: line.people))
                }
                place = end
            }
            return lines
        }
    }
}

/// Is something that was done, as reports show it in one line.
struct AuditLine {
    /// Says what it is about.
    enum Kind: String, CaseIterable {
        case configuration
        case permissions
        case presence
        case contacts
        case merges
        case logins
        case access
        case reports
        case quarantine
        case plugins
    }

    let row: AuditRow
    var kind: Kind
    var action: String
    var actor: String?
    var objectKind: String
    var object: String?
    var objectID: String?
    var state: String?
    var changes: [AuditChange] = []

    /// Who did it and whom it is about.
    var people: Set<ID<Agent>> = []

    static var fields: [ReportField<AuditLine>] {
        [
            .moment("moment") { $0.row.at },
            .text("kind") { $0.kind.rawValue },
            .text("action") { $0.action },
            .text("actor_kind") { $0.row.actor?.word },
            .text("actor") { $0.actor },
            .text("object_kind") { $0.objectKind },
            .text("object") { $0.object },
            .text("object_id") { $0.objectID },
            .text("state") { $0.state },
            .text("changes") { $0.changes.isEmpty ? nil : try? JSONText.encode($0.changes) },
        ]
    }
}

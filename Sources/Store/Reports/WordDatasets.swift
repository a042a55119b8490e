import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `definitions`: what metrics mean, all or those that `metrics` lists, in its order; in
    /// `language`, by default the viewer's.
    func definitions(_ parameters: ReportParameters) throws -> any ReportCursor {
        let language = try parameters.text("language") ?? viewer.agent.language
        let ids = try parameters.texts("metrics")
        let metrics =
            ids.isEmpty
            ? Metric.all
            : try ids.map { id in
                guard let metric = Metric.named(id) else {
                    throw ReportDataError.badParameter(
                        name: "metrics",
                        reason: "there is no metric \(id)"
                    )
                }
                return metric
            }
        let fields: [ReportField<Metric>] = [
            .text("id") { $0.id },
            .text("unit") { $0.unit.rawValue },
            .text("name") { $0.name.text(in: language) },
            .text("definition") { $0.definition.text(in: language) },
        ]
        return BatchCursor([ReportBatch(metrics, fields)])
    }

    /// Opens `choices`: the names of what a filter's references stand for.
    ///
    /// A contact is named where the viewer sees one of its sessions and identities are not hidden.
    func choices(_ parameters: ReportParameters) throws -> any ReportCursor {
        let choices = try snapshot.read { db -> [ChosenName] in
            let filter = try parameters.filter(db)
            let names = try ReportNames(db)
            func named<Entity>(
                _ parameter: String,
                _ ids: Set<ID<Entity>>,
                _ names: [Int64: String]
            ) -> [ChosenName] {
                ids.sorted().map { id in
                    let name = names[id.value] ?? id.description
                    return ChosenName(parameter: parameter, id: id.description, name: name)
                }
            }
            return named("channel", filter.channels, names.channels)
                + named("team", filter.teams, names.teams)
                + named("agent", filter.agents, names.agents)
                + named("tag", filter.tags, names.tags)
                + named("disposition", filter.dispositions, names.dispositions)
                + (try contact(filter, db).map { [$0] } ?? [])
        }
        let fields: [ReportField<ChosenName>] = [
            .text("parameter") { $0.parameter },
            .text("id") { $0.id },
            .text("name") { $0.name },
        ]
        return BatchCursor([ReportBatch(choices, fields)])
    }

    private func contact(_ filter: SessionFilter, _ db: Database) throws -> ChosenName? {
        guard let contact = filter.contact else { return nil }
        var wanted = SessionFilter()
        wanted.contact = contact
        let query = SessionQuery(wanted, for: viewer)
        let id = contact.description
        guard !filter.hidesIdentities,
            let session = try query.fetch(
                db,
                "session.id, session.contact",
                from: "session",
                limit: 1
            )
            .first,
            let name = try String.fetchOne(
                db,
                sql: "SELECT name FROM contact WHERE id = ?",
                arguments: [session[1] as Int64]
            )
        else { return ChosenName(parameter: "contact", id: id, name: id) }
        return ChosenName(parameter: "contact", id: id, name: name)
    }
}

/// Is the name of what a filter's reference stands for.
private struct ChosenName: Sendable {
    let parameter: String
    let id: String
    let name: String
}

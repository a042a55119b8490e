public import Engine
import GRDB

/// Gives reports their data from one moment of the database, cut to what a viewer may see.
///
/// Datasets, with the columns that their files list: `sessions`, `sessions_by_day`, `totals`, `session`, `legs`,
/// `timeline`, `notes`, `figures`, `figures_by_team`, `figures_by_channel`, `figures_by_agent`,
/// `figures_by_time`, `waits`, `volume`, `moves`, `dispositions`, `tags`, `closed_totals`,
/// `ratings`, `rated_sessions`, `all_legs`; `definitions` of metrics (`metrics`, `language`); `choices`, the names of what a filter
/// refers to. Parameters: `from`, `to`, `basis`, `phase`, `team`, `channel`, `agent`, `tag`,
/// `disposition`, `outcome`, `contact`, `protocol`, `text`, `hide_identities`; `session` for the
/// datasets about one; `every` (seconds) for `volume`. Records are made of `company`, `viewer`,
/// `record`, `variables`, `files`, `messages`, `message_counts`, `presence`, `work`, `busy`, `audit`,
/// `contact` and what begins with `contact_`.
public final class SnapshotReportData: ReportData {
    /// The moment the data is of.
    public let asOf: Timestamp

    let snapshot: DatabaseSnapshot
    let viewer: Viewer

    init(snapshot: DatabaseSnapshot, viewer: Viewer, asOf: Timestamp) {
        self.snapshot = snapshot
        self.viewer = viewer
        self.asOf = asOf
    }

    /// Opens a dataset with its parameters, a JSON object that may be empty.
    ///
    /// - Throws: `ReportDataError` when there is no such dataset or a parameter is wrong.
    public func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        let parameters = try ReportParameters(parameters)
        switch dataset {
        case "sessions": return try sessions(parameters)
        case "totals": return try totals(parameters)
        case "sessions_by_day": return try sessionsByDay(parameters)
        case "session": return try session(parameters)
        case "legs": return try legs(parameters)
        case "timeline": return try timeline(parameters)
        case "notes": return try notes(parameters)
        case "figures": return try figures(.total, parameters)
        case "figures_by_team": return try figures(.team, parameters)
        case "figures_by_channel": return try figures(.channel, parameters)
        case "figures_by_agent": return try figures(.agent, parameters)
        case "volume": return try volume(parameters)
        case "figures_by_time": return try figuresByTime(parameters)
        case "waits": return try waits(parameters)
        case "moves": return try moves(parameters)
        case "dispositions": return try dispositions(parameters)
        case "tags": return try tags(parameters)
        case "closed_totals": return try closedTotals(parameters)
        case "ratings": return try ratings(parameters)
        case "rated_sessions": return try ratedSessions(parameters)
        case "all_legs": return try allLegs(parameters)
        case "definitions": return try definitions(parameters)
        case "choices": return try choices(parameters)
        default: return try openRecord(dataset, parameters)
        }
    }

    /// Opens what records are made of: of one session, of messages, people's time, deeds, contacts.
    private func openRecord(
        _ dataset: String,
        _ parameters: ReportParameters
    ) throws -> any ReportCursor {
        switch dataset {
        case "company": return try company()
        case "viewer": return reader()
        case "record": return try record(parameters)
        case "variables": return try variables(parameters)
        case "files": return try files(parameters)
        case "messages": return try messages(parameters)
        case "message_counts": return try messageCounts(parameters)
        case "presence": return try presence(parameters)
        case "work": return try work(parameters)
        case "busy": return try busy(parameters)
        case "audit": return try audit(parameters)
        case "contact": return try contact(parameters)
        case "contact_parts": return try contactParts(parameters)
        case "contact_identities": return try contactIdentities(parameters)
        case "contact_fields": return try contactFields(parameters)
        case "contact_sessions": return try contactSessions(parameters)
        case "contact_access": return try contactAccess(parameters)
        default: throw ReportDataError.unknownDataset(dataset)
        }
    }

    /// Reads the session that the parameters name, if the viewer may see it.
    func visibleSession(_ parameters: ReportParameters, _ db: Database) throws -> SessionRow {
        let id = try parameters.session(db)
        guard let row = try SessionRow.fetch(db, id), viewer.maySee(row.session) else {
            throw ReportDataError.notFound
        }
        return row
    }
}

/// Adds datasets of another source, such as live ones, to report data.
public struct CombinedReportData: ReportData {
    /// Opens a dataset with its parameters.
    public typealias Opening = @Sendable (_ parameters: String) throws -> any ReportCursor

    private let base: any ReportData
    private let added: [String: Opening]

    /// Adds datasets by name; they hide those of the same name.
    public init(_ base: any ReportData, adding added: [String: Opening]) {
        self.base = base
        self.added = added
    }

    /// The moment the data is of.
    public var asOf: Timestamp { base.asOf }

    /// Opens a dataset with its parameters, a JSON object that may be empty.
    public func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        guard let opening = added[dataset] else {
            return try base.open(dataset, parameters: parameters)
        }
        return try opening(parameters)
    }
}

internal import Engine
internal import Foundation
internal import Store
internal import Synchronization

/// Adds to the stored datasets those of the present moment, which boards are made of.
///
/// `metrics` what there is to show · `live` one row of counts · `queue` who waits, longest first · `teams`, `channels`, `agents` ·
/// `exceptions` what is out of the ordinary · `today` one row of the day's figures · `volume` the
/// day by hours. Columns have the ids of metrics where they show one; durations are milliseconds.
final class LiveDatasets: ReportData {
    let asOf: Timestamp
    private let stored: any ReportData
    private let floor: FloorPicture
    private let showsNames: Bool
    private let hidesIdentities: Bool
    private let readDay: @Sendable () async throws -> DayPicture
    private let readHours: @Sendable ([Timestamp]) async throws -> [PeriodFigures]
    private let day = Mutex<DayPicture?>(nil)

    /// Creates the datasets; the day and its hours are read when a report first asks for
    /// them.
    init(
        over stored: any ReportData,
        floor: FloorPicture,
        showsNames: Bool,
        hidesIdentities: Bool,
        day: @escaping @Sendable () async throws -> DayPicture,
        hours: @escaping @Sendable ([Timestamp]) async throws -> [PeriodFigures]
    ) {
        self.stored = stored
        self.floor = floor
        self.showsNames = showsNames && !hidesIdentities
        self.hidesIdentities = hidesIdentities
        readDay = day
        readHours = hours
        asOf = floor.at
    }

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        switch dataset {
        case "live": BatchCursor([floor.liveRow()])
        case "queue":
            BatchCursor([floor.queueRows(limit: try limit(parameters), names: showsNames)])
        case "exceptions":
            BatchCursor([floor.exceptionRows(limit: try limit(parameters), names: showsNames)])
        case "metrics": BatchCursor([Self.metricRows()])
        case "teams": BatchCursor([floor.teamRows(try today())])
        case "channels": BatchCursor([floor.channelRows(try today())])
        case "agents": BatchCursor([floor.agentRows(try today())])
        case "today": BatchCursor([try today().row()])
        case "volume" where parameters.isEmpty || parameters == "{}":
            BatchCursor([try volumeRows()])
        default: try stored.open(dataset, parameters: try guarded(parameters))
        }
    }

    /// A row for each metric with its name in the languages of boards.
    private static func metricRows() -> ReportBatch {
        ReportBatch(columns: [
            .texts("id", Metric.all.map(\.id)),
            .texts("unit", Metric.all.map(\.unit.rawValue)),
            .texts("name_pt-BR", Metric.all.map(\.name.portuguese)),
            .texts("name_en", Metric.all.map(\.name.english)),
        ])
    }

    /// Adds the privacy switch, so that no plugin can forget it.
    private func guarded(_ parameters: String) throws -> String {
        guard hidesIdentities else { return parameters }
        let text = parameters.isEmpty ? "{}" : parameters
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        guard var fields = object as? [String: Any] else { return parameters }
        fields["hide_identities"] = true
        let data = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    private func today() throws -> DayPicture {
        if let known = day.withLock({ $0 }) { return known }
        let read = try waitBlocking(readDay)
        day.withLock { $0 = read }
        return read
    }

    private func volumeRows() throws -> ReportBatch {
        let day = try today()
        let starts = day.volume.map(\.start)
        let readHours = readHours
        return day.volumeRows(try waitBlocking { try await readHours(starts) })
    }

    private func limit(_ parameters: String) throws -> Int {
        struct Parameters: Decodable { var limit: Int? }
        guard !parameters.isEmpty else { return FloorPicture.listLimit }
        guard
            let read = try? JSONDecoder().decode(Parameters.self, from: Data(parameters.utf8)),
            read.limit ?? 1 > 0
        else {
            throw ReportDataError.badParameter(name: "limit", reason: "a whole number above 0")
        }
        return min(read.limit ?? FloorPicture.listLimit, FloorPicture.listLimit)
    }
}

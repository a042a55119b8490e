import Engine
import GRDB

extension SnapshotReportData {
    /// Opens the figures of a period, one line for each part of the dimension, by name.
    func figures(
        _ dimension: FigureDimension,
        _ parameters: ReportParameters
    ) throws -> any ReportCursor {
        let (from, to) = try parameters.period(asOf: asOf)
        let scope = ViewerScope(viewer)
        let query = FigureQuery(from: from, to: to, dimension: dimension, scope: scope)
        let lines = try snapshot.read { db in
            let names = try ReportNames(db)
            return try query.read(db).map { FigureLine($0.key, $0.value, names) }
        }
        let sorted = lines.sorted { ($0.name ?? "", $0.id ?? "") < ($1.name ?? "", $1.id ?? "") }
        return BatchCursor([ReportBatch(sorted, FigureLine.fields)])
    }

    /// Opens `volume`: sessions begun and closed in each stretch of a period.
    func volume(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (from, to) = try parameters.period(asOf: asOf)
        let every = try parameters.number("every") ?? 3_600
        guard every > 0 else {
            throw ReportDataError.badParameter(name: "every", reason: "it is not above zero")
        }
        let scope = ViewerScope(viewer)
        let query = VolumeQuery(from: from, to: to, everySeconds: every, scope: scope)
        let stretches = try snapshot.read { try query.read($0) }
        let fields: [ReportField<VolumeStretch>] = [
            .moment("moment") { $0.start },
            .integer("started") { Int64($0.started) },
            .integer("closed") { Int64($0.closed) },
        ]
        return BatchCursor([ReportBatch(stretches, fields)])
    }
}

/// Is the figures of one team, channel, agent or of all in one line, under the metrics' ids.
private struct FigureLine: Sendable {
    let id: String?
    let name: String?
    let figures: PeriodFigures

    init(_ key: FigureKey, _ figures: PeriodFigures, _ names: ReportNames) {
        self.figures = figures
        switch key {
        case .total:
            id = nil
            name = nil
        case .team(let team):
            id = team.description
            name = names.teams[team.value]
        case .channel(let channel):
            id = channel.description
            name = names.channels[channel.value]
        case .agent(let agent):
            id = agent.description
            name = names.agent(agent)
        }
    }

    static var fields: [ReportField<FigureLine>] {
        [.text("id") { $0.id }, .text("name") { $0.name }]
            + counts.map { name, value in .integer(name) { Int64(value($0.figures)) } }
            + durations.flatMap { name, values in spread(name, values) }
            + [
                .decimal("service_level") { $0.figures.serviceLevel },
                .decimal("abandon_rate") { $0.figures.abandonRate },
                .decimal("transfer_rate") { line in
                    let served = line.figures.served
                    return served > 0 ? Double(line.figures.transferred) / Double(served) : nil
                },
            ]
    }

    private static var counts: [(String, (PeriodFigures) -> Int)] {
        [
            ("sessions_started", \.started), ("sessions_closed", \.closed), ("served", \.served),
            ("success", \.success), ("lost", \.lost), ("offered", \.offered),
            ("answered", \.answered), ("abandoned", \.abandoned),
            ("abandoned_short", \.abandonedShort), ("answered_in_target", \.answeredInTarget),
            ("overflowed", \.overflowed), ("transferred", \.transferred),
            ("messages_in", \.messagesIn), ("messages_out", \.messagesOut),
        ]
    }

    private static var durations: [(String, (PeriodFigures) -> [Int64])] {
        [("wait", \.waits), ("handle", \.handles), ("first_response", \.firstResponses)]
    }

    private static func spread(
        _ name: String,
        _ values: @escaping (PeriodFigures) -> [Int64]
    ) -> [ReportField<FigureLine>] {
        [
            .duration(name + "_mean") { PeriodFigures.mean(values($0.figures)) },
            .duration(name + "_p50") { PeriodFigures.percentile(50, of: values($0.figures)) },
            .duration(name + "_p90") { PeriodFigures.percentile(90, of: values($0.figures)) },
        ]
    }
}

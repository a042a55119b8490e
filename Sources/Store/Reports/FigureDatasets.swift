import Engine
import GRDB

extension SnapshotReportData {
    /// Opens the figures of a period, one line for each part of the dimension, by name.
    ///
    /// Parts that are there and had nothing to do have their line too. `figures` sums up everything,
    /// or with `over` (`team`, `channel`, `agent`) what the lines of that dimension have together.
    func figures(
        _ dimension: FigureDimension,
        _ parameters: ReportParameters
    ) throws -> any ReportCursor {
        let (from, to) = try parameters.period(asOf: asOf)
        let scope = ViewerScope(viewer)
        let over = try parameters.choice("over", of: FigureDimension.self) ?? .total
        let lines = try snapshot.read { db in
            let filter = try parameters.figureFilter(db)
            func query(_ dimension: FigureDimension) -> FigureQuery {
                FigureQuery(
                    from: from,
                    to: to,
                    dimension: dimension,
                    scope: scope,
                    filter: filter
                )
            }
            guard dimension != .total else {
                var whole = try query(.total).read(db)[.total] ?? PeriodFigures()
                if over != .total { whole.replaceCounts(by: try query(over).read(db)) }
                return [FigureLine(.total, whole, try FigureParts(db))]
            }
            let parts = try FigureParts(db)
            var figures = try query(dimension).read(db)
            for key in parts.present(dimension, for: viewer, filter) where figures[key] == nil {
                figures[key] = PeriodFigures()
            }
            return figures.map { FigureLine($0.key, $0.value, parts) }
        }
        let sorted = lines.sorted { ($0.name ?? "", $0.id ?? "") < ($1.name ?? "", $1.id ?? "") }
        return BatchCursor([ReportBatch(sorted, FigureLine.fields)])
    }

    /// Opens `volume`: sessions begun and closed in each stretch of a period.
    func volume(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (from, to) = try parameters.period(asOf: asOf)
        let every = try parameters.number("every") ?? 3_600
        guard (1...31_622_400).contains(every) else {
            throw ReportDataError.badParameter(name: "every", reason: "it is not 1 to 31622400")
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

extension PeriodFigures {
    /// Takes the sums, counts and values of parts; times of people stay those of each person once.
    fileprivate mutating func replaceCounts(by parts: [FigureKey: PeriodFigures]) {
        var sum = PeriodFigures()
        for part in parts.values { sum += part }
        sum.sort()
        sum.availableTime = availableTime
        sum.occupiedTime = occupiedTime
        sum.utilisedTime = utilisedTime
        sum.capacityTime = capacityTime
        sum.pauses = pauses
        self = sum
    }
}

/// Is what figures are split by, with what lines say of it.
struct FigureParts: Sendable {
    let names: ReportNames
    let teams: [ID<Team>: Team]
    private let presentTeams: [ID<Team>]
    private let presentChannels: [ID<Channel>]
    private let presentAgents: [Agent]

    init(_ db: Database) throws {
        names = try ReportNames(db)
        let all = try ConfigurationRows.teams(db, withRemoved: true)
        teams = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        presentTeams = try ConfigurationRows.teams(db).filter(\.isActive).map(\.id)
        presentChannels = try ConfigurationRows.channels(db).filter(\.isActive).map(\.id)
        presentAgents = try AgentRow.fetchAll(db).filter { $0.isActive && !$0.teams.isEmpty }
    }

    /// The parts that are at work, whether they had something to do or not.
    func present(
        _ dimension: FigureDimension,
        for viewer: Viewer,
        _ filter: FigureFilter
    ) -> [FigureKey] {
        switch dimension {
        case .total: []
        case .team:
            presentTeams.filter { viewer.teams.contains($0) && filter.passes($0) }
                .map(FigureKey.team)
        case .channel:
            presentChannels.filter { filter.channels.isEmpty || filter.channels.contains($0) }
                .map(FigureKey.channel)
        case .agent:
            presentAgents.filter { viewer.maySeePresence(of: $0) && filter.passes($0) }
                .map { .agent($0.id) }
        }
    }
}

/// Is the figures of one team, channel, agent or of all in one line, under the metrics' ids.
private struct FigureLine: Sendable {
    let id: String?
    let name: String?
    let team: Team?
    let figures: PeriodFigures

    init(_ key: FigureKey, _ figures: PeriodFigures, _ parts: FigureParts) {
        self.figures = figures
        switch key {
        case .total:
            id = nil
            name = nil
            team = nil
        case .team(let key):
            id = key.description
            name = parts.names.teams[key.value]
            team = parts.teams[key]
        case .channel(let channel):
            id = channel.description
            name = parts.names.channels[channel.value]
            team = nil
        case .agent(let agent):
            id = agent.description
            name = parts.names.agent(agent)
            team = nil
        }
    }

    static var fields: [ReportField<FigureLine>] {
        [.text("id") { $0.id }, .text("name") { $0.name }]
            + Metric.all.compactMap { field(of: $0) } + [
                .duration("target") { line in line.team.map { $0.targetSeconds * 1_000 } },
                .decimal("goal") { $0.team?.goal },
                .duration("short_limit") { line in line.team.map { $0.shortAbandonSeconds * 1_000 }
                },
                .truth("counts_abandoned") { $0.team?.countsAbandoned },
            ]
    }

    // In the order of the one table of metrics, with its ids.
    private static func field(of metric: Metric) -> ReportField<FigureLine>? {
        PeriodFigures.field(of: metric) { (line: FigureLine) in line.figures }
    }
}

extension PeriodFigures {
    /// The column of a metric in lines that have figures; `nil` for metrics that are not of a period.
    static func field<Line>(
        of metric: Metric,
        _ figures: @escaping @Sendable (Line) -> PeriodFigures
    ) -> ReportField<Line>? {
        if let count = counts[metric.id] {
            return .integer(metric.id) { Int64(count(figures($0))) }
        }
        if let rate = rates[metric.id] {
            return .decimal(metric.id) { rate(figures($0)) }
        }
        if let duration = durations[metric.id] {
            return .duration(metric.id) { duration(figures($0)) }
        }
        return nil
    }
}

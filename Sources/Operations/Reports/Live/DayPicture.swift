internal import Engine
internal import Foundation

/// Is what a viewer may see of the day so far.
struct DayPicture: Sendable {
    /// Everything.
    var total = PeriodFigures()
    /// By team.
    var teams: [ID<Team>: PeriodFigures] = [:]
    /// By channel.
    var channels: [ID<Channel>: PeriodFigures] = [:]
    /// By agent.
    var agents: [ID<Agent>: PeriodFigures] = [:]
    /// What began and ended in each hour.
    var volume: [VolumeStretch] = []

    /// Reads the day that a moment belongs to in a zone, up to that moment.
    init(
        _ reader: any FigureReader,
        of now: Timestamp,
        in zone: TimeZone,
        for viewer: Viewer
    ) async throws {
        let from = Self.startOfDay(now, in: zone)
        for dimension in FigureDimension.allCases {
            let parts = try await reader.figures(from: from, to: now, by: dimension, for: viewer)
            for (key, figures) in parts {
                switch key {
                case .total: total = figures
                case .team(let id): teams[id] = figures
                case .channel(let id): channels[id] = figures
                case .agent(let id): agents[id] = figures
                }
            }
        }
        volume = try await reader.volume(from: from, to: now, everySeconds: 3_600, for: viewer)
    }

    /// The first moment of the day that a moment belongs to in a zone.
    static func startOfDay(_ moment: Timestamp, in zone: TimeZone) -> Timestamp {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let start = calendar.startOfDay(for: date).timeIntervalSince1970
        return Timestamp(milliseconds: Int64(start * 1_000))
    }
}

/// Computes the figures of a period: sums and counts by quarters of an hour, percentiles from legs.
///
/// A period is made of whole quarters of an hour in UTC: its start is moved back to one, its end on.
public protocol FigureReader: Sendable {
    /// Reads the figures of a period, for the teams of a viewer, by a dimension.
    func figures(
        from: Timestamp,
        to: Timestamp,
        by dimension: FigureDimension,
        for viewer: Viewer
    ) async throws -> [FigureKey: PeriodFigures]

    /// Counts sessions that began and that ended in each stretch of a period.
    func volume(
        from: Timestamp,
        to: Timestamp,
        everySeconds: Int64,
        for viewer: Viewer
    ) async throws -> [VolumeStretch]
}

/// Says what figures are split by.
public enum FigureDimension: String, Sendable, Hashable, CaseIterable {
    /// One total.
    case total
    /// By team.
    case team
    /// By channel.
    case channel
    /// By agent.
    case agent
}

/// Names one part of split figures.
public enum FigureKey: Sendable, Hashable {
    case total
    case team(ID<Team>)
    case channel(ID<Channel>)
    case agent(ID<Agent>)
}

/// Is how much began and ended in a stretch of time.
public struct VolumeStretch: Sendable, Hashable {
    /// The start of the stretch.
    public var start: Timestamp

    /// Sessions that began in it.
    public var started: Int

    /// Sessions that were closed in it.
    public var closed: Int

    /// Creates a stretch.
    public init(start: Timestamp, started: Int, closed: Int) {
        self.start = start
        self.started = started
        self.closed = closed
    }
}

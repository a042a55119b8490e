/// Is a group of measurements on one subject, chosen by its name.
struct Benchmark: Sendable {
    /// The name on the command line.
    let name: String
    /// What it measures, in one line.
    let summary: String
    /// It takes so long that it runs only when it is named.
    var isOnDemand = false
    /// The measurements.
    let cases: [Case]
}

/// Is one piece of work: what it costs here, and what the same costs when done by hand.
struct Case: Sendable {
    /// What is done.
    let title: String
    /// How the result is shown.
    let unit: Unit
    /// How often everything is measured; medians are shown.
    let rounds: Int
    /// Ours.
    let ours: Subject
    /// What ours is held against; the first is shown on the same line.
    let references: [Subject]

    init(
        _ title: String,
        in unit: Unit = .time,
        rounds: Int = 5,
        ours: @escaping Subject.Measure,
        references: [Subject] = []
    ) {
        self.title = title
        self.unit = unit
        self.rounds = rounds
        self.ours = Subject("ours", ours)
        self.references = references
    }

    /// Ours and its references, in the order in which a round measures them.
    var subjects: [Subject] { [ours] + references }
}

/// Says how the seconds of one piece of work are shown.
enum Unit: Sendable {
    /// As a time.
    case time
    /// As so many pieces a second, by their name.
    case rate(of: String)
    /// As memory: the number is one of bytes, not of seconds.
    case memory
    /// As the part of one processor that is busy.
    case share
}

/// Is one way to do a piece of work.
struct Subject: Sendable {
    /// Gives the seconds that one piece takes; it runs in a process that does nothing else.
    typealias Measure = @Sendable () async throws -> Double

    /// What the table calls it.
    let name: String
    /// Does it.
    let measure: Measure
    /// What must be installed; where something is missing, it is left out.
    let needs: [Tool]
    /// It takes so long that the first round alone measures it.
    let isSlow: Bool

    init(
        _ name: String,
        needs: [Tool] = [],
        isSlow: Bool = false,
        _ measure: @escaping Measure
    ) {
        self.name = name
        self.needs = needs
        self.isSlow = isSlow
        self.measure = measure
    }
}

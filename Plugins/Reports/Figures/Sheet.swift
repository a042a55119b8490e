import PluginKit

/// Is one report under way: what was asked for, and the paper it goes on.
struct Sheet {
    let job: ReportJob
    let paper: Paper
    let call: Call
    let words: Words
    let filter: SessionFilter
    let metrics: MetricTable

    /// Whether a program will read it.
    var isForMachines: Bool { job.format == .csv }

    /// Begins a report about the figures of a period: by default of the day so far.
    init(
        figuresOf job: ReportJob,
        title: String,
        on paper: Paper,
        call: Call
    ) throws {
        var filter = try job.parameters(as: SessionFilter.self)
        filter.period = filter.period.whole(job)
        let head = ReportHead(
            call.words(title),
            period: filter.period.text(job, call.words),
            choices: job.format == .csv ? [] : try filter.facts(call)
        )
        try self.init(job, filter, head, on: paper, call: call)
    }

    /// Begins a report about sessions: by default those that were closed.
    init(
        sessionsOf job: ReportJob,
        title: String,
        on paper: Paper,
        call: Call
    ) throws {
        var filter = try job.parameters(as: SessionFilter.self)
        filter.basis = filter.basis ?? "ended"
        let head = try ReportHead(call.words(title), job, filter, call: call)
        try self.init(job, filter, head, on: paper, call: call)
    }

    private init(
        _ job: ReportJob,
        _ filter: SessionFilter,
        _ head: ReportHead,
        on paper: Paper,
        call: Call
    ) throws {
        self.job = job
        self.paper = paper
        self.call = call
        self.filter = filter
        words = call.words
        metrics = try MetricTable(job, call: call)
        try paper.begin(head, job, call: call)
    }

    /// Opens a dataset with the report's filter and perhaps more.
    func query(_ dataset: String, _ more: [String: String] = [:]) throws -> Rows {
        try call.query(dataset, Parameters(filter: filter, more: more))
    }

    /// Opens a dataset for the period as long just before the report's.
    func queryBefore(_ dataset: String, _ more: [String: String] = [:]) throws -> Rows? {
        guard let before = filter.period.before else { return nil }
        var filter = filter
        filter.period = before
        return try call.query(dataset, Parameters(filter: filter, more: more))
    }

    /// Begins a part of the report; programs see its table alone.
    func heading(_ key: String) throws {
        guard !isForMachines else { return }
        try paper.heading(words(key), level: 2, anchor: key.replacing(".", with: "-"))
    }

    /// Explains a part in small print.
    func remark(_ key: String) throws {
        guard !isForMachines else { return }
        try paper.paragraph(words(key), tone: .muted)
    }
}

/// Is a filter with what else a dataset takes.
private struct Parameters: Encodable {
    let filter: SessionFilter
    let more: [String: String]

    func encode(to encoder: any Encoder) throws {
        try filter.encode(to: encoder)
        try more.encode(to: encoder)
    }
}

/// Knows the unit and name of every metric, from the host's one table.
struct MetricTable {
    /// Says how a metric's number is to be read.
    enum Unit {
        case count
        case duration
        case ratio
        case stars
    }

    private(set) var ids: [String] = []
    private var units: [String: Unit] = [:]

    init(_ job: ReportJob, call: Call) throws {
        let rows = try call.query("definitions", ["language": job.language])
        while try rows.next() {
            let id = rows.text("id")
            ids.append(id)
            switch rows.text("unit") {
            case "duration": units[id] = .duration
            case "ratio": units[id] = .ratio
            case "stars": units[id] = .stars
            default: units[id] = .count
            }
        }
    }

    /// The unit of a metric; counts are the rest.
    func unit(_ id: String) -> Unit { units[id] ?? .count }

    /// The value of a metric in the row in hand.
    func value(_ id: String, _ rows: Rows) -> Value {
        switch unit(id) {
        case .count: rows[id]
        case .duration: rows.integer(id).map(Value.duration) ?? .nothing
        case .ratio: rows.decimal(id).map(Value.percent) ?? .nothing
        case .stars: rows.decimal(id).map { .decimal($0, places: 2) } ?? .nothing
        }
    }

    /// The number of a metric in the row in hand; NaN when there is none.
    func number(_ id: String, _ rows: Rows) -> Double {
        rows.decimal(id) ?? .nan
    }
}

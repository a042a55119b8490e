public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.presence", version: "1.0.0", features: [.report(PresenceReport.self)])
    }
}

/// Shows what people did with their time: available, with sessions, on which pauses and for how long.
public struct PresenceReport: Report {
    /// What the one who asks may choose.
    struct Parameters: Codable {
        var from: String?
        var to: String?
        var team: Selection?
        var agent: Selection?
    }

    /// The id of the report.
    public static let id = "presence"

    /// The name for people.
    public static let name = "Pausas e presença"

    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema(
        [.from, .to, .team, .agent],
        description: "O tempo de cada agente: disponível, em atendimento, em pausa e por quê."
    )

    /// What the figures are.
    private static let metrics = ["occupancy", "utilisation", "pause_time"]

    /// Begins to serve jobs.
    public init() {}

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        var parameters = try job.parameters(as: Parameters.self)
        let words = call.words
        let period = Period(from: parameters.from, to: parameters.to).whole(job)
        (parameters.from, parameters.to) = (period.from, period.to)
        var filter = SessionFilter()
        filter.team = parameters.team
        filter.agent = parameters.agent
        let head = ReportHead(
            words("presence.title"),
            period: period.text(job, words),
            choices: job.format == .csv ? [] : try filter.facts(call)
        )
        try paper.begin(head, job, call: call)
        let time = try WorkingTime(parameters, call)
        guard job.format != .csv else { return try RawTables(time).write(on: paper) }
        try People(time, words).write(on: paper)
        try timeline(time, job, paper, call)
        try Pauses(time, words).write(on: paper)
        try paper.definitions(Self.metrics, job, call: call)
    }

    private func timeline(
        _ time: WorkingTime,
        _ job: ReportJob,
        _ paper: Paper,
        _ call: Call
    ) throws {
        let words = call.words
        let days = DaySpan.days(of: time, job)
        guard !days.isEmpty else { return }
        try paper.heading(words("presence.timeline"), level: 2, anchor: "timeline")
        guard days.count <= DaySpan.most else {
            let most = String(DaySpan.most)
            return try paper.paragraph(
                words("presence.timeline.long", ["days": most]),
                tone: .muted
            )
        }
        for day in days {
            try call.checkCancellation()
            try paper.heading(words.format(.day(day.number)), level: 3)
            for canvas in try DayDrawing(day, time, paper, words).canvases() {
                try paper.canvas(canvas)
            }
        }
    }
}

public import PluginKit

/// The parameters of reports about figures: the period, and whose figures.
private let figureSchema = SessionFilter.schema([.from, .to, .channel, .team, .agent])

/// Tells what each agent did.
public struct AgentReport: Report {
    /// The id of the report.
    public static let id = "agents"
    /// The name for people.
    public static let name = "Agentes"
    /// The JSON Schema of the parameters.
    public static let schema = figureSchema

    /// Begins to serve jobs.
    public init() {}

    private static let columns = [
        FigureColumn("sessions_closed", in: "sessions"),
        FigureColumn("success", in: "sessions"),
        FigureColumn("lost", in: "sessions"),
        FigureColumn("transferred", in: "sessions"),
        FigureColumn("handle_mean", in: "handle", weight: 1.15),
        FigureColumn("handle_p50", in: "handle", weight: 1.15),
        FigureColumn("handle_p90", in: "handle", weight: 1.15),
        FigureColumn("handle_active_mean", in: "handle", weight: 1.15),
        FigureColumn("first_response_mean", in: "response", weight: 1.15),
        FigureColumn("response_mean", in: "response", weight: 1.15),
        FigureColumn("response_p90", in: "response", weight: 1.15),
        FigureColumn("messages_out", in: "messages"),
        FigureColumn("available_time", in: "work", weight: 3),
        FigureColumn("pause_time", in: "work", weight: 3),
        FigureColumn("occupancy", in: "work", weight: 1.1),
        FigureColumn("utilisation", in: "work", weight: 1.1),
        FigureColumn("rating_mean", in: "ratings"),
        FigureColumn("ratings", in: "ratings"),
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(figuresOf: job, title: "agents.title", on: paper, call: call)
        try sheet.tiles(
            [
                ("sessions_closed", "success", .either), ("handle_mean", "handle_p90", .down),
                ("first_response_mean", "first_response_p90", .down),
                ("response_mean", "response_p90", .down), ("occupancy", "utilisation", .either),
                ("rating_mean", "ratings", .up),
            ],
            over: "agent"
        )
        let dataset = "figures_by_agent"
        try sheet.chart(
            "agents.chart.closed",
            of: dataset,
            .horizontalBar,
            [Curve("sessions_closed", .accent)]
        )
        try sheet.heading("agents.table")
        try FigureTable(dataset: dataset, dimension: "agent", columns: Self.columns)
            .write(on: sheet)
        try sheet.remark("agents.remark")
        try paper.definitions(Self.columns.map(\.id), job, call: call)
    }
}

/// Tells how each team stood.
public struct TeamReport: Report {
    /// The id of the report.
    public static let id = "teams"
    /// The name for people.
    public static let name = "Equipes"
    /// The JSON Schema of the parameters.
    public static let schema = figureSchema

    /// Begins to serve jobs.
    public init() {}

    private static let columns = [
        FigureColumn("sessions_closed", in: "sessions"),
        FigureColumn("served", in: "sessions"),
        FigureColumn("lost", in: "sessions"),
        FigureColumn("offered", in: "queue"),
        FigureColumn("answered", in: "queue"),
        FigureColumn("abandoned", in: "queue"),
        FigureColumn("abandon_rate", in: "queue", weight: 1.1),
        FigureColumn("service_level", in: "level", weight: 1.1),
        FigureColumn("goal", in: "level", weight: 0.9),
        FigureColumn("wait_mean", in: "wait", weight: 1.15),
        FigureColumn("wait_p50", in: "wait", weight: 1.15),
        FigureColumn("wait_p90", in: "wait", weight: 1.15),
        FigureColumn("handle_mean", in: "handle", weight: 1.15),
        FigureColumn("handle_p90", in: "handle", weight: 1.15),
        FigureColumn("first_response_mean", in: "response", weight: 1.15),
        FigureColumn("overflowed", in: "overflow"),
        FigureColumn("overflows_taken", in: "overflow"),
        FigureColumn("occupancy", in: "work", weight: 1.1),
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(figuresOf: job, title: "teams.title", on: paper, call: call)
        try sheet.tiles(
            [
                ("service_level", "answered_in_target", .up), ("offered", "answered", .either),
                ("abandon_rate", "abandoned", .down), ("wait_mean", "wait_p90", .down),
                ("handle_mean", "handle_p90", .down), ("sessions_closed", "served", .either),
            ],
            over: "team"
        )
        let dataset = "figures_by_team"
        try sheet.levels(try SharedTerms(sheet))
        try sheet.chart(
            "teams.chart.queue",
            of: dataset,
            .stackedBar,
            [Curve("answered", .good), Curve("abandoned", .critical)]
        )
        try sheet.heading("teams.table")
        try FigureTable(dataset: dataset, dimension: "team", columns: Self.columns)
            .write(on: sheet)
        try sheet.remark("teams.remark")
        try paper.definitions(
            Self.columns.map(\.id).filter { $0 != "goal" },
            job,
            call: call
        )
    }
}

/// Tells what came and went through each channel.
public struct ChannelReport: Report {
    /// The id of the report.
    public static let id = "channels"
    /// The name for people.
    public static let name = "Canais"
    /// The JSON Schema of the parameters.
    public static let schema = figureSchema

    /// Begins to serve jobs.
    public init() {}

    private static let columns = [
        FigureColumn("sessions_started", in: "sessions"),
        FigureColumn("sessions_closed", in: "sessions"),
        FigureColumn("served", in: "sessions"),
        FigureColumn("success", in: "sessions"),
        FigureColumn("lost", in: "sessions"),
        FigureColumn("abandoned", in: "queue"),
        FigureColumn("abandon_rate", in: "queue", weight: 1.1),
        FigureColumn("service_level", in: "level", weight: 1.1),
        FigureColumn("wait_mean", in: "wait", weight: 1.15),
        FigureColumn("wait_p90", in: "wait", weight: 1.15),
        FigureColumn("handle_mean", in: "handle", weight: 1.15),
        FigureColumn("first_response_mean", in: "response", weight: 1.15),
        FigureColumn("messages_in", in: "messages"),
        FigureColumn("messages_out", in: "messages"),
        FigureColumn("messages_failed", in: "messages"),
        FigureColumn("messages_unknown", in: "messages"),
        FigureColumn("rating_mean", in: "ratings"),
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(figuresOf: job, title: "channels.title", on: paper, call: call)
        try sheet.tiles(
            [
                ("sessions_started", "sessions_closed", .either), ("served", "lost", .either),
                ("service_level", "answered_in_target", .up), ("wait_mean", "wait_p90", .down),
                ("messages_in", "messages_out", .either),
                ("messages_failed", "messages_unknown", .down),
            ],
            over: "channel"
        )
        let dataset = "figures_by_channel"
        try sheet.chart(
            "channels.chart.sessions",
            of: dataset,
            .horizontalBar,
            [Curve("sessions_started", .accent), Curve("served", .good)]
        )
        try sheet.chart(
            "channels.chart.messages",
            of: dataset,
            .bar,
            [Curve("messages_in", .accent), Curve("messages_out", .good)]
        )
        try sheet.heading("channels.table")
        try FigureTable(dataset: dataset, dimension: "channel", columns: Self.columns)
            .write(on: sheet)
        try sheet.remark("channels.remark")
        try paper.definitions(Self.columns.map(\.id), job, call: call)
    }
}

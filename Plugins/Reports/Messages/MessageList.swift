public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.messages", version: "1.0.0", features: [.report(MessageList.self)])
    }
}

/// Lists messages, a row each, below how many went which way and what became of them.
public struct MessageList: Report {
    /// What the one who asks may choose; it goes to the host as it came.
    struct Parameters: Codable {
        var from: String?
        var to: String?
        var channel: Selection?
        var team: Selection?
        var agent: Selection?
        var contact: String?
        var `protocol`: String?
        var direction: Selection?
        var delivery: Selection?
        var words: Bool?
    }

    /// The id of the report.
    public static let id = "messages"

    /// The name for people.
    public static let name = "Mensagens"

    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema(
        [.from, .to, .channel, .team, .agent, .contact, .protocol],
        description: "Uma linha por mensagem: de quem, quando, por onde e até onde chegou.",
        adding: [
            "direction": #"{ "enum": ["inbound", "outbound"], "title": "Sentido" }"#,
            "delivery": """
            { "enum": ["failed", "unknown", "queued", "sending", "held", "accepted", \
            "delivered", "read"], "title": "Entrega" }
            """,
            "words": #"{ "type": "boolean", "default": true, "title": "Com os textos" }"#,
        ]
    )

    /// What the figures are.
    private static let metrics = [
        "messages_failed", "messages_unknown", "messages_in", "messages_out",
    ]

    /// Begins to serve jobs.
    public init() {}

    /// Writes the list.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let parameters = try job.parameters(as: Parameters.self)
        let words = call.words
        let period = Period(from: parameters.from, to: parameters.to).text(job, words)
        let head = ReportHead(
            words("messages.title"),
            period: period,
            choices: job.format == .csv ? [] : try choices(parameters, call)
        )
        try paper.begin(head, job, call: call)
        if job.format != .csv {
            try MessageCounts(parameters, call).write(on: paper)
            try paper.heading(words("messages.list"), level: 2, anchor: "list")
        }
        try list(parameters, job, paper, call)
        try paper.definitions(Self.metrics, job, call: call)
    }

    /// What was chosen, in words.
    private func choices(_ parameters: Parameters, _ call: Call) throws -> [Fact] {
        let words = call.words
        var filter = SessionFilter()
        filter.channel = parameters.channel
        filter.team = parameters.team
        filter.agent = parameters.agent
        filter.protocol = parameters.protocol
        var facts = try filter.facts(call)
        func add(_ name: String, _ selection: Selection?) {
            guard let values = selection?.values, !values.isEmpty else { return }
            let texts = values.map { words("messages.\(name).\($0)") }
            facts.append(
                Fact(words("messages.column." + name), .text(texts.joined(separator: ", ")))
            )
        }
        add("direction", parameters.direction)
        add("delivery", parameters.delivery)
        if let contact = parameters.contact, !contact.isEmpty {
            facts.append(Fact(words("report.filter.contact"), .text(contact)))
        }
        return facts
    }

    private func list(
        _ parameters: Parameters,
        _ job: ReportJob,
        _ paper: Paper,
        _ call: Call
    ) throws {
        let words = call.words
        let layout = MessageLayout(
            job,
            hasWords: parameters.words ?? true && !job.hidesConfidential,
            words
        )
        let rows = try call.query("messages", parameters)
        var count = 0
        try paper.table(layout.columns, emptyText: words("messages.empty")) {
            while try rows.next() {
                try paper.row(layout.cells(rows, words))
                count += 1
                if count.isMultiple(of: 1_000) {
                    try call.checkCancellation()
                    call.progress(count, of: 0)
                }
            }
            guard count > 0 else { return }
            let total = words(
                "messages.total",
                count: count,
                ["count": words.format(.integer(count))]
            )
            try paper.row([Value.text(total)], kind: .total)
        }
    }
}

public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.audit", version: "1.0.0", features: [.report(AuditTrail.self)])
    }
}

/// Lists who did what when: configuration, permissions, others' presence, contacts, access.
public struct AuditTrail: Report {
    /// What the one who asks may choose; it goes to the host as it came.
    struct Parameters: Codable {
        var from: String?
        var to: String?
        var agent: Selection?
        var kind: Selection?
    }

    /// The kinds of deeds, in the order in which they are counted.
    static let kinds = [
        "permissions", "configuration", "presence", "contacts", "merges", "logins", "access",
        "reports", "quarantine", "plugins",
    ]

    /// The id of the report.
    public static let id = "audit"

    /// The name for people.
    public static let name = "Auditoria"

    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema(
        [.from, .to, .agent],
        description: "Quem fez o quê e quando. Para administradores e gerentes.",
        adding: [
            "kind": """
            { "enum": ["permissions", "configuration", "presence", "contacts", "merges", \
            "logins", "access", "reports", "quarantine", "plugins"], "title": "Assunto" }
            """
        ]
    )

    /// Begins to serve jobs.
    public init() {}

    /// Writes the list.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        var parameters = try job.parameters(as: Parameters.self)
        let words = call.words
        let period = Period(from: parameters.from, to: parameters.to).whole(job)
        (parameters.from, parameters.to) = (period.from, period.to)
        let head = ReportHead(
            words("audit.title"),
            period: period.text(job, words),
            choices: job.format == .csv ? [] : try choices(parameters, call)
        )
        // Whoever may not audit is told so before anything is written.
        let rows = try call.query("audit", parameters)
        try paper.begin(head, job, call: call)
        guard job.format != .csv else { return try raw(rows, paper, call) }
        try counts(parameters, paper, call)
        try paper.heading(words("audit.list"), level: 2, anchor: "list")
        try list(rows, job, paper, call)
        try paper.paragraph(words("audit.about"), tone: .muted)
    }

    private func choices(_ parameters: Parameters, _ call: Call) throws -> [Fact] {
        let words = call.words
        var filter = SessionFilter()
        filter.agent = parameters.agent
        var facts = try filter.facts(call)
        if let kinds = parameters.kind?.values, !kinds.isEmpty {
            let texts = kinds.map { words("audit.kind." + $0) }
            facts.append(Fact(words("audit.column.kind"), .text(texts.joined(separator: ", "))))
        }
        return facts
    }

    private func counts(_ parameters: Parameters, _ paper: Paper, _ call: Call) throws {
        let words = call.words
        var counts: [String: Int] = [:]
        let rows = try call.query("audit", parameters)
        while try rows.next() { counts[rows.text("kind"), default: 0] += 1 }
        let shown = Self.kinds.filter { counts[$0] != nil }
        guard !shown.isEmpty else { return }
        try paper.tiles(
            shown.map { kind in
                Tile(
                    id: kind,
                    title: words("audit.kind." + kind),
                    value: .integer(counts[kind] ?? 0)
                )
            }
        )
    }

    private func list(
        _ rows: Rows,
        _ job: ReportJob,
        _ paper: Paper,
        _ call: Call
    ) throws {
        let words = call.words
        let columns: [(String, Double)] = [
            ("moment", 1.3), ("actor", 1.6), ("kind", 1.2), ("action", 2), ("object", 2),
            ("changes", 4),
        ]
        let deed = Deed(words, in: job)
        try paper.table(
            columns.map { id, weight in
                Column(id: id, title: words("audit.column." + id), weight: weight)
            },
            emptyText: words("audit.empty")
        ) {
            var count = 0
            while try rows.next() {
                try call.checkCancellation()
                try paper.row(deed.cells(rows))
                count += 1
            }
            guard count > 0 else { return }
            let total = words("audit.total", count: count, ["count": words.format(.integer(count))])
            try paper.row([Value.text(total)], kind: .total)
        }
    }

    /// The columns of the dataset as they are.
    private func raw(_ rows: Rows, _ paper: Paper, _ call: Call) throws {
        let ids = [
            "moment", "kind", "action", "actor_kind", "actor", "object_kind", "object", "object_id",
            "state", "changes",
        ]
        try paper.table(ids.map { Column(id: $0, title: $0) }) {
            while try rows.next() {
                try call.checkCancellation()
                try paper.row(ids.map { rows[$0] })
            }
        }
    }
}

public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.protocol", version: "1.0.0", features: [.report(SessionProtocol.self)])
    }
}

/// Is the record of one session: what it was, its legs, and everything said and done in it.
public struct SessionProtocol: Report {
    /// What the one who asks may choose.
    struct Parameters: Decodable {
        /// The session's id or protocol number.
        var session: String
        var edition: Edition?
    }

    /// Says whom the record is for.
    enum Edition: String, Decodable {
        /// For us: with notes.
        case `internal`
        /// For the contact: without them.
        case consumer
    }

    /// The id of the report.
    public static let id = "protocol"

    /// The name for people.
    public static let name = "Protocolo"

    /// The JSON Schema of the parameters.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["session"],
          "additionalProperties": false,
          "properties": {
            "session": { "type": "string", "minLength": 1, "title": "Protocolo ou id da sessão" },
            "edition": { "enum": ["internal", "consumer"], "default": "internal", "title": "Edição" }
          }
        }
        """

    /// Begins to serve jobs.
    public init() {}

    /// Writes the record.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let parameters = try job.parameters(as: Parameters.self)
        let edition = parameters.edition ?? .internal
        let query = ["session": parameters.session]
        let words = call.words
        let session = try call.query("session", query)
        guard try session.next() else {
            throw PluginError(.argument, "parameter /session: there is no such session")
        }
        let number = session.text("protocol")
        try paper.document(
            title: words("protocol.title", ["protocol": number]),
            subtitle: words("protocol.edition." + edition.rawValue),
            footer: words("protocol.footer", ["viewer": job.viewer, "company": job.company])
        )
        if job.format != .csv {
            try paper.heading(words("protocol.summary"), level: 2, anchor: "summary")
            try header(session, job, on: paper, words)
        }
        try legs(query, job, on: paper, call: call)
        guard job.format != .csv else { return }
        try timeline(query, edition, on: paper, call: call)
        try paper.paragraph(
            words(
                "protocol.definitions",
                ["zone": job.timeZone, "moment": words.format(.moment(job.dataAsOf))]
            ),
            tone: .muted
        )
    }

    private func header(
        _ session: Rows,
        _ job: ReportJob,
        on paper: Paper,
        _ words: Words
    ) throws {
        func word(_ column: String) -> Value {
            let value = session.text(column)
            return value.isEmpty ? .nothing : .text(words("protocol.\(column).\(value)"))
        }
        func known(_ column: String) -> Value {
            session.text(column).isEmpty ? .nothing : session[column]
        }
        func duration(_ column: String) -> Value {
            session.integer(column).map(Value.duration) ?? .nothing
        }
        try paper.facts(
            [
                Fact(words("protocol.contact"), session["contact"]),
                Fact(words("protocol.identity"), known("identity")),
                Fact(words("protocol.channel"), session["channel"]),
                Fact(words("protocol.phase"), word("phase")),
                Fact(words("protocol.started"), session["started"]),
                Fact(words("protocol.closed"), session["closed"]),
                Fact(words("protocol.teams"), known("teams")),
                Fact(words("protocol.agents"), known("agents")),
                Fact(words("protocol.wait"), duration("wait")),
                Fact(words("protocol.handle"), duration("handle")),
                Fact(words("protocol.outcome"), word("outcome")),
                Fact(words("protocol.closed_by"), word("closed_by")),
                Fact(words("protocol.tags"), known("tags")),
                Fact(words("protocol.company"), .text(job.company)),
            ],
            columns: 3
        )
    }

    private func legs(
        _ query: [String: String],
        _ job: ReportJob,
        on paper: Paper,
        call: Call
    ) throws {
        let words = call.words
        let isForMachines = job.format == .csv
        func word(_ prefix: String, _ value: String) -> Value {
            guard !value.isEmpty else { return .nothing }
            return .text(isForMachines ? value : words("protocol.\(prefix).\(value)"))
        }
        let ids = ["phase", "team", "agent", "started", "ended", "duration", "start", "end"]
        let weights = [1.3, 1.5, 1.5, 1.7, 1.7, 1, 1.6, 1.6]
        let rows = try call.query("legs", query)
        if !isForMachines { try paper.heading(words("protocol.legs"), level: 2, anchor: "legs") }
        try paper.table(
            zip(ids, weights).map { id, weight in
                Column(
                    id: id,
                    title: words("protocol.leg." + id),
                    weight: weight,
                    alignment: id == "duration" ? .end : .start
                )
            },
            emptyText: words("protocol.legs.empty")
        ) {
            while try rows.next() {
                try paper.row([
                    word("phase", rows.text("phase")),
                    rows["team"], rows["agent"], rows["started"], rows["ended"],
                    rows.integer("duration").map(Value.duration) ?? .nothing,
                    word("start", rows.text("start")),
                    word("end", rows.text("end")),
                ])
            }
        }
    }
}

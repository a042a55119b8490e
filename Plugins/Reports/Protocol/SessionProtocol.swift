public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(
            id: "conecta.protocol",
            version: "1.1.0",
            features: [.report(SessionProtocol.self), .report(ContactDossier.self)]
        )
    }
}

/// Is the record of one session: what it was, its legs, and everything said and done in it.
public struct SessionProtocol: Report {
    /// What the one who asks may choose.
    struct Parameters: Decodable {
        /// The session's id or protocol number.
        var session: String
        var edition: Edition?
        /// The day on which the consumer asked for the record.
        var requested: String?
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
          "description": "O registro de um atendimento, para o consumidor ou para uso interno.",
          "required": ["session"],
          "additionalProperties": false,
          "properties": {
            "session": { "type": "string", "minLength": 1, "title": "Protocolo ou id da sessão" },
            "edition": { "enum": ["internal", "consumer"], "title": "Edição" },
            "requested": { "type": "string", "format": "date", "title": "Pedido em" }
          }
        }
        """

    /// Begins to serve jobs.
    public init() {}

    /// Writes the record.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let parameters = try job.parameters(as: Parameters.self)
        let edition = try edition(parameters.edition, call)
        let deadline = try Deadline(requested: parameters.requested, job)
        let query = ["session": parameters.session]
        let words = call.words
        let session = try call.query("session", query)
        guard try session.next() else {
            throw PluginError(.argument, "parameter /session: there is no such session")
        }
        try paper.document(
            title: words("protocol.title", ["protocol": session.text("protocol")]),
            subtitle: words("protocol.edition." + edition.rawValue),
            footer: words("report.footer", ["viewer": job.viewer, "company": job.company])
        )
        guard job.format != .csv else { return try legs(query, edition, job, paper, call) }
        let record = try call.query("record", query)
        _ = try record.next()
        try company(paper, call)
        try summary(session, record, edition, paper, words)
        if edition == .consumer { try deadline.write(on: paper, words) }
        try Answers.write(query, on: paper, call: call)
        try legs(query, edition, job, paper, call)
        try FileTable.write(query, edition, on: paper, call: call)
        try paper.heading(words("protocol.timeline"), level: 2, anchor: "timeline")
        try Conversation(edition: edition, job: job, call: call).write(query, on: paper)
        try colophon(edition, job, paper, words)
    }

    /// Whoever reads no reports gets the consumer's edition: notes and full names stay in the house.
    private func edition(_ wanted: Edition?, _ call: Call) throws -> Edition {
        let viewer = try call.query("viewer")
        let readsReports = try viewer.next() && viewer.truth("reads_reports") == true
        guard wanted == .internal, !readsReports else {
            return wanted ?? (readsReports ? .internal : .consumer)
        }
        throw PluginError(
            .argument,
            "parameter /edition: the internal edition is for who reads reports; ask for consumer"
        )
    }

    private func company(_ paper: Paper, _ call: Call) throws {
        let words = call.words
        let company = try call.query("company")
        guard try company.next() else { return }
        let number = company.text("registration")
        try paper.facts(
            [
                Fact(words("protocol.company"), company["name"]),
                Fact(words("protocol.registration"), number.isEmpty ? .nothing : .text(number)),
            ],
            columns: 2
        )
    }

    private func colophon(
        _ edition: Edition,
        _ job: ReportJob,
        _ paper: Paper,
        _ words: Words
    ) throws {
        try paper.heading(words("protocol.about"), level: 2, anchor: "about")
        var facts = [
            Fact(words("protocol.edition"), .text(words("protocol.edition." + edition.rawValue))),
            Fact(words("report.zone"), .text(job.timeZone)),
            Fact(words("report.as_of"), .moment(job.dataAsOf)),
            Fact(words("report.viewer"), .text(job.viewer)),
        ]
        if job.hidesConfidential {
            facts.append(Fact(words("report.privacy"), .text(words("report.privacy.hidden"))))
        }
        try paper.facts(facts, columns: 4)
        try paper.paragraph(words("protocol.definitions"), tone: .muted)
    }
}

/// Says whom a record is for.
enum Edition: String, Decodable {
    /// For us: with notes and full names.
    case `internal`
    /// For the contact: without notes, people by the names that contacts see.
    case consumer

    /// The column of a dataset that has a person's name: `agent`, or `agent_nickname`.
    func column(_ name: String) -> String {
        self == .internal ? name : name + "_nickname"
    }
}

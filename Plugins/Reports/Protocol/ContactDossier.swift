public import PluginKit

/// Is everything kept about one contact, as the law lets the contact ask for it.
public struct ContactDossier: Report {
    /// What the one who asks may choose.
    struct Parameters: Decodable {
        /// The contact's id, phone or e-mail address, or the protocol number of a session.
        var contact: String
    }

    /// The id of the report.
    public static let id = "dossier"

    /// The name for people.
    public static let name = "Dossiê do contato"

    /// The JSON Schema of the parameters.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "description": "Tudo o que se guarda sobre um contato (LGPD, art. 18).",
          "required": ["contact"],
          "additionalProperties": false,
          "properties": {
            "contact": {
              "type": "string", "minLength": 1,
              "title": "Contato: id, telefone, e-mail ou protocolo"
            }
          }
        }
        """

    /// Begins to serve jobs.
    public init() {}

    /// Writes the dossier.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let parameters = try job.parameters(as: Parameters.self)
        let words = call.words
        let query = ["contact": parameters.contact]
        let contact = try call.query("contact", query)
        guard try contact.next() else {
            throw PluginError(.argument, "parameter /contact: there is no such contact")
        }
        let name = contact.text("name")
        try paper.document(
            title: words("dossier.title"),
            subtitle: name.isEmpty ? contact.text("id") : name,
            footer: words("report.footer", ["viewer": job.viewer, "company": job.company])
        )
        guard job.format != .csv else { return try messages(query, paper, call) }
        try completeness(contact, job, paper, words)
        try person(contact, paper, words)
        try known(query, paper, call)
        try sessions(contact.text("id"), paper, call)
        try conversations(query, job, paper, call)
        if contact.integer("loose_messages") ?? 0 > 0 { try loose(query, job, paper, call) }
        try FileTable.write(query, .internal, on: paper, call: call, withProtocol: true)
        try access(query, paper, call)
        try colophon(job, paper, words)
    }

    /// Says first of all whether this is everything: what a reader may not see is not in it.
    private func completeness(
        _ contact: Rows,
        _ job: ReportJob,
        _ paper: Paper,
        _ words: Words
    ) throws {
        let sessions = Int(contact.integer("hidden_sessions") ?? 0)
        let messages = Int(contact.integer("loose_hidden") ?? 0)
        var missing: [String] = []
        if sessions > 0 { missing.append(words("dossier.cut.sessions", count: sessions)) }
        if messages > 0 { missing.append(words("dossier.cut.messages", count: messages)) }
        if job.hidesConfidential { missing.append(words("dossier.cut.privacy")) }
        guard !missing.isEmpty else {
            return try paper.paragraph(words("dossier.whole"), tone: .good)
        }
        let list = missing.joined(separator: "; ")
        try paper.paragraph([
            Run(words("dossier.cut"), bold: true, tone: .warning), Run(" " + list + "."),
        ])
    }

    private func person(_ contact: Rows, _ paper: Paper, _ words: Words) throws {
        try paper.heading(words("dossier.contact"), level: 2, anchor: "contact")
        let refuses = contact.truth("refuses_outbound") == true
        try paper.facts(
            [
                Fact(words("dossier.name"), contact.known("name")),
                Fact(words("dossier.created"), contact["created"]),
                Fact(words("dossier.groups"), contact.known("groups")),
                Fact(
                    words("dossier.consent"),
                    .text(words(refuses ? "dossier.consent.refused" : "dossier.consent.open")),
                    tone: refuses ? .warning : .neutral
                ),
                Fact(words("dossier.sessions"), contact["sessions"]),
                Fact(words("dossier.loose"), contact["loose_messages"]),
            ],
            columns: 3
        )
        let note = contact.text("note")
        guard !note.isEmpty else { return }
        try paper.paragraph([Run(words("dossier.note") + ": ", bold: true), Run(note)])
    }

    private func colophon(_ job: ReportJob, _ paper: Paper, _ words: Words) throws {
        try paper.heading(words("protocol.about"), level: 2, anchor: "about")
        var facts = [
            Fact(words("report.zone"), .text(job.timeZone)),
            Fact(words("report.as_of"), .moment(job.dataAsOf)),
            Fact(words("report.viewer"), .text(job.viewer)),
        ]
        if job.hidesConfidential {
            facts.append(Fact(words("report.privacy"), .text(words("report.privacy.hidden"))))
        }
        try paper.facts(facts, columns: 4)
        try paper.paragraph(words("dossier.about"), tone: .muted)
    }
}

import PluginKit

extension ContactDossier {
    /// The contact's sessions in one table, a line each.
    func sessions(_ contact: String, _ paper: Paper, _ call: Call) throws {
        let words = call.words
        let rows = try call.query("sessions", ["contact": contact])
        try paper.heading(words("dossier.sessions"), level: 2, anchor: "sessions")
        let columns: [(id: String, weight: Double)] = [
            ("protocol", 1.9), ("started", 1.5), ("closed", 1.5), ("channel", 1.6), ("teams", 1.4),
            ("agents", 1.4), ("outcome", 1.1), ("disposition", 1.4), ("rating", 0.7),
        ]
        try paper.table(
            columns.map { column in
                Column(
                    id: column.id,
                    title: words("dossier.session." + column.id),
                    weight: column.weight,
                    alignment: column.id == "rating" ? .end : .start
                )
            },
            emptyText: words("dossier.sessions.none")
        ) {
            while try rows.next() {
                try call.checkCancellation()
                let outcome = rows.text("outcome")
                try paper.row([
                    rows["protocol"], rows["started"], rows["closed"], rows.known("channel"),
                    rows.known("teams"), rows.known("agents"),
                    outcome.isEmpty ? .nothing : .text(words("protocol.outcome." + outcome)),
                    rows.known("disposition"), rows["rating"],
                ])
            }
        }
    }

    /// Everything said and done in each session, oldest first, with the notes.
    func conversations(
        _ query: [String: String],
        _ job: ReportJob,
        _ paper: Paper,
        _ call: Call
    ) throws {
        let words = call.words
        let conversation = Conversation(edition: .internal, job: job, call: call)
        let rows = try call.query("contact_sessions", query)
        while try rows.next() {
            let session = ["session": rows.text("id")]
            let number = rows.text("protocol")
            try paper.heading(
                words("protocol.title", ["protocol": number]),
                level: 2,
                anchor: "session-" + number
            )
            try Answers.write(session, on: paper, call: call)
            try conversation.write(session, on: paper)
        }
    }

    /// What the contact wrote that began no session: such messages are kept, too.
    func loose(
        _ query: [String: String],
        _ job: ReportJob,
        _ paper: Paper,
        _ call: Call
    ) throws {
        let words = call.words
        let rows = try call.query("messages", LooseQuery(contact: query["contact"] ?? ""))
        try paper.heading(words("dossier.loose"), level: 2, anchor: "loose")
        try paper.transcript(emptyText: words("dossier.loose.none")) {
            while try rows.next() {
                try call.checkCancellation()
                let text = rows.text("text")
                let kind = job.hidesConfidential ? "hidden" : rows.text("content")
                try paper.entry(
                    Entry(
                        side: rows.text("direction") == "inbound" ? .contact : .ours,
                        author: rows.text("author"),
                        moment: rows.integer("moment") ?? 0,
                        text: text.isEmpty ? words("protocol.message." + kind) : text,
                        status: rows.text("channel")
                    )
                )
            }
        }
    }

    /// Every message of the sessions as a row, for machines.
    func messages(_ query: [String: String], _ paper: Paper, _ call: Call) throws {
        let ids = [
            "protocol", "moment", "kind", "side", "author_kind", "author", "text", "content",
            "delivery", "attachments",
        ]
        let sessions = try call.query("contact_sessions", query)
        try paper.table(ids.map { Column(id: $0, title: $0) }) {
            while try sessions.next() {
                let rows = try call.query("timeline", ["session": sessions.text("id")])
                while try rows.next() {
                    try call.checkCancellation()
                    try paper.row([sessions["protocol"]] + ids.dropFirst().map { rows[$0] })
                }
            }
        }
    }
}

/// Asks for the messages of a contact that belong to no session.
private struct LooseQuery: Encodable {
    var contact: String
    var loose = true
}

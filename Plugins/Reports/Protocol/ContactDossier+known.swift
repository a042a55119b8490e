import PluginKit

extension ContactDossier {
    /// How the contact is known, what was asked of it, and who was merged into it.
    func known(_ query: [String: String], _ paper: Paper, _ call: Call) throws {
        let words = call.words
        try list("identities", query, paper, call, ["kind", "value", "scope", "contact"]) { rows in
            [
                .text(words("dossier.kind." + rows.text("kind"))), rows.known("value"),
                rows.known("scope"), rows.known("contact"),
            ]
        }
        try list("fields", query, paper, call, ["name", "value", "contact"]) { rows in
            [rows.known("name"), rows.known("value"), rows.known("contact")]
        }
        let parts = try call.query("contact_parts", query)
        var merged: [[Value]] = []
        while try parts.next() {
            if parts.truth("stands") == true { continue }
            merged.append([parts.known("name"), parts["id"], parts["created"]])
        }
        guard !merged.isEmpty else { return }
        try paper.heading(words("dossier.parts"), level: 2, anchor: "parts")
        try paper.table(
            ["name", "id", "created"].map { id in
                Column(id: id, title: words("dossier.part." + id))
            }
        ) {
            for row in merged { try paper.row(row) }
        }
    }

    /// Who changed the contact or read its sessions, as far as it is kept.
    func access(_ query: [String: String], _ paper: Paper, _ call: Call) throws {
        let words = call.words
        try list("access", query, paper, call, ["moment", "action", "actor", "protocol", "times"]) {
            rows in
            let name = rows.text("actor")
            return [
                rows["moment"], .text(words("dossier.action." + rows.text("action"))),
                .text(name.isEmpty ? words("protocol.author." + rows.text("actor_kind")) : name),
                rows.known("protocol"), rows["times"],
            ]
        }
    }

    /// Writes a dataset about the contact as a table under a heading; an empty one says so.
    private func list(
        _ name: String,
        _ query: [String: String],
        _ paper: Paper,
        _ call: Call,
        _ columns: [String],
        cells: (Rows) -> [Value]
    ) throws {
        let words = call.words
        let rows = try call.query("contact_" + name, query)
        try paper.heading(words("dossier." + name), level: 2, anchor: name)
        let columns = columns.map { id in
            Column(
                id: id,
                title: words("dossier.\(name).\(id)"),
                weight: id == "value" ? 2 : id == "times" ? 0.6 : 1.2,
                alignment: id == "times" ? .end : .start
            )
        }
        try paper.table(columns, emptyText: words("dossier.\(name).none")) {
            while try rows.next() {
                try call.checkCancellation()
                try paper.row(cells(rows))
            }
        }
    }
}

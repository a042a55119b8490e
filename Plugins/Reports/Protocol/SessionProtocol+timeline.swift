import Foundation
import PluginKit

/// Is a file as the dataset tells of it.
private struct File: Decodable {
    var name: String?
    var mediaType: String?
    var size: Int64?
    var hash: String?
}

extension SessionProtocol {
    /// Everything said and done, oldest first.
    func timeline(
        _ query: [String: String],
        _ edition: Edition,
        on paper: Paper,
        call: Call
    ) throws {
        let words = call.words
        let rows = try call.query("timeline", query)
        try paper.heading(words("protocol.timeline"), level: 2, anchor: "timeline")
        try paper.transcript(emptyText: words("protocol.timeline.empty")) {
            while try rows.next() {
                try call.checkCancellation()
                let kind = rows.text("kind")
                if kind == "message" {
                    try paper.entry(message(rows, words))
                } else if kind != "note" || edition == .internal {
                    try paper.entry(
                        Entry(
                            side: .system,
                            moment: rows.integer("moment") ?? 0,
                            text: action(kind, rows, words),
                            tone: kind == "note" ? .accent : .muted
                        )
                    )
                }
            }
        }
    }

    private func message(_ rows: Rows, _ words: Words) -> Entry {
        var entry = Entry(
            side: rows.text("side") == "contact" ? .contact : .ours,
            author: rows.text("author"),
            moment: rows.integer("moment") ?? 0,
            text: rows.text("text"),
            quote: rows.text("reply_to")
        )
        if rows.truth("deleted") == true { entry.text = words("protocol.message.deleted") }
        entry.files = files(rows.text("attachments"), words)
        if entry.text.isEmpty, entry.files.isEmpty {
            entry.text = words("protocol.message.\(rows.text("content"))")
        }
        let delivery = rows.text("delivery")
        let error = rows.text("error")
        if entry.side == .ours, !delivery.isEmpty {
            let word = words("protocol.delivery." + delivery)
            entry.status = error.isEmpty ? word : "\(word): \(error)"
            if delivery == "failed" || delivery == "unknown" { entry.tone = .warning }
        }
        let marks = [
            rows.truth("edited") == true ? words("protocol.message.edited") : "",
            rows.text("reaction"), entry.status,
        ]
        entry.status = marks.filter { !$0.isEmpty }.joined(separator: " · ")
        return entry
    }

    private func files(_ json: String, _ words: Words) -> [Entry.File] {
        guard !json.isEmpty,
            let files = try? JSONDecoder().decode([File].self, from: Data(json.utf8))
        else { return [] }
        return files.map { file in
            let name = file.name ?? ""
            let hash = file.hash ?? ""
            let size = (file.size ?? 0) > 0 ? "\(words.format(.integer(file.size ?? 0))) bytes" : ""
            let details = [file.mediaType ?? "", size, hash.isEmpty ? "" : "SHA-256 \(hash)"]
            return Entry.File(
                name: name.isEmpty ? words("protocol.file") : name,
                detail: details.filter { !$0.isEmpty }.joined(separator: " · ")
            )
        }
    }

    /// Says in words what happened.
    private func action(_ kind: String, _ rows: Rows, _ words: Words) -> String {
        let author = rows.text("author")
        let values = [
            "author": author.isEmpty ? words("protocol.system") : author,
            "team": rows.text("team"),
            "agent": rows.text("agent"),
            "tag": rows.text("tag"),
            "text": rows.text("text"),
            "start": cause("start", rows, words),
            "end": cause("end", rows, words),
        ]
        guard kind == "leg" else { return words("protocol.action." + kind, values) }
        let step =
            !rows.text("agent").isEmpty ? "service" : rows.text("team").isEmpty ? "flow" : "queue"
        return words("protocol.action.leg." + step, values)
    }

    private func cause(_ column: String, _ rows: Rows, _ words: Words) -> String {
        let value = rows.text(column)
        return value.isEmpty ? "" : words("protocol.\(column).\(value)")
    }
}

import Foundation
import PluginKit

/// Writes everything that was said and done in a session, oldest first, as a conversation.
struct Conversation {
    let edition: Edition
    let job: ReportJob
    let call: Call

    /// What an edition for the contact leaves out: how we label and steer.
    private static let ours: Set<String> = [
        "automation_cut", "flow", "note", "tag_added", "tag_removed",
    ]

    /// Is a file as the dataset tells of it.
    private struct File: Decodable {
        var name: String?
        var mediaType: String?
        var size: Int64?
        var hash: String?

        var isImage: Bool { ["image/jpeg", "image/png"].contains(mediaType ?? "") }
    }

    /// Writes the conversation of the session that a query names.
    func write(_ query: [String: String], on paper: Paper) throws {
        let words = call.words
        let rows = try call.query("timeline", query)
        try paper.transcript(emptyText: words("protocol.timeline.empty")) {
            while try rows.next() {
                try call.checkCancellation()
                let kind = rows.text("kind")
                if kind == "message" {
                    try paper.entry(message(rows, words))
                } else if edition == .internal || !Self.ours.contains(kind) {
                    guard let text = action(kind, rows, words) else { continue }
                    try paper.entry(
                        Entry(
                            side: .system,
                            moment: rows.integer("moment") ?? 0,
                            text: text,
                            tone: kind == "note" ? .accent : .muted
                        )
                    )
                }
            }
        }
    }

    /// The name of who wrote or did what is in hand, as the edition shows it.
    func author(_ rows: Rows, _ words: Words) -> String {
        let name = rows.text(edition == .internal ? "author" : "nickname")
        if !name.isEmpty { return name }
        let kind = rows.text("author_kind")
        return kind.isEmpty ? words("protocol.author.system") : words("protocol.author." + kind)
    }

    private func message(_ rows: Rows, _ words: Words) throws -> Entry {
        var entry = Entry(
            side: rows.text("side") == "contact" ? .contact : .ours,
            author: author(rows, words),
            moment: rows.integer("moment") ?? 0,
            text: rows.text("text"),
            quote: rows.text("reply_to")
        )
        entry.files = try files(rows, words)
        if rows.truth("erased") == true {
            entry.text = words("protocol.message.erased")
        } else if rows.truth("deleted") == true {
            entry.text = words("protocol.message.deleted")
            entry.files = []
        } else if job.hidesConfidential {
            entry.text = words("protocol.message.hidden")
        } else if entry.text.isEmpty, entry.files.isEmpty {
            entry.text = words("protocol.message.\(rows.text("content"))")
        }
        entry.status = status(rows, of: &entry, words)
        return entry
    }

    private func status(_ rows: Rows, of entry: inout Entry, _ words: Words) -> String {
        let delivery = rows.text("delivery")
        let error = rows.text("error")
        var marks: [String] = []
        if rows.truth("edited") == true { marks.append(words("protocol.message.edited")) }
        marks.append(rows.text("reaction"))
        if entry.side == .ours, !delivery.isEmpty {
            let word = words("protocol.delivery." + delivery)
            // The provider's words on a failure are for us; the contact is told that it failed.
            marks.append(error.isEmpty || edition == .consumer ? word : "\(word): \(error)")
            if delivery == "failed" || delivery == "unknown" { entry.tone = .warning }
        }
        return marks.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func files(_ rows: Rows, _ words: Words) throws -> [Entry.File] {
        let json = rows.text("attachments")
        guard !json.isEmpty,
            let files = try? JSONDecoder().decode([File].self, from: Data(json.utf8))
        else { return [] }
        let hasImage = !job.hidesConfidential && files.contains(where: \.isImage)
        let pictures = hasImage ? pictures(of: rows.text("message")) : [:]
        return files.enumerated().map { index, file in
            let name = file.name ?? ""
            let hash = file.hash ?? ""
            let size = (file.size ?? 0) > 0 ? FileTable.size(file.size, words) : ""
            let details = [file.mediaType ?? "", size, hash.isEmpty ? "" : "SHA-256 \(hash)"]
            return Entry.File(
                name: name.isEmpty ? words("protocol.file") : name,
                detail: details.filter { !$0.isEmpty }.joined(separator: " · "),
                thumbnail: pictures[Int64(index)] ?? []
            )
        }
    }

    /// Small pictures of a message's images by their places; a file that is gone has none.
    private func pictures(of message: String) -> [Int64: [UInt8]] {
        var pictures: [Int64: [UInt8]] = [:]
        guard !message.isEmpty, let rows = try? call.query("pictures", ["message": message]) else {
            return [:]
        }
        while (try? rows.next()) == true {
            if let index = rows.integer("index") { pictures[index] = rows.bytes("thumbnail") }
        }
        return pictures
    }

    /// Says in words what happened; `nil` for what has nothing to say.
    private func action(_ kind: String, _ rows: Rows, _ words: Words) -> String? {
        let text = rows.text("text")
        if kind == "flow", text.isEmpty { return nil }
        let agent = rows.text(edition.column("agent"))
        let hidden = job.hidesConfidential && kind == "note"
        let isErased = rows.truth("erased") == true
        let values = [
            "author": author(rows, words),
            "team": rows.text("team"),
            "agent": agent,
            "tag": rows.text("tag"),
            "text": hidden
                ? words("protocol.message.hidden")
                : isErased ? words("protocol.message.erased") : text,
            "start": cause("start", rows, words),
            "end": cause("end", rows, words),
        ]
        guard kind == "leg" else { return words("protocol.action." + kind, values) }
        let step = !agent.isEmpty ? "service" : rows.text("team").isEmpty ? "flow" : "queue"
        return words("protocol.action.leg." + step, values)
    }

    private func cause(_ column: String, _ rows: Rows, _ words: Words) -> String {
        let value = rows.text(column)
        return value.isEmpty ? "" : words("protocol.\(column).\(value)")
    }
}

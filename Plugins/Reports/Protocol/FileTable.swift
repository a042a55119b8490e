import PluginKit

/// Writes the files of a session or contact with their hashes, by which anyone can tell whether a
/// copy is the one that was sent.
enum FileTable {
    static func write(
        _ query: [String: String],
        _ edition: Edition,
        on paper: Paper,
        call: Call,
        withProtocol: Bool = false
    ) throws {
        let words = call.words
        let rows = try call.query("files", query)
        guard try rows.next() else { return }
        try paper.heading(words("protocol.files"), level: 2, anchor: "files")
        var columns = [
            Column(id: "moment", title: words("protocol.files.moment"), weight: 1.5),
            Column(id: "author", title: words("protocol.files.author"), weight: 1.4),
            Column(id: "name", title: words("protocol.files.name"), weight: 2),
            Column(id: "media_type", title: words("protocol.files.type"), weight: 1.2),
            Column(id: "size", title: words("protocol.files.size"), weight: 1, alignment: .end),
            Column(id: "hash", title: "SHA-256", weight: 3.4),
        ]
        if withProtocol {
            columns.insert(
                Column(id: "protocol", title: words("protocol.number"), weight: 1.7),
                at: 1
            )
        }
        try paper.table(columns) {
            repeat {
                try call.checkCancellation()
                let name = rows.text(edition == .internal ? "author" : "nickname")
                let author =
                    name.isEmpty ? words("protocol.author." + rows.text("author_kind")) : name
                let file = rows.text("name")
                let missing = words("protocol.files.missing")
                var values: [Value] = [
                    rows["moment"], .text(author),
                    .text(file.isEmpty ? words("protocol.file") : file), rows.known("media_type"),
                    .text(size(rows.integer("size"), words)),
                    rows.text("hash").isEmpty ? .text(missing) : rows["hash"],
                ]
                if withProtocol { values.insert(rows.known("protocol"), at: 1) }
                try paper.row(values)
            } while try rows.next()
        }
    }

    /// Writes a count of bytes for people.
    static func size(_ bytes: Int64?, _ words: Words) -> String {
        guard let bytes, bytes > 0 else { return "—" }
        func scaled(_ unit: Double) -> String {
            words.format(.decimal(Double(bytes) / unit, places: 1))
        }
        switch bytes {
        case ..<1_000: return words.format(.integer(bytes)) + " B"
        case ..<1_000_000: return scaled(1_000) + " kB"
        default: return scaled(1_000_000) + " MB"
        }
    }
}

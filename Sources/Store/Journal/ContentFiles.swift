import Engine
import GRDB

/// Says which messages have which file, so that a file goes with the last of them.
enum ContentFiles {
    /// Writes the files of a message, in the place of those it had: what was taken back goes.
    static func put(_ scribe: Scribe, _ message: Int64, _ files: [Attachment]) throws {
        try erase(scribe, of: message)
        for file in files where !file.hash.isEmpty {
            try scribe.run("DELETE FROM upload WHERE hash = ?", file.hash)
            try scribe.run(
                "INSERT OR IGNORE INTO content_file (hash, content) VALUES (?, ?)",
                file.hash,
                message
            )
        }
    }

    /// Takes the files off a message.
    ///
    /// Those that nothing else has are left to the next sweep of uploads, as if never sent.
    static func erase(_ scribe: Scribe, of message: Int64) throws {
        let files = try scribe.all("SELECT hash FROM content_file WHERE content = ?", message) {
            $0[0] as String
        }
        guard !files.isEmpty else { return }
        try scribe.run("DELETE FROM content_file WHERE content = ?", message)
        for file in files {
            // Photos of people, pictures of flows and headers of templates lie in the same folder.
            try scribe.run(
                """
                INSERT OR REPLACE INTO upload (hash, at) SELECT ?1, 0
                WHERE NOT EXISTS (SELECT 1 FROM content_file WHERE hash = ?1)
                    AND NOT EXISTS (SELECT 1 FROM agent WHERE instr(rules, ?1))
                    AND NOT EXISTS (SELECT 1 FROM setting_item WHERE instr(json, ?1))
                    AND NOT EXISTS (SELECT 1 FROM template WHERE instr(rules, ?1))
                """,
                file
            )
        }
    }
}

import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `files`: one line for each file of the messages of a `session`, of a `contact` with all
    /// that were merged into it, or of one `message`; oldest first.
    ///
    /// The files of messages that their authors took back are not there.
    func files(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let (condition, names) = try snapshot.read { db in
            (try fileCondition(parameters, db), try ReportNames(db))
        }
        let scope = ViewerScope(viewer)
        return PagedCursor(snapshot, FileLine.fields(names, hides: hides)) { db, last in
            // A page ends between messages: all the files of one come together.
            var lines: [FileLine] = []
            var after = last?.message.value ?? 0
            while lines.count < PagedCursor<FileLine>.pageSize {
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT message.id, message.at, message.author, contact.name,
                            session.protocol_day, session.protocol_sequence, content.attachments
                        FROM message JOIN content ON content.id = message.id
                            LEFT JOIN session ON session.id = message.session
                            LEFT JOIN contact ON contact.id = message.contact
                        WHERE message.id > \(after) AND message.has_files = 1
                            AND content.is_deleted = 0 AND \(condition) AND \(scope.seesMessage)
                        ORDER BY message.id LIMIT 200
                        """
                )
                guard let end = rows.last else { break }
                for row in rows { lines += try FileLine.lines(of: row) }
                after = end[0]
            }
            return lines
        }
    }

    private func fileCondition(_ parameters: ReportParameters, _ db: Database) throws -> String {
        if let text = try parameters.text("message") {
            guard let id = ID<Message>(text) else {
                throw ReportDataError.badParameter(name: "message", reason: "it is no id")
            }
            return "message.id = \(id.value)"
        }
        if let contact = try parameters.contact(db) {
            let family = try ContactRow.family(db, of: contact)
            return "message.contact IN (\(sqlList(family)))"
        }
        return "message.session = \(try visibleSession(parameters, db).session.id.value)"
    }
}

extension ViewerScope {
    /// The condition under which a message may be seen: with its session; one that belongs to none,
    /// by who sees every team.
    var seesMessage: String {
        "(message.session IS NOT NULL AND \(sees) OR message.session IS NULL AND \(counts("NULL")))"
    }
}

/// Is a file of a message.
private struct FileLine {
    let message: ID<Message>
    let row: Row
    let index: Int
    let file: Attachment

    static func lines(of row: Row) throws -> [FileLine] {
        guard let text = row[6] as String? else { return [] }
        let files = try JSONText.decode([Attachment].self, from: text)
        return files.enumerated().map { index, file in
            FileLine(message: ID(row[0]), row: row, index: index, file: file)
        }
    }

    static func fields(_ names: ReportNames, hides: Bool) -> [ReportField<FileLine>] {
        func author(_ line: FileLine) -> Message.Author { Message.Author(number: line.row[2]) }
        func writer(_ line: FileLine, _ name: (ID<Agent>) -> String?) -> String? {
            switch author(line) {
            case .agent(let id): name(id)
            case .contact: hides ? nil : line.row[3]
            case .automatic, .elsewhere: nil
            }
        }
        return [
            .text("message") { $0.message.description },
            .integer("index") { Int64($0.index) },
            .moment("moment") { Timestamp($0.row[1]) },
            .text("protocol") { line in
                (line.row[4] as Int32?).map { day in
                    ProtocolNumber(day: day, sequence: line.row[5]).description
                }
            },
            .text("author_kind") { author($0).word },
            .text("author") { writer($0) { names.agent($0) } },
            .text("nickname") { writer($0) { names.nickname($0) } },
            .text("name") { hides ? nil : $0.file.name },
            .text("media_type") { $0.file.mediaType },
            .integer("size") { $0.file.size > 0 ? $0.file.size : nil },
            .text("hash") { $0.file.hash.isEmpty ? nil : $0.file.hash },
            .text("problem") { $0.file.problem.isEmpty ? nil : $0.file.problem },
        ]
    }
}

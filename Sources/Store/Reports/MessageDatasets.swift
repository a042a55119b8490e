import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `messages`: one line a message, oldest first; `loose` ones belong to no session.
    ///
    /// The words are left out under the privacy switch, and when `words` is false. `accepted`,
    /// `delivered`, `read` and `failed` are the moments of which the provider told; `failed` is also
    /// when the fate of a message came to be unknown.
    func messages(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (query, names) = try snapshot.read { db in
            (try MessageQuery(parameters, for: viewer, db), try ReportNames(db))
        }
        return PagedCursor(snapshot, MessageLine.fields(names, query)) { db, last in
            let sql = """
                SELECT \(MessageRow.columns), \(MessageLine.columns) FROM \(MessageQuery.source)
                WHERE \(query.start(after: last?.stored.message.id)) ORDER BY message.id
                LIMIT \(PagedCursor<MessageLine>.pageSize)
                """
            return try Row.fetchAll(db, sql: sql).map(MessageLine.init)
        }
    }

    /// Opens `message_counts`: how many messages of the same parameters there are, one line for each
    /// channel and direction, by how far they got.
    func messageCounts(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (lines, names) = try snapshot.read { db in
            let query = try MessageQuery(parameters, for: viewer, db)
            let sql = """
                SELECT message.channel, message.direction, count(*),
                    \(MessageCount.states.map { "sum(message.delivery = '\($0)')" }
                    .joined(separator: ", "))
                FROM \(MessageQuery.source) WHERE \(query.condition) GROUP BY 1, 2
                """
            return (try Row.fetchAll(db, sql: sql), try ReportNames(db))
        }
        let named = lines.map { MessageCount(row: $0, channel: names.channels[$0[0]] ?? "") }
            .sorted { ($0.channel, $0.row[1] as String) < ($1.channel, $1.row[1] as String) }
        return BatchCursor([ReportBatch(named, MessageCount.fields)])
    }
}

/// Is how many messages went one way on a channel.
private struct MessageCount {
    let row: Row
    let channel: String

    /// How far messages get, what went wrong first.
    static let states = Delivery.allCases.map(\.rawValue)

    static var fields: [ReportField<MessageCount>] {
        [
            .text("channel") { $0.channel },
            .text("direction") { $0.row[1] },
            .integer("messages") { $0.row[2] },
        ]
            + states.enumerated().map { index, state in
                .integer(state) { $0.row[index + 3] }
            }
    }
}

/// Is a message as reports show it in one line.
private struct MessageLine {
    let stored: StoredMessage
    let row: Row

    /// What a line reads beside the message itself.
    static let columns = """
        message.accepted_at, message.delivered_at, message.read_at, message.failed_at, contact.name,
        session.protocol_day, session.protocol_sequence, session.team
        """

    // Where `columns` begin: after those of `MessageRow`.
    private static let first = MessageRow.columnCount

    init(row: Row) throws {
        stored = try MessageRow.message(row: row)
        self.row = row
    }

    static func fields(_ names: ReportNames, _ query: MessageQuery) -> [ReportField<MessageLine>] {
        func name(_ line: MessageLine) -> String? {
            switch line.stored.message.author {
            case .contact: query.hides ? nil : line.row[first + 4]
            case .agent(let id): names.agent(id)
            case .automatic, .elsewhere: nil
            }
        }
        return [
            .text("id") { $0.stored.message.id.description },
            .text("protocol") { line in
                (line.row[first + 5] as Int32?).map { day in
                    ProtocolNumber(day: day, sequence: line.row[first + 6]).description
                }
            },
            .moment("moment") { $0.stored.message.at },
            .text("direction") { $0.stored.message.direction.rawValue },
            .text("author_kind") { $0.stored.message.author.word },
            .text("author") { name($0) },
            .text("contact") { query.hides ? nil : $0.row[first + 4] },
            .text("identity") { query.hides ? nil : $0.stored.address },
            .text("channel") { names.channels[$0.stored.message.channel.value] },
            .text("team") { ($0.row[first + 7] as Int64?).flatMap { names.teams[$0] } },
            .text("content") { $0.stored.content.kind.rawValue },
            .text("template") { $0.stored.content.template?.name },
            .integer("files") { Int64($0.stored.content.attachments.count) },
            .text("delivery") { $0.stored.message.delivery.rawValue },
            .integer("attempts") { Int64($0.stored.attempts) },
            .moment("sent") { line in
                line.stored.message.direction == .inbound ? line.stored.message.sentAt : nil
            },
            .moment("accepted") { Timestamp($0.row[first]) },
            .moment("delivered") { Timestamp($0.row[first + 1]) },
            .moment("read") { Timestamp($0.row[first + 2]) },
            .moment("failed") { line in
                switch line.stored.message.delivery {
                case .failed, .unknown: Timestamp(line.row[first + 3])
                default: nil
                }
            },
            .text("error_code") { $0.stored.error?.code },
            // What a provider says may name the address.
            .text("error") { query.hides ? nil : $0.stored.error?.text },
            .truth("deleted") { $0.stored.content.isDeleted },
            .truth("erased") { $0.stored.content.isErased },
            .text("text") { query.hasWords ? $0.stored.content.text : nil },
        ]
    }
}

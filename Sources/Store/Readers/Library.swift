public import Engine
import GRDB

/// Reads what the journal has written, on threads of its own beside the writer.
public final class Library: Sendable {
    let readers: DatabasePool

    init(readers: DatabasePool) {
        self.readers = readers
    }

    /// Opens the data of one report: one moment, cut to what a viewer may see.
    ///
    /// Blocks for an instant; the data blocks the threads that read it.
    public func reportData(for viewer: Viewer, asOf moment: Timestamp) throws -> SnapshotReportData
    {
        SnapshotReportData(snapshot: try readers.makeSnapshot(), viewer: viewer, asOf: moment)
    }

    /// Reads what providers said about our accounts, newest first.
    public func notices(limit: Int) async throws -> [ChannelNotice] {
        try await readers.read { db in
            let sql = """
                SELECT at, data FROM event WHERE type = 'notice-received' ORDER BY seq DESC LIMIT ?
                """
            return try Row.fetchAll(db, sql: sql, arguments: [limit]).map { row in
                let notice = try JSONText.decode(NoticeRecord.self, from: row[1])
                return ChannelNotice(
                    channel: ID(notice.channel),
                    kind: notice.kind,
                    text: notice.text,
                    at: Timestamp(milliseconds: row[0])
                )
            }
        }
    }

    /// Counts the outbound messages since a moment that failed or whose fate is unknown.
    public func messagesFailed(since moment: Timestamp, for viewer: Viewer) async throws -> Int {
        let scope = ViewerScope(viewer)
        return try await readers.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM message JOIN session ON session.id = message.session
                    WHERE message.delivery IN ('failed', 'unknown') AND message.at >= ?
                        AND \(scope.sees)
                    """,
                arguments: [moment.milliseconds]
            ) ?? 0
        }
    }
}

/// Is what a provider said about an account of ours.
public struct ChannelNotice: Sendable, Hashable {
    /// The channel.
    public let channel: ID<Channel>

    /// The provider's word for it.
    public let kind: String

    /// The provider's words.
    public let text: String

    /// When it came.
    public let at: Timestamp
}

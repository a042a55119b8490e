public import Engine
import GRDB

/// Is a report that was made: who had it, when, of what.
public struct ReportEntry: Sendable, Hashable, Codable {
    /// The number in the log.
    public var id: Int64
    /// When it was made.
    public var at: Timestamp
    /// The person whose permissions held; 0 for the console.
    public var viewer: Int64
    /// That person's name then.
    public var viewerName: String
    /// The report's id.
    public var report: String
    /// The title that stood on it.
    public var title: String
    /// The format: `pdf`, `png`, `csv` or `html`.
    public var format: String
    /// The parameters, a JSON object.
    public var parameters: String
    /// Until when data was read.
    public var dataAsOf: Timestamp
    /// The language of its words, as a BCP 47 tag.
    public var language: String
    /// The zone of its dates, as an IANA name.
    public var zone: String
    /// Whether identities were left out.
    public var hidesIdentities: Bool
    /// The count of pages; 0 where there are none.
    public var pages: Int
    /// The SHA-256 of its content in hexadecimal.
    public var contentHash: String

    /// Creates an entry; the log gives it its number.
    public init(
        at: Timestamp,
        viewer: Int64,
        viewerName: String,
        report: String,
        title: String,
        format: String,
        parameters: String,
        dataAsOf: Timestamp,
        language: String,
        zone: String,
        hidesIdentities: Bool,
        pages: Int,
        contentHash: String
    ) {
        id = 0
        self.at = at
        self.viewer = viewer
        self.viewerName = viewerName
        self.report = report
        self.title = title
        self.format = format
        self.parameters = parameters
        self.dataAsOf = dataAsOf
        self.language = language
        self.zone = zone
        self.hidesIdentities = hidesIdentities
        self.pages = pages
        self.contentHash = contentHash
    }
}

/// Keeps which reports were made, for good: entries are added and never changed.
///
/// Their words, a title and parameters that may name a contact, lie beside them and can be erased.
public struct ReportLog: Sendable {
    let side: DatabaseQueue
    private let readers: DatabasePool

    init(side: DatabaseQueue, readers: DatabasePool) {
        self.side = side
        self.readers = readers
    }

    /// Adds an entry, and gives its number.
    @discardableResult
    public func add(_ entry: ReportEntry) async throws -> Int64 {
        try await side.write { db in
            try db.execute(
                sql: """
                    INSERT INTO report_log (
                        at, viewer, viewer_name, report, format, data_as_of, language, zone,
                        hides_identities, pages, content_hash
                    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.at.milliseconds, entry.viewer, entry.viewerName, entry.report,
                    entry.format, entry.dataAsOf.milliseconds, entry.language, entry.zone,
                    entry.hidesIdentities, entry.pages, entry.contentHash,
                ]
            )
            let id = db.lastInsertedRowID
            let contact = try Self.contact(in: entry.parameters, db)
            try db.execute(
                sql: """
                    INSERT INTO report_words (entry, contact, title, parameters)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [id, contact?.value, entry.title, entry.parameters]
            )
            return id
        }
    }

    /// Reads the reports of a content, the first that was made first.
    public func entries(contentHash: String) async throws -> [ReportEntry] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: "\(Self.selection) WHERE content_hash = ? ORDER BY id",
                arguments: [contentHash]
            ).map(ReportEntry.init)
        }
    }

    /// Reads the last reports that were made, the newest first.
    public func latest(_ count: Int, before id: Int64 = .max) async throws -> [ReportEntry] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: "\(Self.selection) WHERE id < ? ORDER BY id DESC LIMIT ?",
                arguments: [id, count]
            ).map(ReportEntry.init)
        }
    }

    private static let selection = """
        SELECT id, at, viewer, viewer_name, report, title, format, parameters, data_as_of,
            language, zone, hides_identities, pages, content_hash
        FROM report_log JOIN report_words ON report_words.entry = report_log.id
        """
}

extension ReportEntry {
    fileprivate init(row: Row) {
        self.init(
            at: Timestamp(milliseconds: row[1]),
            viewer: row[2],
            viewerName: row[3],
            report: row[4],
            title: row[5],
            format: row[6],
            parameters: row[7],
            dataAsOf: Timestamp(milliseconds: row[8]),
            language: row[9],
            zone: row[10],
            hidesIdentities: row[11],
            pages: row[12],
            contentHash: row[13]
        )
        id = row[0]
    }
}

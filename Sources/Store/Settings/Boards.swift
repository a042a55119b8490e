import GRDB

/// Is a board: a report with its parameters, under a name in URLs.
public struct BoardDefinition: Sendable, Hashable, Codable {
    /// The name in URLs and commands.
    public var slug: String

    /// The name that people see.
    public var title: String

    /// The id of the report that draws it.
    public var report: String

    /// The report's parameters, a JSON object.
    public var parameters: String

    /// Creates a board.
    public init(slug: String, title: String, report: String, parameters: String = "{}") {
        self.slug = slug
        self.title = title
        self.report = report
        self.parameters = parameters
    }
}

/// Keeps the definitions of boards.
public struct Boards: Sendable {
    private let side: DatabaseQueue
    private let readers: DatabasePool

    init(side: DatabaseQueue, readers: DatabasePool) {
        self.side = side
        self.readers = readers
    }

    /// Lists the boards by their slugs.
    public func all() async throws -> [BoardDefinition] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT slug, title, report, parameters FROM board ORDER BY slug"
            ).map(BoardDefinition.init)
        }
    }

    /// Reads a board.
    public func board(_ slug: String) async throws -> BoardDefinition? {
        try await readers.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT slug, title, report, parameters FROM board WHERE slug = ?",
                arguments: [slug]
            ).map(BoardDefinition.init)
        }
    }

    /// Adds or replaces a board.
    public func put(_ board: BoardDefinition) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO board (slug, title, report, parameters)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [board.slug, board.title, board.report, board.parameters]
            )
        }
    }

    /// Removes a board; false when there was none.
    public func remove(_ slug: String) async throws -> Bool {
        try await side.write { db in
            try db.execute(sql: "DELETE FROM board WHERE slug = ?", arguments: [slug])
            return db.changesCount > 0
        }
    }
}

extension BoardDefinition {
    fileprivate init(row: Row) {
        self.init(slug: row[0], title: row[1], report: row[2], parameters: row[3])
    }
}

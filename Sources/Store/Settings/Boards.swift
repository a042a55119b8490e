public import Engine
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

    /// The person who built it; `nil` for a ready one.
    public var owner: ID<Agent>?

    /// Whether everyone who watches boards sees it, not its owner alone.
    public var isShared: Bool

    /// Creates a board.
    public init(
        slug: String,
        title: String,
        report: String,
        parameters: String = "{}",
        owner: ID<Agent>? = nil,
        isShared: Bool = true
    ) {
        self.slug = slug
        self.title = title
        self.report = report
        self.parameters = parameters
        self.owner = owner
        self.isShared = isShared
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
                sql: "SELECT \(boardColumns) FROM board ORDER BY slug"
            ).map(BoardDefinition.init)
        }
    }

    /// Reads a board.
    public func board(_ slug: String) async throws -> BoardDefinition? {
        try await readers.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(boardColumns) FROM board WHERE slug = ?",
                arguments: [slug]
            ).map(BoardDefinition.init)
        }
    }

    /// Adds a board; false when one has its slug already.
    public func add(_ board: BoardDefinition) async throws -> Bool {
        try await side.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO board (\(boardColumns)) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: board.arguments
            )
            return db.changesCount > 0
        }
    }

    /// Adds or replaces a board.
    public func put(_ board: BoardDefinition) async throws {
        try await side.write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO board (\(boardColumns)) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: board.arguments
            )
        }
    }

    /// Removes a board with the links to it; false when there was none.
    ///
    /// A board of the same name made later must not be seen through links to this one.
    public func remove(_ slug: String) async throws -> Bool {
        try await side.write { db in
            try db.execute(sql: "DELETE FROM board WHERE slug = ?", arguments: [slug])
            guard db.changesCount > 0 else { return false }
            try db.execute(sql: "DELETE FROM kiosk_link WHERE board = ?", arguments: [slug])
            return true
        }
    }
}

private let boardColumns = "slug, title, report, parameters, owner, is_shared"

extension BoardDefinition {
    fileprivate init(row: Row) {
        self.init(
            slug: row[0],
            title: row[1],
            report: row[2],
            parameters: row[3],
            owner: (row[4] as Int64?).map { ID($0) },
            isShared: row[5]
        )
    }

    fileprivate var arguments: StatementArguments {
        [slug, title, report, parameters, owner?.value, isShared]
    }
}

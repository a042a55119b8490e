public import Engine
import GRDB

extension Accounts {
    /// Makes a link to a board, which shows what one person may see, and names of contacts when
    /// it is made to.
    public func addKioskLink(
        to board: String,
        viewer: ID<Agent>,
        name: String = "",
        showsNames: Bool = false,
        expiresAt: Timestamp? = nil,
        at now: Timestamp
    ) async throws -> (link: KioskLink, secret: String) {
        let secret = Secret.make("")
        let id = try await side.write { db -> Int64 in
            guard try AgentRow.exists(db, viewer) else { throw AccountsError.unknownAgent }
            try db.execute(
                sql: """
                    INSERT INTO kiosk_link
                    (hash, name, board, viewer, shows_names, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Secret.hash(secret).blob, name, board, viewer.value, showsNames,
                    now.milliseconds, expiresAt?.milliseconds,
                ]
            )
            return db.lastInsertedRowID
        }
        let link = KioskLink(
            id: id,
            name: name,
            board: board,
            viewer: viewer,
            showsNames: showsNames,
            createdAt: now,
            expiresAt: expiresAt,
            revokedAt: nil
        )
        return (link, secret)
    }

    /// Finds the link that a secret stands for; `nil` when it is revoked, over or never was.
    public func kioskLink(_ secret: String, at now: Timestamp) async throws -> KioskLink? {
        let hash = Secret.hash(secret)
        return try await readers.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(linkColumns) FROM kiosk_link
                    WHERE hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
                    """,
                arguments: [hash.blob, now.milliseconds]
            ).map(KioskLink.init)
        }
    }

    /// Lists the links to a board, or all, newest first, revoked ones included.
    public func kioskLinks(to board: String? = nil) async throws -> [KioskLink] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(linkColumns) FROM kiosk_link WHERE ? IS NULL OR board = ?
                    ORDER BY id DESC
                    """,
                arguments: [board, board]
            ).map(KioskLink.init)
        }
    }

    /// Ends a link; false when there is none that could be ended.
    public func revokeKioskLink(_ id: Int64, at now: Timestamp) async throws -> Bool {
        try await side.write { db in
            try db.execute(
                sql: "UPDATE kiosk_link SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [now.milliseconds, id]
            )
            return db.changesCount > 0
        }
    }
}

private let linkColumns =
    "id, name, board, viewer, shows_names, created_at, expires_at, revoked_at"

extension KioskLink {
    fileprivate init(row: Row) {
        id = row[0]
        name = row[1]
        board = row[2]
        viewer = ID(row[3])
        showsNames = row[4]
        createdAt = Timestamp(milliseconds: row[5])
        expiresAt = Timestamp(row[6])
        revokedAt = Timestamp(row[7])
    }
}

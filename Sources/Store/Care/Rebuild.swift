import Engine
import Foundation
import GRDB

/// Says how far a rebuild is.
public struct RebuildProgress: Sendable, Hashable {
    /// The events that were folded.
    public let done: Int64

    /// The events there are.
    public let total: Int64
}

extension DataFolder {
    /// Makes every projection again from journal, words, people and configuration.
    ///
    /// Works in a new file beside the old one and puts it in its place at the end: interrupted at any
    /// time, the old file is as it was, and the next rebuild begins again. Takes the folder's lock;
    /// blocks the thread.
    ///
    /// - Throws: `DataFolderError`, `JournalError`.
    public static func rebuild(
        _ path: String,
        progress: (RebuildProgress) -> Void = { _ in }
    ) throws {
        guard FileManager.default.fileExists(atPath: path + "/conecta.sqlite") else {
            throw DataFolderError.notFound(path: path)
        }
        let lock = try FolderLock(path: path + "/lock", folder: path)
        defer { lock.release() }
        let old = DatabaseFile(path: path + "/conecta.sqlite")
        let new = DatabaseFile(path: path + "/conecta.sqlite.rebuild")
        do {
            try old.bringUpToDate()
            try remove(new.path)
            try new.bringUpToDate()
            try Rebuild(old: old, new: new).run(progress)
            try swap(old, new)
        } catch let error as DatabaseError {
            throw DataFolderError(error, path: new.path)
        }
    }

    private static func swap(_ old: DatabaseFile, _ new: DatabaseFile) throws {
        // Both logs are empty and gone when the last connection closes; a left-over log of the old
        // file must never be taken for one of the new.
        for file in [old, new] {
            let queue = try file.openFollower()
            _ = try queue.inDatabase { try $0.checkpoint(.truncate) }
            try queue.close()
        }
        for suffix in ["-wal", "-shm"] { try remove(old.path + suffix) }
        guard rename(new.path, old.path) == 0 else { throw DurableFile.problem(errno, old.path) }
        DurableFile.syncFolder(of: old.path)
        for suffix in ["-wal", "-shm"] { try remove(new.path + suffix) }
    }

    private static func remove(_ path: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            guard unlink(path + suffix) == 0 || errno == ENOENT else {
                throw DurableFile.problem(errno, path)
            }
        }
    }
}

/// Folds the journal of one file into the projections of another.
private struct Rebuild {
    private static let batch = 2_000

    let old: DatabaseFile
    let new: DatabaseFile

    func run(_ progress: (RebuildProgress) -> Void) throws {
        let queue = try new.openWriter()
        try queue.inDatabase { db in
            try db.execute(sql: "ATTACH DATABASE ? AS old", arguments: [old.path])
            try copySource(db)
            try fold(db, progress)
            try db.execute(sql: "DETACH DATABASE old")
        }
        try queue.close()
    }

    private func copySource(_ db: Database) throws {
        try db.inTransaction(.immediate) {
            for table in Schema.sourceTables {
                let columns = try db.columns(in: table).map { "\"\($0.name)\"" }
                    .joined(separator: ", ")
                try db.execute(
                    sql:
                        "INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM old.\(table)"
                )
            }
            // The numbers of what was deleted are not given again.
            try db.execute(
                sql: """
                    DELETE FROM main.sqlite_sequence;
                    INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence;
                    """
            )
            return .commit
        }
    }

    private func fold(_ db: Database, _ progress: (RebuildProgress) -> Void) throws {
        let total = try Int64.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0
        let projector = Projector(
            scribe: Scribe(db: db),
            addresses: AddressBook(),
            rules: RuleBook(beginsWithRows: false)
        )
        var place: Int64 = 0
        var done: Int64 = 0
        while true {
            var count = 0
            try db.inTransaction(.immediate) {
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT seq, at, actor, session, subject, type, version, data FROM event
                        WHERE seq > ? ORDER BY seq LIMIT \(Self.batch)
                        """,
                    arguments: [place]
                )
                for row in rows { try fold(row, into: projector, db) }
                try projector.finish()
                count = rows.count
                if let last = rows.last { place = last[0] }
                return .commit
            }
            guard count > 0 else { return }
            done += Int64(count)
            progress(RebuildProgress(done: done, total: total))
        }
    }

    private func fold(_ row: Row, into projector: Projector, _ db: Database) throws {
        guard let stored = StoredEvent(row: row) else {
            let type: String = row[5]
            throw JournalError.unreadable(sequence: row[0], reason: "there is no kind \(type)")
        }
        let at = Timestamp(milliseconds: row[1])
        if stored.kind == .inboundAccepted {
            let record = try JSONText.decode(KeyRecord.self, from: stored.upcast().data)
            guard let key = Data(base64Encoded: record.key) else {
                throw JournalError.unreadable(sequence: row[0], reason: "its key is no base 64")
            }
            try projector.accept(Array(key), of: record.channel)
            return
        }
        guard let event = try EventReader(db: db).event(stored, at: at) else { return }
        try projector.apply(event, at: at)
    }
}

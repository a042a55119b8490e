import GRDB

/// Opens connections to the database file, each set up for its work.
struct DatabaseFile: Sendable {
    /// The path of the file.
    let path: String

    /// Makes the file if there is none, and runs the migrations it lacks.
    ///
    /// - Throws: `DataFolderError`; a migration that fails is undone as a whole.
    func bringUpToDate() throws(DataFolderError) {
        do {
            let queue = try DatabaseQueue(path: path, configuration: writing("migration"))
            try queue.inDatabase { db in
                guard try Schema.isOurs(db) else {
                    throw DataFolderError.notADatabase(path: path)
                }
                let found = try Schema.version(db)
                guard found <= Schema.version else {
                    throw DataFolderError.newerSchema(
                        path: path,
                        found: found,
                        known: Schema.version
                    )
                }
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try Schema.migrate(queue)
            try queue.close()
        } catch {
            throw DataFolderError(error, path: path)
        }
    }

    /// Refuses a file that is missing, foreign, newer, or not yet brought up to date.
    func checkVersion() throws(DataFolderError) {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (isOurs, found) = try queue.read { db in
                (try Schema.isOurs(db), try Schema.version(db))
            }
            try queue.close()
            guard isOurs, found > 0 else { throw DataFolderError.notADatabase(path: path) }
            guard found <= Schema.version else {
                throw DataFolderError.newerSchema(path: path, found: found, known: Schema.version)
            }
            guard found == Schema.version else {
                throw DataFolderError.cannotOpen(
                    path: path,
                    reason: "it has version \(found); start the server once to bring it up to date"
                )
            }
        } catch {
            throw DataFolderError(error, path: path)
        }
    }

    /// Opens the switchboard's connection.
    ///
    /// Its commits are on disk when they return. Checkpoints are the checkpointer's work: the
    /// writer makes one itself only when the log has grown far beyond what is usual, so that a
    /// missing checkpointer cannot fill the disk.
    func openWriter() throws -> DatabaseQueue {
        try DatabaseQueue(
            path: path,
            configuration: writing("journal", pagesBeforeCheckpoint: 16_384, cacheKilobytes: 32_000)
        )
    }

    /// Opens the connection for accounts and settings.
    func openSide(readonly: Bool) throws -> DatabaseQueue {
        var configuration = writing("side")
        configuration.readonly = readonly
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Opens a connection for the search follower or the checkpointer.
    ///
    /// What it writes can be made again, so its commits do not wait for the disk.
    func openFollower() throws -> DatabaseQueue {
        try DatabaseQueue(path: path, configuration: writing("follower", synchronous: "NORMAL"))
    }

    /// Opens the readers' pool, whose threads are GRDB's own.
    ///
    /// The system's page cache serves them all; maps of the file would count once a connection.
    func openReaders() throws -> DatabasePool {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "readers"
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA cache_size = -8000;
                    PRAGMA temp_store = MEMORY;
                    """
            )
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    private func writing(
        _ label: String,
        synchronous: String = "FULL",
        pagesBeforeCheckpoint: Int = 0,
        cacheKilobytes: Int = 2_000
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = .timeout(10)
        // Rows are written in the order of the events, which is not always the order of the keys.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            try db.execute(
                sql: """
                    PRAGMA synchronous = \(synchronous);
                    PRAGMA wal_autocheckpoint = \(pagesBeforeCheckpoint);
                    PRAGMA cache_size = -\(cacheKilobytes);
                    PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF;
                    """
            )
        }
        return configuration
    }
}

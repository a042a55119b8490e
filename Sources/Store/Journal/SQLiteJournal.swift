public import Engine
import Foundation
import GRDB

/// Keeps the journal in SQLite: what a transaction wrote is on disk when it returns.
///
/// It has a connection of its own and is used from one thread at a time, the switchboard's.
public final class SQLiteJournal: Journal {
    private let queue: DatabaseQueue
    private let addresses = AddressBook()
    private let projector: Projector
    // The connection, while a transaction runs.
    private var open: Database?

    init(queue: DatabaseQueue) {
        self.queue = queue
        projector = Projector(addresses: addresses)
    }

    /// Reads the floor as it is on disk: configuration, open sessions, messages still to go.
    public func loadFloor() throws -> Floor {
        try perform { try FloorLoader(db: $0).load() }
    }

    /// Runs a batch as one transaction, which is on disk when this returns; undone when it throws.
    ///
    /// - Throws: What the batch throws; `DataFolderError` when the database refuses, such as `full`.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        precondition(open == nil, "a journal's transactions do not nest")
        return try queue.inDatabase { db in
            open = db
            defer { open = nil }
            var result: Result?
            do {
                try db.inTransaction(.immediate) {
                    result = try body()
                    try projector.flush(db)
                    return .commit
                }
            } catch {
                addresses.forget()
                projector.forget()
                guard error is DatabaseError else { throw error }
                throw DataFolderError(error, path: queue.path)
            }
            guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
            return result
        }
    }

    /// Looks up what a command needs to know beyond the floor.
    public func facts(for question: Question) throws -> Facts {
        try perform { db in
            // What the rows of sessions lack yet is on the shelf; the rest is written at once.
            if open != nil, case .session = question { try projector.flush(db) }
            return try FactFinder(db: db, addresses: addresses).facts(for: question)
        }
    }

    /// Writes the events of one command: journal, contents and projections alike.
    ///
    /// Returns them with their places in the journal. Outside a transaction it makes one.
    public func append(
        _ events: [Event],
        at now: Timestamp,
        by actor: Actor
    ) throws -> [RecordedEvent] {
        guard let db = open else {
            return try transaction { try append(events, at: now, by: actor) }
        }
        let writer = EventWriter(db: db, addresses: addresses)
        return try events.map { event in
            let sequence = try writer.write(event, at: now, by: actor)
            if case .inboundAccepted(let channel, let key) = event {
                try projector.accept(InboundKey.hash(key), of: channel.value, db)
            } else {
                try projector.apply(event, at: now, db)
            }
            return RecordedEvent(sequence: sequence, at: now, actor: actor, event: event)
        }
    }

    /// Limits the size of the file, as a full disk would; for tests.
    package func limitPages(to count: Int) throws {
        try perform { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }

    /// Closes the connection.
    public func close() throws {
        try queue.close()
    }

    private func perform<Value>(_ body: (Database) throws -> Value) throws -> Value {
        if let open { return try body(open) }
        return try queue.inDatabase(body)
    }
}

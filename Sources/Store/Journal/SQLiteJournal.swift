public import Engine
import Foundation
import GRDB

/// Keeps the journal in SQLite: what a transaction wrote is on disk when it returns.
///
/// It has a connection of its own and is used from one thread at a time, the switchboard's.
public final class SQLiteJournal: Journal {
    private let queue: DatabaseQueue
    private let turn: WriterTurn
    private let addresses = AddressBook()
    private let contacts = ContactBook()
    private let keys = InboundKeys()
    // What writes to the connection, made with the first use of it.
    private var desk: Desk?
    // Whether a transaction runs.
    private var isOpen = false

    /// Is the writer's tools, which belong to one connection.
    private struct Desk {
        let scribe: Scribe
        let projector: Projector
    }

    init(queue: DatabaseQueue, turn: WriterTurn) {
        self.queue = queue
        self.turn = turn
    }

    /// Reads the floor as it is on disk: configuration, open sessions, messages still to go.
    public func loadFloor() throws -> Floor {
        try perform { try FloorLoader(db: $0.scribe.db).load() }
    }

    /// Runs a batch as one transaction, which is on disk when this returns; undone when it throws.
    ///
    /// - Throws: What the batch throws; `DataFolderError` when the database refuses, such as `full`.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        precondition(!isOpen, "a journal's transactions do not nest")
        return try queue.inDatabase { db in
            let desk = desk(db)
            isOpen = true
            defer { isOpen = false }
            var result: Result?
            do {
                try turn.journal {
                    try db.inTransaction(.immediate) {
                        result = try body()
                        try desk.projector.finish()
                        return .commit
                    }
                }
            } catch {
                addresses.forget()
                contacts.forget()
                desk.projector.forget()
                guard error is DatabaseError else { throw error }
                throw DataFolderError(error, path: queue.path)
            }
            guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
            return result
        }
    }

    /// Looks up what a command needs to know beyond the floor.
    public func facts(for question: Question) throws -> Facts {
        try perform { desk in
            // What the rows of sessions lack yet is on the shelf; the rest is written at once.
            if isOpen, question.isAboutSessions { try desk.projector.flush() }
            let finder = FactFinder(
                scribe: desk.scribe,
                addresses: addresses,
                contacts: contacts,
                keys: keys
            )
            return try finder.facts(for: question)
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
        guard isOpen, let desk else {
            return try transaction { try append(events, at: now, by: actor) }
        }
        let writer = EventWriter(scribe: desk.scribe, addresses: addresses, keys: keys)
        var records: [RecordedEvent] = []
        records.reserveCapacity(events.count)
        for event in events {
            let sequence = try writer.write(event, at: now, by: actor)
            switch event {
            case .inboundAccepted(let channel, let key):
                try desk.projector.accept(keys.hash(key), of: channel.value)
            case .contactChanged(let contact):
                contacts.change(contact)
            case .contactErased:
                contacts.forget()
                addresses.forget()
                try desk.projector.apply(event, at: now)
            case .contactsMerged, .contactsSeparated:
                contacts.forget()
                try desk.projector.apply(event, at: now)
            default:
                try desk.projector.apply(event, at: now)
            }
            records.append(
                RecordedEvent(sequence: sequence, at: now, actor: actor, event: event)
            )
        }
        return records
    }

    /// Limits the size of the file, as a full disk would; for tests.
    package func limitPages(to count: Int) throws {
        try perform { try $0.scribe.db.execute(sql: "PRAGMA max_page_count = \(count)") }
    }

    /// Closes the connection.
    public func close() throws {
        desk = nil
        try queue.close()
    }

    private func desk(_ db: Database) -> Desk {
        if let desk { return desk }
        let scribe = Scribe(db: db)
        let made = Desk(
            scribe: scribe,
            projector: Projector(
                scribe: scribe,
                addresses: addresses,
                rules: RuleBook(beginsWithRows: true)
            )
        )
        desk = made
        return made
    }

    private func perform<Value>(_ body: (Desk) throws -> Value) throws -> Value {
        if isOpen, let desk { return try body(desk) }
        return try queue.inDatabase { try body(desk($0)) }
    }
}

extension Question {
    /// Whether the answer may be in the row of a session that was not written yet.
    fileprivate var isAboutSessions: Bool {
        switch self {
        case .session: true
        default: false
        }
    }
}

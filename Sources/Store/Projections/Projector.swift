import Engine
import Foundation
import GRDB

/// Folds events into the projections: the tables that a rebuild can make again.
///
/// The journal's transactions and the rebuild run the same code.
final class Projector {
    private let addresses: AddressBook
    private let shelf = SessionShelf()

    /// Creates a projector that shares its numbers of addresses with who writes the journal.
    init(addresses: AddressBook) {
        self.addresses = addresses
    }

    /// Folds an event; sessions are written by `flush`.
    func apply(_ event: Event, at now: Timestamp, _ db: Database) throws {
        switch event {
        case .sessionOpened(let session):
            let address = try addresses.number(session.channel, session.address, db)
            var row = SessionRow(session, address: address)
            let effects = row.tally.begin(session.leg, of: session)
            try shelf.add(row, db)
            try insert(session.leg, of: session.id, db)
            try write(effects, of: session, db)
        case .legChanged(let id, let ended, let began):
            try end(ended, db)
            try insert(began, of: id, db)
            try fold(event, into: id, at: now, db) { row in
                row.tally.end(ended)
                return row.tally.begin(began, of: row.session)
            }
        case .sessionClosed(let id, let ended, _):
            try end(ended, db)
            try fold(event, into: id, at: now, db) { row in
                row.tally.end(ended)
                return row.tally.close(ended)
            }
        case .messageAdded(let message, let content):
            try MessageRow.insert(db, message, hasFiles: !content.attachments.isEmpty)
            guard let id = message.session else { return }
            try fold(event, into: id, at: now, db) { row in
                row.lastMessage = message.id.value
                return row.tally.add(message, content)
            }
        case .deliveryChanged(let change):
            try MessageRow.update(db, change)
        case .tagAdded(let id, let tag):
            try fold(event, into: id, at: now, db) { _ in [] }
            try execute(
                "INSERT OR IGNORE INTO session_tag VALUES (?, ?)",
                [tag.value, id.value],
                db
            )
        case .tagRemoved(let id, let tag):
            try fold(event, into: id, at: now, db) { _ in [] }
            try execute(
                "DELETE FROM session_tag WHERE tag = ? AND session = ?",
                [tag.value, id.value],
                db
            )
        case .sessionRead(let id):
            try fold(event, into: id, at: now, db) { _ in [] }
        default:
            try applyRest(event, at: now, db)
        }
    }

    /// Marks a key of a channel as taken.
    ///
    /// - Throws: when it was.
    func accept(_ key: Data, of channel: Int64, _ db: Database) throws {
        try execute("INSERT INTO inbound_key (channel, key) VALUES (?, ?)", [channel, key], db)
    }

    /// Writes the sessions that changed.
    func flush(_ db: Database) throws {
        try shelf.flush(db)
    }

    /// Forgets what was not written, when a transaction was undone.
    func forget() {
        shelf.forget()
    }

    private func applyRest(_ event: Event, at now: Timestamp, _ db: Database) throws {
        switch event {
        case .windowChanged(let channel, let address, let endsAt):
            let number = try addresses.number(channel, address, db)
            try execute(
                "INSERT OR REPLACE INTO address_window (address, ends_at) VALUES (?, ?)",
                [number, endsAt.milliseconds],
                db
            )
        case .noteAdded(let note):
            try execute(
                "INSERT INTO note (id, session, author, at) VALUES (?, ?, ?, ?)",
                [note.id.value, note.session.value, note.author.value, now.milliseconds],
                db
            )
        case .presenceChanged(let agent, let presence):
            try execute(
                "INSERT OR REPLACE INTO presence (agent, state, reason, since) VALUES (?, ?, ?, ?)",
                [agent.value, presence.state, presence.reason, now.milliseconds],
                db
            )
        default:
            return
        }
    }

    private func fold(
        _ event: Event,
        into id: ID<Session>,
        at now: Timestamp,
        _ db: Database,
        tally: (inout SessionRow) -> [TallyEffect]
    ) throws {
        try shelf.change(id, db) { row in
            row.session.apply(event, at: now)
            let effects = tally(&row)
            try write(effects, of: row.session, db)
        }
    }

    private func write(_ effects: [TallyEffect], of session: Session, _ db: Database) throws {
        for effect in effects {
            switch effect {
            case .team(let team):
                let values = [team.value, session.id.value]
                try execute("INSERT OR IGNORE INTO session_team VALUES (?, ?)", values, db)
            case .agent(let agent):
                let values = [agent.value, session.id.value]
                try execute("INSERT OR IGNORE INTO session_agent VALUES (?, ?)", values, db)
            case .episodeBegan(let leg, let isOutbound):
                try execute(
                    """
                    INSERT INTO episode (id, session, channel, team, is_outbound, started_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    [
                        leg.id.value, session.id.value, session.channel.value, leg.team?.value,
                        isOutbound, leg.startedAt.milliseconds,
                    ],
                    db
                )
            case .episodeEnded(let id, let team, let agent, let end, let at):
                try execute(
                    """
                    UPDATE episode SET team = ifnull(?, team), agent = ?, end = ?, ended_at = ?
                    WHERE id = ?
                    """,
                    [team?.value, agent?.value, end.rawValue, at.milliseconds, id],
                    db
                )
            case .episodeAnswered(let id, let agent, let at):
                try execute(
                    "UPDATE episode SET responded_at = ?, responder = ? WHERE id = ?",
                    [at.milliseconds, agent?.value, id],
                    db
                )
            }
        }
    }

    private func insert(_ leg: Leg, of session: ID<Session>, _ db: Database) throws {
        try execute(
            """
            INSERT INTO leg (id, session, phase, team, agent, reserved_for, started_at, start,
                ended_at, end)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                leg.id.value, session.value, leg.phase.rawValue, leg.team?.value, leg.agent?.value,
                leg.reservedFor?.value, leg.startedAt.milliseconds, leg.start.rawValue,
                leg.endedAt?.milliseconds, leg.end?.rawValue,
            ],
            db
        )
    }

    private func end(_ leg: Leg, _ db: Database) throws {
        try execute(
            "UPDATE leg SET ended_at = ?, end = ? WHERE id = ?",
            [leg.endedAt?.milliseconds, leg.end?.rawValue, leg.id.value],
            db
        )
    }

    private func execute(
        _ sql: String,
        _ values: [(any DatabaseValueConvertible)?],
        _ db: Database
    ) throws {
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    }
}

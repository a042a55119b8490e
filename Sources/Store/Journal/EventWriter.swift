import Crypto
import Engine
import Foundation
import GRDB

/// Writes events to the journal, and their words and identities to the rows that can be erased.
struct EventWriter {
    let db: Database
    let addresses: AddressBook

    /// Writes an event; returns its place.
    func write(_ event: Event, at now: Timestamp, by actor: Actor) throws -> Int64 {
        let stored = try store(event, at: now)
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO event (at, actor, session, subject, type, version, data)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: [
            now.milliseconds, actor.number, stored.session, stored.subject, stored.kind.rawValue,
            stored.version, stored.data,
        ])
        return db.lastInsertedRowID
    }

    private func store(_ event: Event, at now: Timestamp) throws -> StoredEvent {
        switch event {
        case .sessionOpened(let session):
            let address = try addresses.number(session.channel, session.address, db)
            return try entry(
                .sessionOpened,
                session: session.id.value,
                OpeningRecord(session, address: address)
            )
        case .legChanged(let id, let ended, let began):
            let turn = TurnRecord(ended: LegRecord(ended), began: LegRecord(began))
            return try entry(.legChanged, session: id.value, turn)
        case .sessionClosed(let id, let ended, let outcome):
            let closing = ClosingRecord(ended: LegRecord(ended), outcome: outcome)
            return try entry(.sessionClosed, session: id.value, closing)
        case .messageAdded(let message, let content):
            try ContentRow.insert(db, message.id.value, content, providerID: message.providerID)
            return StoredEvent(
                kind: .messageAdded,
                session: message.session?.value,
                subject: message.id.value,
                data: MessageRecord(message, content).json
            )
        case .deliveryChanged(let change):
            try ContentRow.note(db, change)
            let record = DeliveryRecord(change)
            return StoredEvent(
                kind: .deliveryChanged,
                subject: change.message.value,
                data: try record.json ?? JSONText.encode(record)
            )
        case .contentChanged(let id, let session, let content):
            try ContentRow.update(db, id.value, content)
            return try entry(
                .contentChanged,
                subject: id.value,
                MentionRecord(session: session?.value)
            )
        case .noteAdded(let note):
            try ContentRow.insertNote(db, note)
            return try entry(
                .noteAdded,
                session: note.session.value,
                subject: note.id.value,
                NoteRecord(author: note.author.value)
            )
        case .tagAdded(let session, let tag):
            return StoredEvent(kind: .tagAdded, session: session.value, subject: tag.value)
        case .tagRemoved(let session, let tag):
            return StoredEvent(kind: .tagRemoved, session: session.value, subject: tag.value)
        case .sessionRead(let session):
            return StoredEvent(kind: .sessionRead, subject: session.value)
        case .contactChanged(let contact):
            try ContactRow.put(db, contact)
            return StoredEvent(kind: .contactChanged, subject: contact.id.value)
        default:
            return try storeRest(event, at: now)
        }
    }

    private func storeRest(_ event: Event, at now: Timestamp) throws -> StoredEvent {
        switch event {
        case .windowChanged(let channel, let address, let endsAt):
            let number = try addresses.number(channel, address, db)
            let window = WindowRecord(address: number, endsAt: endsAt.milliseconds)
            return StoredEvent(kind: .windowChanged, data: window.json)
        case .presenceChanged(let agent, let presence):
            return try entry(
                .presenceChanged,
                subject: agent.value,
                PresenceRecord(presence)
            )
        case .configured(let configuration):
            let (subject, record) = try ConfigurationRows.put(db, configuration, at: now)
            return try entry(.configured, subject: subject, record)
        case .noticeReceived(let channel, let kind, let text):
            let notice = NoticeRecord(channel: channel.value, kind: kind, text: text)
            return try entry(.noticeReceived, notice)
        case .deliveryCameEarly(let early):
            let record = EarlyRecord(
                channel: early.channel.value,
                delivery: early.delivery,
                errorCode: early.error?.code
            )
            return try entry(.deliveryCameEarly, record)
        case .inboundAccepted(let channel, let key):
            let hash = InboundKey.hash(key).base64EncodedString()
            let record = KeyRecord(channel: channel.value, key: hash)
            return StoredEvent(kind: .inboundAccepted, data: record.json)
        default:
            preconditionFailure("`store` writes every other event")
        }
    }

    private func entry(
        _ kind: StoredEvent.Kind,
        session: Int64? = nil,
        subject: Int64? = nil,
        _ record: some Encodable
    ) throws -> StoredEvent {
        StoredEvent(
            kind: kind,
            session: session,
            subject: subject,
            data: try JSONText.encode(record)
        )
    }
}

/// Hashes the keys of channels' events, which may hold phones, to what the books keep of them.
enum InboundKey {
    /// The first 128 bits of SHA-256.
    static func hash(_ key: String) -> Data {
        Data(SHA256.hash(data: Array(key.utf8)).prefix(16))
    }
}

import Crypto
import Engine
import Foundation

/// Writes events to the journal, and their words and identities to the rows that can be erased.
struct EventWriter {
    let scribe: Scribe
    let addresses: AddressBook
    let keys: InboundKeys

    /// Writes an event; returns its place.
    func write(_ event: Event, at now: Timestamp, by actor: Actor) throws -> Int64 {
        let entry = try entry(event, at: now)
        try scribe.run(
            """
            INSERT INTO event (at, actor, session, subject, type, version, data)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            now,
            actor.number,
            entry.session,
            entry.subject,
            entry.kind.rawValue,
            entry.version,
            entry.data
        )
        return scribe.lastRow
    }

    /// Is what a row of the journal holds.
    private struct Entry {
        var kind: StoredEvent.Kind
        var session: Int64?
        var subject: Int64?
        var version = 1
        var data = JSONBytes.empty
    }

    private func entry(_ event: Event, at now: Timestamp) throws -> Entry {
        switch event {
        case .messageAdded(let message, let content):
            try ContentRow.insert(scribe, message.id.value, content, providerID: message.providerID)
            return try entry(.messageAdded, message, content)
        case .messageAdopted(let message, let content):
            return try entry(.messageAdopted, message, content)
        case .inboundAccepted(let channel, let key):
            let hash = Data(keys.hash(key)).base64EncodedString()
            return Entry(
                kind: .inboundAccepted,
                data: KeyRecord.json(channel: channel, key: hash)
            )
        case .windowChanged(let channel, let address, let endsAt):
            return try window(.windowChanged, of: channel, address, endsAt)
        case .humanWindowChanged(let channel, let address, let endsAt):
            return try window(.humanWindowChanged, of: channel, address, endsAt)
        case .deliveryChanged(let change):
            try ContentRow.note(scribe, change)
            let data = try DeliveryRecord.json(change) ?? encode(DeliveryRecord(change))
            return Entry(kind: .deliveryChanged, subject: change.message.value, data: data)
        case .contentChanged(let id, let session, let content):
            try ContentRow.update(scribe, id.value, content)
            let data = try encode(MentionRecord(session: session?.value))
            return Entry(kind: .contentChanged, subject: id.value, data: data)
        default:
            return try entryOfSession(event) ?? entryOfRest(event, at: now)
        }
    }

    private func entry(
        _ kind: StoredEvent.Kind,
        _ message: Message,
        _ content: Content
    ) throws -> Entry {
        let address = try addresses.number(of: message, scribe)
        return Entry(
            kind: kind,
            session: message.session?.value,
            subject: message.id.value,
            data: MessageRecord.json(message, content, address: address)
        )
    }

    private func entryOfSession(_ event: Event) throws -> Entry? {
        switch event {
        case .sessionOpened(let session):
            return try beginning(.sessionOpened, session)
        case .sessionReopened(let session):
            return try beginning(.sessionReopened, session)
        case .legChanged(let id, let ended, let began):
            let data = TurnRecord.json(ended: ended, began: began)
            return Entry(kind: .legChanged, session: id.value, data: data)
        case .sessionClosed(let id, let ended, let outcome):
            let data = ClosingRecord.json(ended: ended, outcome: outcome)
            return Entry(kind: .sessionClosed, session: id.value, data: data)
        case .noteAdded(let note):
            try ContentRow.insertNote(scribe, note)
            return Entry(
                kind: .noteAdded,
                session: note.session.value,
                subject: note.id.value,
                data: try encode(NoteRecord(author: note.author.value))
            )
        case .tagAdded(let session, let tag):
            return Entry(kind: .tagAdded, session: session.value, subject: tag.value)
        case .tagRemoved(let session, let tag):
            return Entry(kind: .tagRemoved, session: session.value, subject: tag.value)
        case .sessionRead(let session):
            return Entry(kind: .sessionRead, subject: session.value)
        case .sessionWarned(let session):
            return Entry(kind: .sessionWarned, session: session.value)
        case .flowMoved(let session, let move):
            try SessionWords.put(scribe, session.value, move.variables)
            let data = try encode(FlowRecord(position: move.position))
            return Entry(kind: .flowMoved, session: session.value, data: data)
        case .automationCut(let session):
            return Entry(kind: .automationCut, session: session.value)
        case .dispositionSet(let session, let chosen):
            return Entry(kind: .dispositionSet, session: session.value, subject: chosen.value)
        case .ratingAsked(let session):
            return Entry(kind: .ratingAsked, session: session.value)
        case .rated(let session, let stars):
            return Entry(kind: .rated, session: session.value, subject: Int64(stars))
        default:
            return nil
        }
    }

    private func entryOfRest(_ event: Event, at now: Timestamp) throws -> Entry {
        switch event {
        case .contactChanged(let contact):
            try ContactRow.put(scribe, contact)
            return Entry(kind: .contactChanged, subject: contact.id.value)
        case .contactErased(let contact):
            try Eraser(scribe: scribe).erase(contact)
            return Entry(kind: .contactErased, subject: contact.id.value)
        case .wordsErased(.session(let id)):
            try Eraser(scribe: scribe).erase(session: id.value)
            return Entry(kind: .wordsErased, session: id.value)
        case .wordsErased(.message(let id)):
            try Eraser(scribe: scribe).erase(message: id.value)
            return Entry(kind: .wordsErased, subject: id.value)
        case .contactsMerged(let merge):
            try ContactRow.merge(scribe, merge.root, into: merge.kept)
            let data = try encode(MergeRecord(merge))
            return Entry(kind: .contactsMerged, subject: merge.kept.value, data: data)
        case .contactsSeparated(let merge):
            try ContactRow.merge(scribe, merge.root, into: nil)
            let data = try encode(MergeRecord(merge))
            return Entry(kind: .contactsSeparated, subject: merge.root.value, data: data)
        case .presenceChanged(let agent, let presence):
            let data = try encode(PresenceRecord(presence))
            return Entry(kind: .presenceChanged, subject: agent.value, data: data)
        case .configured(let configuration):
            let (subject, record) = try ConfigurationRows.put(scribe.db, configuration, at: now)
            return Entry(kind: .configured, subject: subject, data: try encode(record))
        case .noticeReceived(let channel, let kind, let text):
            let notice = NoticeRecord(channel: channel.value, kind: kind, text: text)
            return Entry(kind: .noticeReceived, data: try encode(notice))
        case .deliveryCameEarly(let early):
            let record = EarlyRecord(
                channel: early.channel.value,
                delivery: early.delivery,
                errorCode: early.error?.code
            )
            return Entry(kind: .deliveryCameEarly, data: try encode(record))
        case .heldRequestTaken(let id):
            try HeldRow.remove(scribe, id.value)
            return Entry(kind: .heldRequestTaken, subject: id.value)
        default:
            preconditionFailure("the two before write every other event")
        }
    }

    private func beginning(_ kind: StoredEvent.Kind, _ session: Session) throws -> Entry {
        let address = try addresses.number(session.channel, session.address, scribe)
        try SessionWords.put(scribe, session)
        let data = SessionRecord.json(session, address: address)
        return Entry(kind: kind, session: session.id.value, data: data)
    }

    private func window(
        _ kind: StoredEvent.Kind,
        of channel: ID<Channel>,
        _ address: String,
        _ endsAt: Timestamp
    ) throws -> Entry {
        let number = try addresses.number(channel, address, scribe)
        return Entry(kind: kind, data: WindowRecord.json(address: number, endsAt: endsAt))
    }

    private func encode(_ record: some Encodable) throws -> JSONBytes {
        JSONBytes(try JSONText.encode(record))
    }
}

/// Hashes the keys of channels' events, which may hold phones, to what the books keep of them.
final class InboundKeys {
    // A key is asked about, and then written twice: hashing it once is enough.
    private var last: (key: String, hash: [UInt8]) = ("", [])

    /// The first 128 bits of SHA-256.
    func hash(_ key: String) -> [UInt8] {
        if key == last.key, !last.hash.isEmpty { return last.hash }
        var text = key
        let hash = text.withUTF8 { Array(SHA256.hash(data: UnsafeRawBufferPointer($0)).prefix(16)) }
        last = (key, hash)
        return hash
    }
}

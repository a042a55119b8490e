import Engine
import Foundation
import GRDB

/// Reads events back from the journal, with the words and identities that are still there.
struct EventReader {
    let db: Database

    /// Makes the event whole; `nil` for kinds whose whole form is not kept.
    func event(_ raw: StoredEvent, at now: Timestamp) throws -> Event? {
        let stored = try raw.upcast()
        let session = ID<Session>(stored.session ?? 0)
        switch stored.kind {
        case .sessionOpened:
            return .sessionOpened(try beginning(stored))
        case .sessionReopened:
            return .sessionReopened(try beginning(stored))
        case .legChanged:
            let turn = try JSONText.decode(TurnRecord.self, from: stored.data)
            return .legChanged(session, ended: turn.ended.leg, began: turn.began.leg)
        case .sessionClosed:
            let closing = try JSONText.decode(ClosingRecord.self, from: stored.data)
            return .sessionClosed(session, ended: closing.ended.leg, outcome: closing.outcome)
        case .messageAdded:
            let (message, content) = try message(stored)
            return .messageAdded(message, content)
        case .messageAdopted:
            let (message, content) = try message(stored)
            return .messageAdopted(message, content)
        case .deliveryChanged:
            return .deliveryChanged(try delivery(stored))
        case .noteAdded:
            let record = try JSONText.decode(NoteRecord.self, from: stored.data)
            let id = stored.subject ?? 0
            let text = try ContentRow.fetch(db, id)?.content.text ?? ""
            let author = ID<Agent>(record.author)
            return .noteAdded(Note(id: ID(id), session: session, author: author, text: text))
        case .tagAdded:
            return .tagAdded(session, ID(stored.subject ?? 0))
        case .tagRemoved:
            return .tagRemoved(session, ID(stored.subject ?? 0))
        case .sessionRead:
            return .sessionRead(ID(stored.subject ?? 0))
        case .sessionWarned:
            return .sessionWarned(session)
        case .automationCut:
            return .automationCut(session)
        case .dispositionSet:
            return .dispositionSet(session, ID(stored.subject ?? 0))
        case .ratingAsked:
            return .ratingAsked(session)
        case .rated:
            return .rated(session, Int(stored.subject ?? 0))
        case .flowMoved:
            let record = try JSONText.decode(FlowRecord.self, from: stored.data)
            return .flowMoved(session, FlowMove(position: record.position))
        default:
            return try eventOfRest(stored)
        }
    }

    private func eventOfRest(_ stored: StoredEvent) throws -> Event? {
        switch stored.kind {
        case .windowChanged:
            let (channel, address, endsAt) = try window(stored)
            return .windowChanged(channel: channel, address: address, endsAt: endsAt)
        case .humanWindowChanged:
            let (channel, address, endsAt) = try window(stored)
            return .humanWindowChanged(channel: channel, address: address, endsAt: endsAt)
        case .configured:
            let record = try JSONText.decode(ConfigurationRecord.self, from: stored.data)
            return try record.configuration.map(Event.configured)
        case .contactsMerged:
            let record = try JSONText.decode(MergeRecord.self, from: stored.data)
            return .contactsMerged(try merge(record, of: record.kept))
        case .contactsSeparated:
            let record = try JSONText.decode(MergeRecord.self, from: stored.data)
            return .contactsSeparated(try merge(record, of: record.root))
        case .contactChanged:
            return try ContactRow.fetch(db, ID(stored.subject ?? 0)).map(Event.contactChanged)
        case .contactErased:
            return try ContactRow.fetch(db, ID(stored.subject ?? 0)).map(Event.contactErased)
        case .wordsErased:
            let message = stored.subject.map { ErasedWords.message(ID($0)) }
            return .wordsErased(message ?? .session(ID(stored.session ?? 0)))
        case .presenceChanged:
            let record = try JSONText.decode(PresenceRecord.self, from: stored.data)
            return .presenceChanged(ID(stored.subject ?? 0), record.presence)
        case .noticeReceived:
            let notice = try JSONText.decode(NoticeRecord.self, from: stored.data)
            return .noticeReceived(
                channel: ID(notice.channel),
                kind: notice.kind,
                text: notice.text
            )
        default:
            // Their whole form is not kept.
            return nil
        }
    }

    private func merge(_ record: MergeRecord, of contact: Int64) throws -> ContactMerge {
        record.merge(
            name: try ContactRow.name(db, contact),
            groups: try ContactRow.groups(db, contact),
            fields: try ContactRow.fields(db, contact)
        )
    }

    private func beginning(_ stored: StoredEvent) throws -> Session {
        let record = try JSONText.decode(SessionRecord.self, from: stored.data)
        let id = stored.session ?? 0
        let words = SessionRecord.Words(
            contactName: try ContactRow.name(db, record.contact),
            contactGroups: try ContactRow.groups(db, record.contact),
            contactFields: try ContactRow.fields(db, record.contact),
            address: try address(record.address).value,
            thread: try SessionWords.thread(db, id),
            variables: try SessionWords.variables(db, id)
        )
        return record.session(id, words)
    }

    private func window(
        _ stored: StoredEvent
    ) throws -> (channel: ID<Channel>, address: String, endsAt: Timestamp) {
        let window = try JSONText.decode(WindowRecord.self, from: stored.data)
        let (channel, value) = try address(window.address)
        return (ID(channel), value, Timestamp(milliseconds: window.endsAt))
    }

    private func message(_ stored: StoredEvent) throws -> (Message, Content) {
        let record = try JSONText.decode(MessageRecord.self, from: stored.data)
        let id = stored.subject ?? 0
        let row = try ContentRow.fetch(db, id)
        let message = Message(
            id: ID(id),
            session: ID(column: stored.session),
            channel: ID(record.channel),
            contact: ID(record.contact),
            direction: record.direction,
            author: Message.Author(number: record.author),
            at: Timestamp(milliseconds: record.at),
            sentAt: Timestamp(milliseconds: record.sentAt),
            delivery: record.delivery,
            providerID: record.isNamed ? row?.providerID ?? "" : "",
            isFiltered: record.isFiltered ?? false,
            address: try record.address.map { try address($0).value } ?? ""
        )
        var content = row?.content ?? Content(kind: record.kind)
        // What later events made of the words is theirs to tell; these two the figures rest on.
        content.kind = record.kind
        if record.hasFiles, content.attachments.isEmpty {
            content.attachments = [Attachment(mediaType: "")]
        }
        return (message, content)
    }

    private func delivery(_ stored: StoredEvent) throws -> DeliveryChange {
        let record = try JSONText.decode(DeliveryRecord.self, from: stored.data)
        return DeliveryChange(
            message: ID(stored.subject ?? 0),
            session: ID(column: record.session),
            delivery: record.delivery,
            attempt: record.attempt,
            retryAt: Timestamp(record.retryAt),
            error: record.errorCode.map { DeliveryError(code: $0, text: "") },
            isTemplate: record.isTemplate ?? false,
            isByPerson: record.isByPerson ?? false
        )
    }

    private func address(_ number: Int64) throws -> (channel: Int64, value: String) {
        let row = try db.cachedStatement(sql: "SELECT channel, value FROM address WHERE id = ?")
        guard let found = try Row.fetchOne(row, arguments: [number]) else { return (0, "") }
        return (found[0], found[1])
    }
}

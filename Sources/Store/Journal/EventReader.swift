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
            return .sessionOpened(try opening(stored))
        case .legChanged:
            let turn = try JSONText.decode(TurnRecord.self, from: stored.data)
            return .legChanged(session, ended: turn.ended.leg, began: turn.began.leg)
        case .sessionClosed:
            let closing = try JSONText.decode(ClosingRecord.self, from: stored.data)
            return .sessionClosed(session, ended: closing.ended.leg, outcome: closing.outcome)
        case .messageAdded:
            let (message, content) = try message(stored)
            return .messageAdded(message, content)
        case .deliveryChanged:
            return .deliveryChanged(try delivery(stored))
        case .windowChanged:
            let window = try JSONText.decode(WindowRecord.self, from: stored.data)
            let (channel, value) = try address(window.address)
            let endsAt = Timestamp(milliseconds: window.endsAt)
            return .windowChanged(channel: ID(channel), address: value, endsAt: endsAt)
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
        case .contactChanged:
            return try ContactRow.fetch(db, ID(stored.subject ?? 0)).map(Event.contactChanged)
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
        case .contentChanged, .configured, .deliveryCameEarly, .inboundAccepted:
            return nil
        }
    }

    private func opening(_ stored: StoredEvent) throws -> Session {
        let record = try JSONText.decode(OpeningRecord.self, from: stored.data)
        let name = try ContactRow.name(db, record.contact)
        let (_, value) = try address(record.address)
        return record.session(stored.session ?? 0, contactName: name, address: value)
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
            providerID: record.isNamed ? row?.providerID ?? "" : ""
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
            isTemplate: record.isTemplate ?? false
        )
    }

    private func address(_ number: Int64) throws -> (channel: Int64, value: String) {
        let row = try db.cachedStatement(sql: "SELECT channel, value FROM address WHERE id = ?")
        guard let found = try Row.fetchOne(row, arguments: [number]) else { return (0, "") }
        return (found[0], found[1])
    }
}

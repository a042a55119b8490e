import Engine
import Foundation
import GRDB

/// Is what webhooks are told of one event.
struct WebhookNews: Sendable {
    var event: WebhookEvent
    var at: Timestamp
    /// A JSON object with ids and references, and no words of people.
    var body: String
    /// The message whose words are added for those who may read them.
    var message: Int64?
}

/// Is when an event happened, and by whom.
struct WebhookMoment: Sendable {
    var sequence: Int64
    var at: Timestamp
    var actor: Actor
}

/// Says events of the journal in the words of webhooks.
struct WebhookReporter {
    private let names: WebhookNames

    init(_ db: Database) {
        names = WebhookNames(db: db)
    }

    /// What there is to tell of an event; only of what somebody wants to hear.
    func news(
        of raw: StoredEvent,
        _ moment: WebhookMoment,
        wanted: Set<WebhookEvent>
    ) throws -> [WebhookNews] {
        switch raw.kind {
        case .sessionOpened, .sessionReopened:
            let record = try JSONText.decode(SessionRecord.self, from: raw.upcast().data)
            let first: [WebhookEvent] = raw.kind == .sessionOpened ? [.sessionOpened] : []
            let events = first + Self.events(of: record.leg)
            return try sessionNews(events, raw, moment, wanted) { body in
                body.origin = record.origin.rawValue
                body.leg = try names.leg(record.leg)
            }
        case .legChanged:
            let record = try JSONText.decode(TurnRecord.self, from: raw.upcast().data)
            return try sessionNews(Self.events(of: record.began), raw, moment, wanted) { body in
                body.ended = try names.leg(record.ended)
                body.leg = try names.leg(record.began)
            }
        case .sessionClosed:
            let record = try JSONText.decode(ClosingRecord.self, from: raw.upcast().data)
            return try sessionNews([.sessionClosed], raw, moment, wanted) { body in
                body.ended = try names.leg(record.ended)
                body.outcome = record.outcome.rawValue
            }
        case .messageAdded:
            let record = try JSONText.decode(MessageRecord.self, from: raw.upcast().data)
            guard record.direction == .inbound else { return [] }
            return try messageNews(.messageReceived, raw, moment, wanted, raw.session) { message in
                message.kind = record.kind.rawValue
                message.delivery = record.delivery.rawValue
            }
        case .deliveryChanged:
            let record = try JSONText.decode(DeliveryRecord.self, from: raw.upcast().data)
            guard let event = Self.event(of: record.delivery) else { return [] }
            return try messageNews(event, raw, moment, wanted, record.session) { message in
                message.delivery = record.delivery.rawValue
                message.error = record.errorCode
            }
        default:
            return []
        }
    }

    /// The body of a test.
    func test(_ moment: WebhookMoment) throws -> WebhookNews {
        let body = WebhookBody(
            type: WebhookEvent.test.rawValue,
            timestamp: moment.at.rfc3339,
            sequence: moment.sequence,
            data: WebhookData()
        )
        return WebhookNews(event: .test, at: moment.at, body: try JSONText.encode(body))
    }

    private func sessionNews(
        _ events: [WebhookEvent],
        _ raw: StoredEvent,
        _ moment: WebhookMoment,
        _ wanted: Set<WebhookEvent>,
        _ describe: (inout WebhookData) throws -> Void
    ) throws -> [WebhookNews] {
        let told = events.filter(wanted.contains)
        guard !told.isEmpty else { return [] }
        var data = WebhookData(
            by: try names.actor(moment.actor),
            session: try names.session(raw.session)
        )
        try describe(&data)
        return try told.map { try write($0, data, moment) }
    }

    private func messageNews(
        _ event: WebhookEvent,
        _ raw: StoredEvent,
        _ moment: WebhookMoment,
        _ wanted: Set<WebhookEvent>,
        _ session: Int64?,
        _ describe: (inout WebhookData.Message) -> Void
    ) throws -> [WebhookNews] {
        guard wanted.contains(event), let id = raw.subject else { return [] }
        var message = WebhookData.Message(id: ID<Message>(id).description)
        describe(&message)
        let data = WebhookData(
            by: try names.actor(moment.actor),
            session: try names.session(session),
            message: message
        )
        var news = try write(event, data, moment)
        news.message = id
        return [news]
    }

    private func write(
        _ event: WebhookEvent,
        _ data: WebhookData,
        _ moment: WebhookMoment
    ) throws -> WebhookNews {
        let body = WebhookBody(
            type: event.rawValue,
            timestamp: moment.at.rfc3339,
            sequence: moment.sequence,
            data: data
        )
        return WebhookNews(event: event, at: moment.at, body: try JSONText.encode(body))
    }

    private static func events(of leg: LegRecord) -> [WebhookEvent] {
        var events: [WebhookEvent] = []
        switch leg.start {
        case .transfer: events.append(.sessionTransferred)
        case .overflowUnavailable, .overflowWait, .overflowHours: events.append(.sessionOverflowed)
        case .reopen: events.append(.sessionReopened)
        default: break
        }
        switch leg.phase {
        case .waiting: events.append(.sessionWaiting)
        case .inService: events.append(.sessionStarted)
        case .selfService, .closed: break
        }
        return events
    }

    private static func event(of delivery: Delivery) -> WebhookEvent? {
        switch delivery {
        case .accepted: .messageSent
        case .delivered: .messageDelivered
        case .read: .messageRead
        case .failed, .unknown: .messageFailed
        case .queued, .sending, .held: nil
        }
    }
}

extension Timestamp {
    /// The moment in RFC 3339, in UTC with milliseconds.
    var rfc3339: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

import Engine

/// Is a leg in the journal.
struct LegRecord: Codable {
    var id: Int64
    var phase: Session.Phase
    var team: Int64?
    var agent: Int64?
    var reservedFor: Int64?
    var startedAt: Int64
    var start: Leg.Start
    var endedAt: Int64?
    var end: Leg.End?

    init(_ leg: Leg) {
        id = leg.id.value
        phase = leg.phase
        team = leg.team?.value
        agent = leg.agent?.value
        reservedFor = leg.reservedFor?.value
        startedAt = leg.startedAt.milliseconds
        start = leg.start
        endedAt = leg.endedAt?.milliseconds
        end = leg.end
    }

    var leg: Leg {
        var leg = Leg(
            id: ID(id),
            phase: phase,
            team: ID(column: team),
            agent: ID(column: agent),
            reservedFor: ID(column: reservedFor),
            startedAt: Timestamp(milliseconds: startedAt),
            start: start
        )
        leg.endedAt = Timestamp(endedAt)
        leg.end = end
        return leg
    }
}

/// Is the beginning of a session in the journal; the contact's name and address are elsewhere.
struct OpeningRecord: Codable {
    var number: ProtocolNumber
    var channel: Int64
    var contact: Int64
    var address: Int64
    var origin: Session.Origin
    var startedAt: Int64
    var leg: LegRecord
    var waitingSince: Int64?
    var serviceSince: Int64?
    var windowEndsAt: Int64?
    var lastInboundAt: Int64?
    var unread: Int
    var tags: [Int64]

    init(_ session: Session, address: Int64) {
        number = session.protocolNumber
        channel = session.channel.value
        contact = session.contact.value
        self.address = address
        origin = session.origin
        startedAt = session.startedAt.milliseconds
        leg = LegRecord(session.leg)
        waitingSince = session.waitingSince?.milliseconds
        serviceSince = session.serviceSince?.milliseconds
        windowEndsAt = session.windowEndsAt?.milliseconds
        lastInboundAt = session.lastInboundAt?.milliseconds
        unread = session.unread
        tags = session.tags.map(\.value)
    }

    /// The session as it began, with the name and address that are known now.
    func session(_ id: Int64, contactName: String, address: String) -> Session {
        let leg = leg.leg
        var session = Session(
            id: ID(id),
            protocolNumber: number,
            channel: ID(channel),
            contact: ID(contact),
            contactName: contactName,
            address: address,
            origin: origin,
            phase: leg.phase,
            startedAt: Timestamp(milliseconds: startedAt),
            leg: leg
        )
        session.team = leg.team
        session.agent = leg.agent
        session.reservedFor = leg.reservedFor
        session.waitingSince = Timestamp(waitingSince)
        session.serviceSince = Timestamp(serviceSince)
        session.windowEndsAt = Timestamp(windowEndsAt)
        session.lastInboundAt = Timestamp(lastInboundAt)
        session.unread = unread
        session.tags = tags.map { ID($0) }
        return session
    }
}

/// Is a change of leg in the journal.
struct TurnRecord: Codable {
    var ended: LegRecord
    var began: LegRecord
}

/// Is the end of a session in the journal.
struct ClosingRecord: Codable {
    var ended: LegRecord
    var outcome: Outcome
}

/// Is a message in the journal; its words and the provider's id are elsewhere.
struct MessageRecord: Codable {
    var channel: Int64
    var contact: Int64
    var direction: Message.Direction
    var author: Int64
    var at: Int64
    var sentAt: Int64
    var delivery: Delivery
    var kind: Content.Kind
    var hasFiles: Bool
    // The provider's id may come to be known later; then it was not known here.
    var isNamed: Bool

    init(_ message: Message, _ content: Content) {
        channel = message.channel.value
        contact = message.contact.value
        direction = message.direction
        author = message.author.number
        at = message.at.milliseconds
        sentAt = message.sentAt.milliseconds
        delivery = message.delivery
        kind = content.kind
        hasFiles = !content.attachments.isEmpty
        isNamed = !message.providerID.isEmpty
    }
}

/// Is a change of delivery in the journal; the provider's words are elsewhere.
struct DeliveryRecord: Codable {
    var session: Int64?
    var delivery: Delivery
    var attempt: Int
    var retryAt: Int64?
    var errorCode: String?
    var isTemplate: Bool?

    init(_ change: DeliveryChange) {
        session = change.session?.value
        delivery = change.delivery
        attempt = change.attempt
        retryAt = change.retryAt?.milliseconds
        errorCode = change.error?.code
        isTemplate = change.isTemplate ? true : nil
    }
}

/// Is a change of a messaging window in the journal.
struct WindowRecord: Codable {
    var address: Int64
    var endsAt: Int64
}

/// Is a person's presence in the journal.
struct PresenceRecord: Codable {
    var state: String
    var reason: String

    init(_ presence: Presence) {
        state = presence.state
        reason = presence.reason
    }

    var presence: Presence { Presence(state: state, reason: reason) }
}

/// Is an accepted event of a channel in the journal: its key as a hash, for it may hold a phone.
struct KeyRecord: Codable {
    var channel: Int64
    var key: String
}

/// Is an early word of a provider in the journal.
struct EarlyRecord: Codable {
    var channel: Int64
    var delivery: Delivery
    var errorCode: String?
}

/// Is a provider's word on an account of ours in the journal.
struct NoticeRecord: Codable {
    var channel: Int64
    var kind: String
    var text: String
}

/// Is a note in the journal; its words are elsewhere.
struct NoteRecord: Codable {
    var author: Int64
}

/// Is the mention of a session in an event that its timeline does not show.
struct MentionRecord: Codable {
    var session: Int64?
}

/// Is a change of the configuration in the journal; who people are is elsewhere.
struct ConfigurationRecord: Codable {
    var kind: String
    var removed: Bool?
    var value: String?
}

extension Presence {
    /// Reads the words that the journal keeps; anything unknown is offline.
    init(state: String, reason: String) {
        switch state {
        case "available": self = .available
        case "paused": self = .paused(reason: reason)
        default: self = .offline
        }
    }
}

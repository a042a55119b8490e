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

/// Is a merge of contacts in the journal; their names are elsewhere.
struct MergeRecord: Codable {
    var kept: Int64
    var root: Int64
    var absorbed: [Int64]

    init(_ merge: ContactMerge) {
        kept = merge.kept.value
        root = merge.root.value
        absorbed = merge.absorbed.map(\.value).sorted()
    }

    /// The merge, with what the sessions show and know of the contact now.
    func merge(
        name: String,
        groups: [ID<ContactGroup>],
        fields: [ID<ContactField>: String]
    ) -> ContactMerge {
        ContactMerge(
            kept: ID(kept),
            root: ID(root),
            absorbed: Set(absorbed.map { ID($0) }),
            name: name,
            groups: groups,
            fields: fields
        )
    }
}

/// Is a step of a flow in the journal; what the contact said is elsewhere.
struct FlowRecord: Codable {
    var position: FlowPosition?
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
    var isFiltered: Bool?
    var address: Int64?
}

/// Is a change of delivery in the journal; the provider's words are elsewhere.
struct DeliveryRecord: Codable {
    var session: Int64?
    var delivery: Delivery
    var attempt: Int
    var retryAt: Int64?
    var errorCode: String?
    var isTemplate: Bool?
    var isByPerson: Bool?

    init(_ change: DeliveryChange) {
        session = change.session?.value
        delivery = change.delivery
        attempt = change.attempt
        retryAt = change.retryAt?.milliseconds
        errorCode = change.error?.code
        isTemplate = change.isTemplate ? true : nil
        isByPerson = change.isByPerson ? true : nil
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

    /// The change, where the figures depend on it; `nil` for all others.
    var configuration: Configuration? {
        get throws {
            guard let value else { return nil }
            switch kind {
            case "team":
                let standard = Team(id: .new, slug: "", name: "")
                return .team(try JSONText.decode(standard, from: value))
            case "channel":
                let standard = Channel(id: .new, slug: "", name: "", plugin: "", team: .new)
                return .channel(try JSONText.decode(standard, from: value))
            case SettingItem.Kind.hours.rawValue:
                return .hours(try JSONText.decode(BusinessHours.self, from: value))
            default:
                return nil
            }
        }
    }
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

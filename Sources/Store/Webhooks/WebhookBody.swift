import Engine
import GRDB

/// Is what an address is told, as JSON.
struct WebhookBody: Codable, Sendable {
    var type: String
    var timestamp: String
    var sequence: Int64
    var data: WebhookData
}

/// Is the part of a body that says what happened: ids and references.
struct WebhookData: Codable, Sendable {
    /// Names something of the company.
    struct Reference: Codable, Sendable {
        var id: String
        var name: String
    }

    struct Actor: Codable, Sendable {
        var kind: String
        var agent: Reference?
    }

    struct Session: Codable, Sendable {
        struct Contact: Codable, Sendable {
            var id: String
        }

        var id: String
        var `protocol`: String
        var channel: Reference
        var contact: Contact
    }

    struct Leg: Codable, Sendable {
        var id: String
        var phase: String
        var team: Reference?
        var agent: Reference?
        var reservedFor: Reference?
        var startedAt: String
        var start: String
        var endedAt: String?
        var end: String?
    }

    struct Message: Codable, Sendable {
        struct File: Codable, Sendable {
            var mediaType: String
            var name: String
            var size: Int64
        }

        var id: String
        var kind: String?
        var delivery: String?
        var error: String?
        /// The words; only for those who asked for them.
        var text: String?
        var attachments: [File]?
    }

    var by: Actor?
    var session: Session?
    var leg: Leg?
    var ended: Leg?
    var origin: String?
    var outcome: String?
    var message: Message?
}

/// Names what ids in the journal stand for.
struct WebhookNames {
    let db: Database

    func actor(_ actor: Actor) throws -> WebhookData.Actor {
        switch actor {
        case .agent(let id):
            WebhookData.Actor(kind: "agent", agent: try agent(id.value))
        case .contact: WebhookData.Actor(kind: "contact")
        case .system: WebhookData.Actor(kind: "system")
        case .console: WebhookData.Actor(kind: "console")
        }
    }

    func session(_ id: Int64?) throws -> WebhookData.Session? {
        guard let id else { return nil }
        let select = try db.cachedStatement(
            sql: """
                SELECT protocol_day, protocol_sequence, channel, contact FROM session WHERE id = ?
                """
        )
        guard let row = try Row.fetchOne(select, arguments: [id]) else { return nil }
        let number = ProtocolNumber(day: row[0], sequence: row[1])
        return WebhookData.Session(
            id: ID<Session>(id).description,
            protocol: number.description,
            channel: try channel(row[2]),
            contact: WebhookData.Session.Contact(id: ID<Contact>(row[3]).description)
        )
    }

    func leg(_ leg: LegRecord) throws -> WebhookData.Leg {
        WebhookData.Leg(
            id: ID<Leg>(leg.id).description,
            phase: leg.phase.rawValue,
            team: try leg.team.map(team),
            agent: try leg.agent.map(agent),
            reservedFor: try leg.reservedFor.map(agent),
            startedAt: Timestamp(milliseconds: leg.startedAt).rfc3339,
            start: leg.start.rawValue,
            endedAt: Timestamp(leg.endedAt)?.rfc3339,
            end: leg.end?.rawValue
        )
    }

    private func team(_ id: Int64) throws -> WebhookData.Reference {
        let name = try name("SELECT name FROM team WHERE id = ?", id)
        return WebhookData.Reference(id: ID<Team>(id).description, name: name)
    }

    private func agent(_ id: Int64) throws -> WebhookData.Reference {
        let name = try name("SELECT name FROM agent WHERE id = ?", id)
        return WebhookData.Reference(id: ID<Agent>(id).description, name: name)
    }

    private func channel(_ id: Int64) throws -> WebhookData.Reference {
        let name = try name("SELECT name FROM channel WHERE id = ?", id)
        return WebhookData.Reference(id: ID<Channel>(id).description, name: name)
    }

    private func name(_ sql: String, _ id: Int64) throws -> String {
        try String.fetchOne(try db.cachedStatement(sql: sql), arguments: [id]) ?? ""
    }
}

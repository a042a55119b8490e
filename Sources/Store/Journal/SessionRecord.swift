import Engine

/// Is a session as it began, or began again, in the journal.
///
/// The contact's name, the address, the words of the latest message and what the contact said to a
/// flow are elsewhere. What is missing is as in a new session.
struct SessionRecord: Codable {
    var number: ProtocolNumber
    var channel: Int64
    var contact: Int64
    var heardFrom: Int64?
    var address: Int64
    var origin: Session.Origin
    var startedAt: Int64
    var leg: LegRecord
    var waitingSince: Int64?
    var serviceSince: Int64?
    var teamSince: Int64?
    var windowEndsAt: Int64?
    var humanWindowEndsAt: Int64?
    var lastInboundAt: Int64?
    var contactSilentSince: Int64?
    var agentSilentSince: Int64?
    var unread: Int
    var tags: [Int64]
    var trail: [Int64]?
    var isPlacedByPerson: Bool?
    var isSettled: Bool?
    var isCut: Bool?
    var overflowOrigin: Int64?
    var overflowCause: Overflow.Cause?
    var disposition: Int64?
    var ratingAskedAt: Int64?
    var rating: Int?
    var reopenings: Int?
    var closedMilliseconds: Int64?
    var letGoBy: Int64?

    /// Says where the words are that the journal does not hold.
    struct Words {
        var contactName: String
        var contactGroups: [ID<ContactGroup>]
        var contactFields: [ID<ContactField>: String]
        var address: String
        var thread: String
        var variables: [String: String]
    }

    /// The session, with the words that are known now.
    func session(_ id: Int64, _ words: Words) -> Session {
        let leg = leg.leg
        var session = Session(
            id: ID(id),
            protocolNumber: number,
            channel: ID(channel),
            contact: ID(contact),
            contactName: words.contactName,
            address: words.address,
            origin: origin,
            phase: leg.phase,
            startedAt: Timestamp(milliseconds: startedAt),
            leg: leg
        )
        session.thread = words.thread
        session.variables = words.variables
        session.contactGroups = words.contactGroups
        session.contactFields = words.contactFields
        session.heardFrom = ID(heardFrom ?? contact)
        session.team = leg.team
        session.agent = leg.agent
        session.reservedFor = leg.reservedFor
        readTimes(into: &session)
        session.unread = unread
        session.tags = tags.map { ID($0) }
        session.trail = (trail ?? []).map { ID($0) }
        session.isPlacedByPerson = isPlacedByPerson ?? false
        session.isSettled = isSettled ?? false
        session.isCut = isCut ?? false
        if let overflowOrigin, let overflowCause {
            session.overflow = Overflow(origin: ID(overflowOrigin), cause: overflowCause)
        }
        session.disposition = ID(column: disposition)
        session.rating = rating
        session.reopenings = reopenings ?? 0
        session.closedMilliseconds = closedMilliseconds ?? 0
        session.letGoBy = ID(column: letGoBy)
        return session
    }

    private func readTimes(into session: inout Session) {
        session.waitingSince = Timestamp(waitingSince)
        session.serviceSince = Timestamp(serviceSince)
        session.teamSince = Timestamp(teamSince)
        session.windowEndsAt = Timestamp(windowEndsAt)
        session.humanWindowEndsAt = Timestamp(humanWindowEndsAt)
        session.lastInboundAt = Timestamp(lastInboundAt)
        session.contactSilentSince = Timestamp(contactSilentSince)
        session.agentSilentSince = Timestamp(agentSilentSince)
        session.ratingAskedAt = Timestamp(ratingAskedAt)
    }
}

extension SessionRecord {
    /// Writes a session as its record, which is decoded from the same names.
    static func json(_ session: Session, address: Int64) -> JSONBytes {
        var line = JSONLine()
        line.add("number", plain: session.protocolNumber.description)
        line.add("channel", session.channel.value)
        line.add("contact", session.contact.value)
        if session.heardFrom != session.contact { line.add("heardFrom", session.heardFrom.value) }
        line.add("address", address)
        line.add("origin", plain: session.origin.rawValue)
        line.add("startedAt", session.startedAt.milliseconds)
        line.add("leg", object: { $0.add(session.leg) })
        line.add("waitingSince", session.waitingSince?.milliseconds)
        line.add("serviceSince", session.serviceSince?.milliseconds)
        line.add("teamSince", session.teamSince?.milliseconds)
        line.add("windowEndsAt", session.windowEndsAt?.milliseconds)
        line.add("humanWindowEndsAt", session.humanWindowEndsAt?.milliseconds)
        line.add("lastInboundAt", session.lastInboundAt?.milliseconds)
        line.add("contactSilentSince", session.contactSilentSince?.milliseconds)
        line.add("agentSilentSince", session.agentSilentSince?.milliseconds)
        line.add("unread", Int64(session.unread))
        line.add("tags", session.tags.lazy.map(\.value))
        if !session.trail.isEmpty { line.add("trail", session.trail.lazy.map(\.value)) }
        if session.isPlacedByPerson { line.add("isPlacedByPerson", true) }
        if session.isSettled { line.add("isSettled", true) }
        if session.isCut { line.add("isCut", true) }
        line.add("overflowOrigin", session.overflow?.origin.value)
        line.add("overflowCause", plain: session.overflow?.cause.rawValue)
        line.add("disposition", session.disposition?.value)
        line.add("ratingAskedAt", session.ratingAskedAt?.milliseconds)
        line.add("rating", session.rating.map(Int64.init))
        if session.reopenings > 0 { line.add("reopenings", Int64(session.reopenings)) }
        if session.closedMilliseconds > 0 {
            line.add("closedMilliseconds", session.closedMilliseconds)
        }
        line.add("letGoBy", session.letGoBy?.value)
        return line.json
    }
}

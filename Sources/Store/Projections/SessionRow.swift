import Engine
import GRDB

/// Is a session as a row: what it is, and what lists say of it.
struct SessionRow {
    var session: Session
    var tally: SessionTally
    var address: Int64

    /// The columns that `init(row:)` reads, with the names and the address from where they live.
    static let columns = """
        session.id, protocol_day, protocol_sequence, session.channel, session.contact,
        session.address, session.origin, session.phase, session.team, session.agent,
        session.reserved_for, session.started_at, session.leg, waiting_since, service_since,
        last_inbound_at, last_message, unread, tags, overflow_origin, overflow_cause, closed_at,
        outcome, teams, agents, wait, handle, first_response, messages_in, messages_out,
        transfers, episode, episode_since, progress, contact.name, address.value,
        address_window.ends_at, leg.phase, leg.team, leg.agent, leg.reserved_for, leg.started_at,
        leg.start, leg.ended_at, leg.end, address_window.human_ends_at, heard_from,
        session_thread.name, contact_silent_since, agent_silent_since, warned_at, team_since,
        is_placed, is_settled, is_cut, trail, flow, disposition, rating_asked_at, rating,
        reopenings, closed_milliseconds, let_go_by, contact.groups,
        owed_since, session.active, contact.fields
        """

    /// The tables that `columns` are in.
    static let source = """
        session
        LEFT JOIN contact ON contact.id = session.contact
        LEFT JOIN address ON address.id = session.address
        LEFT JOIN address_window ON address_window.address = session.address
        LEFT JOIN leg ON leg.id = session.leg
        LEFT JOIN session_thread ON session_thread.session = session.id
        """

    /// Begins the row of a new session.
    init(_ session: Session, address: Int64) {
        self.session = session
        self.address = address
        tally = SessionTally()
    }

    /// Reads the columns.
    init(row: Row) {
        session = Session(
            id: ID(row[0]),
            protocolNumber: ProtocolNumber(day: row[1], sequence: row[2]),
            channel: ID(row[3]),
            contact: ID(row[4]),
            contactName: row[34] as String? ?? "",
            address: AddressBook.readable(row[35]),
            origin: Session.Origin(rawValue: row[6]) ?? .inbound,
            phase: Session.Phase(rawValue: row[7]) ?? .closed,
            startedAt: Timestamp(milliseconds: row[11]),
            leg: Leg(row: row, id: row[12], at: 37)
        )
        session.team = ID(column: row[8])
        session.agent = ID(column: row[9])
        session.reservedFor = ID(column: row[10])
        session.waitingSince = Timestamp(row[13])
        session.serviceSince = Timestamp(row[14])
        session.lastInboundAt = Timestamp(row[15])
        session.windowEndsAt = Timestamp(row[36])
        session.lastMessage = ID(column: row[16])
        session.unread = row[17]
        session.tags = JSONText.ids(row[18])
        if let origin = ID<Team>(column: row[19]), let cause = row[20] as String? {
            session.overflow = Overflow.Cause(rawValue: cause)
                .map { Overflow(origin: origin, cause: $0) }
        }
        session.readRules(row, at: 45)
        session.contactFields = (try? ContactRow.fields(row[66])) ?? [:]
        session.closedAt = Timestamp(row[21])
        session.outcome = (row[22] as String?).flatMap(Outcome.init)
        address = row[5]
        tally = SessionTally(
            teams: JSONText.ids(row[23]),
            agents: JSONText.ids(row[24]),
            wait: row[25],
            handle: row[26],
            firstResponse: row[27],
            messagesIn: row[28],
            messagesOut: row[29],
            transfers: row[30],
            episode: row[31],
            episodeSince: Timestamp(row[32]),
            progress: SessionTally.Progress(rawValue: row[33]),
            owedSince: Timestamp(row[64]),
            active: row[65]
        )
    }

    /// Reads a session.
    static func fetch(_ db: Database, _ id: ID<Session>) throws -> SessionRow? {
        let select = try db.cachedStatement(
            sql: "SELECT \(columns) FROM \(source) WHERE session.id = ?"
        )
        return try Row.fetchOne(select, arguments: [id.value]).map(SessionRow.init)
    }

    /// Reads a session whole, with its preview and its variables.
    static func session(_ db: Database, _ id: ID<Session>) throws -> Session? {
        guard var row = try fetch(db, id) else { return nil }
        try row.readPreview(db)
        row.session.variables = try SessionWords.variables(db, id.value)
        return row.session
    }

    /// What lists and reports say of it.
    var summary: SessionSummary {
        SessionSummary(
            session: session,
            teams: tally.teams,
            agents: tally.agents,
            wait: tally.wait,
            handle: tally.handle,
            firstResponse: tally.firstResponse,
            messagesIn: tally.messagesIn,
            messagesOut: tally.messagesOut
        )
    }

    /// Fills in the start of the latest message, which is kept with its words alone.
    mutating func readPreview(_ db: Database) throws {
        guard let last = session.lastMessage, let words = try ContentRow.fetch(db, last.value)
        else { return }
        session.preview = words.content.preview
    }
}

extension Session {
    /// Reads what the rules keep of a session, from an offset on.
    fileprivate mutating func readRules(_ row: Row, at first: Int) {
        humanWindowEndsAt = Timestamp(row[first])
        heardFrom = ID(row[first + 1])
        thread = row[first + 2] as String? ?? ""
        contactSilentSince = Timestamp(row[first + 3])
        agentSilentSince = Timestamp(row[first + 4])
        warnedAt = Timestamp(row[first + 5])
        teamSince = Timestamp(row[first + 6])
        isPlacedByPerson = row[first + 7]
        isSettled = row[first + 8]
        isCut = row[first + 9]
        trail = JSONText.ids(row[first + 10] as String? ?? "")
        flow = (row[first + 11] as String?).flatMap {
            try? JSONText.decode(FlowPosition.self, from: $0)
        }
        disposition = ID(column: row[first + 12])
        ratingAskedAt = Timestamp(row[first + 13])
        rating = row[first + 14]
        reopenings = row[first + 15]
        closedMilliseconds = row[first + 16]
        letGoBy = ID(column: row[first + 17])
        contactGroups = JSONText.ids(row[first + 18] as String? ?? "")
    }
}

extension Leg {
    /// Reads a leg from a row's columns from an offset on: phase, team, agent, reserved_for,
    /// started_at, start, ended_at, end.
    init(row: Row, id: Int64, at first: Int) {
        self.init(
            id: ID(id),
            phase: Session.Phase(rawValue: row[first] as String? ?? "") ?? .waiting,
            team: ID(column: row[first + 1]),
            agent: ID(column: row[first + 2]),
            reservedFor: ID(column: row[first + 3]),
            startedAt: Timestamp(milliseconds: row[first + 4] as Int64? ?? 0),
            start: Leg.Start(rawValue: row[first + 5] as String? ?? "") ?? .new
        )
        endedAt = Timestamp(row[first + 6])
        end = (row[first + 7] as String?).flatMap(Leg.End.init)
    }
}

import Engine

/// Folds events into the projections: the tables that a rebuild can make again.
///
/// The journal's transactions and the rebuild run the same code.
final class Projector {
    let scribe: Scribe
    let rules: RuleBook
    let rollup: Rollup
    private let addresses: AddressBook
    private let shelf: SessionShelf

    /// Creates a projector that shares its numbers of addresses with who writes the journal.
    init(scribe: Scribe, addresses: AddressBook, rules: RuleBook) {
        self.scribe = scribe
        self.addresses = addresses
        self.rules = rules
        shelf = SessionShelf(scribe: scribe)
        rollup = Rollup(scribe: scribe)
    }

    /// Folds an event; open sessions and sums are written by `flush`.
    func apply(_ event: Event, at now: Timestamp) throws {
        switch event {
        case .messageAdded(let message, let content):
            try MessageRow.insert(
                scribe,
                message,
                hasFiles: !content.attachments.isEmpty,
                address: try addresses.number(of: message, scribe)
            )
            try add(message, content, by: event, at: now)
        case .messageAdopted(let message, let content):
            try MessageRow.adopt(scribe, message)
            guard let id = message.session else { return }
            try fold(event, into: id, .talk, at: now) { row in
                row.tally.add(message, content, in: row.session.phase)
            }
        case .deliveryChanged(let change):
            try MessageRow.update(scribe, change, at: now)
        case .sessionOpened(let session):
            let address = try addresses.number(session.channel, session.address, scribe)
            var row = SessionRow(session, address: address)
            let effects = row.tally.begin(session.leg, of: session)
            try shelf.add(row)
            try insert(session.leg, of: session.id)
            try write(effects, of: session, after: session.owner)
            rollup.add(.started, at: session.startedAt, for: session.owner)
        case .sessionReopened(let session):
            try insert(session.leg, of: session.id)
            try fold(event, into: session.id, at: now) { row in
                row.tally.begin(session.leg, of: row.session)
            }
        case .legChanged(let id, let ended, let began):
            try insert(began, of: id)
            try fold(event, into: id, at: now) { row in
                try end(ended, of: &row, before: began)
                return row.tally.begin(began, of: row.session)
            }
        case .sessionClosed(let id, let ended, _):
            try fold(event, into: id, at: now) { row in
                try end(ended, of: &row, before: nil)
                return row.tally.close(ended)
            }
        case .sessionRead(let id), .sessionWarned(let id):
            try fold(event, into: id, .talk, at: now) { _ in [] }
        case .flowMoved(let id, _), .automationCut(let id), .dispositionSet(let id, _),
            .ratingAsked(let id), .rated(let id, _):
            try fold(event, into: id, at: now) { _ in [] }
        default:
            try applyRest(event, at: now)
        }
    }

    /// Marks a key of a channel as taken.
    ///
    /// - Throws: when it was.
    func accept(_ key: [UInt8], of channel: Int64) throws {
        try scribe.run("INSERT INTO inbound_key (channel, key) VALUES (?, ?)", channel, key)
    }

    /// Writes the sessions that changed, so that they can be read.
    func flush() throws {
        try shelf.flush()
    }

    /// Writes everything that was gathered, at the end of a transaction.
    func finish() throws {
        try shelf.flush()
        try rollup.flush()
    }

    /// Forgets what was not written, when a transaction was undone.
    func forget() {
        shelf.forget()
        rollup.forget()
        rules.forget()
    }

    private func applyRest(_ event: Event, at now: Timestamp) throws {
        switch event {
        case .tagAdded(let id, let tag):
            try fold(event, into: id, at: now) { _ in [] }
            try scribe.run("INSERT OR IGNORE INTO session_tag VALUES (?, ?)", tag, id)
        case .tagRemoved(let id, let tag):
            try fold(event, into: id, at: now) { _ in [] }
            try scribe.run("DELETE FROM session_tag WHERE tag = ? AND session = ?", tag, id)
        case .windowChanged(let channel, let address, let endsAt):
            try scribe.run(
                """
                INSERT INTO address_window (address, ends_at) VALUES (?, ?)
                ON CONFLICT (address) DO UPDATE SET ends_at = excluded.ends_at
                """,
                try addresses.number(channel, address, scribe),
                endsAt
            )
        case .humanWindowChanged(let channel, let address, let endsAt):
            try scribe.run(
                """
                INSERT INTO address_window (address, human_ends_at) VALUES (?, ?)
                ON CONFLICT (address) DO UPDATE SET human_ends_at = excluded.human_ends_at
                """,
                try addresses.number(channel, address, scribe),
                endsAt
            )
        case .noteAdded(let note):
            try scribe.run(
                "INSERT INTO note (id, session, author, at) VALUES (?, ?, ?, ?)",
                note.id,
                note.session,
                note.author,
                now
            )
        case .configured(let configuration):
            rules.apply(configuration)
        case .presenceChanged(let agent, let presence):
            try change(presence, of: agent, at: now)
        case .contactErased(let contact):
            try scribe.run(
                """
                INSERT OR IGNORE INTO erased_session (session, at)
                SELECT id, ?2 FROM session WHERE contact = ?1 AND heard_from = ?1
                UNION ALL
                SELECT id, ?2 FROM session WHERE heard_from = ?1 AND heard_from <> contact
                """,
                contact.id,
                now
            )
        case .wordsErased(.session(let id)):
            try scribe.run(
                "INSERT OR IGNORE INTO erased_session (session, at) VALUES (?, ?)",
                id,
                now
            )
        case .contactsMerged(let merge):
            try move(merge.absorbed, "UPDATE session SET contact = ? WHERE contact = ?", merge.kept)
        case .contactsSeparated(let merge):
            try move(
                merge.absorbed,
                "UPDATE session SET contact = ? WHERE heard_from = ? AND heard_from <> contact",
                merge.root
            )
        default:
            return
        }
    }

    private func change(_ presence: Presence, of agent: ID<Agent>, at now: Timestamp) throws {
        try scribe.run(
            "INSERT OR REPLACE INTO presence (agent, state, reason, since) VALUES (?, ?, ?, ?)",
            agent,
            presence.state,
            presence.reason,
            now
        )
        try scribe.run(
            "UPDATE presence_stretch SET ended_at = ? WHERE agent = ? AND ended_at IS NULL",
            now,
            agent
        )
        try scribe.run(
            """
            INSERT INTO presence_stretch (agent, state, reason, started_at) VALUES (?, ?, ?, ?)
            """,
            agent,
            presence.state,
            presence.reason,
            now
        )
    }

    // Nothing but the contact of the sessions changes, so the way back is as exact.
    private func move(
        _ contacts: Set<ID<Contact>>,
        _ sql: StaticString,
        _ target: ID<Contact>
    ) throws {
        try shelf.flush()
        for contact in contacts.sorted() { try scribe.run(sql, target, contact) }
        shelf.forget()
    }

    private func add(
        _ message: Message,
        _ content: Content,
        by event: Event,
        at now: Timestamp
    ) throws {
        guard let id = message.session else {
            return count(message, for: Rollup.Owner(channel: message.channel))
        }
        try fold(event, into: id, .talk, at: now) { row in
            count(message, for: row.session.owner)
            return row.tally.add(message, content, in: row.session.phase)
        }
    }

    private func fold(
        _ event: Event,
        into id: ID<Session>,
        _ change: SessionShelf.Change = .everything,
        at now: Timestamp,
        tally: (inout SessionRow) throws -> [TallyEffect]
    ) throws {
        try shelf.change(id, change) { row in
            let before = row.session.owner
            try measure(before: event, row, at: now)
            row.session.apply(event, at: now)
            let effects = try tally(&row)
            try write(effects, of: row.session, after: before)
            measure(after: event, row, before)
        }
    }

    private func insert(_ leg: Leg, of session: ID<Session>) throws {
        try scribe.run(
            """
            INSERT INTO leg (id, session, phase, team, agent, reserved_for, started_at, start,
                ended_at, end)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            leg.id,
            session,
            leg.phase.rawValue,
            leg.team,
            leg.agent,
            leg.reservedFor,
            leg.startedAt,
            leg.start.rawValue,
            leg.endedAt,
            leg.end?.rawValue
        )
        if leg.phase == .waiting, let team = leg.team, let agent = leg.reservedFor {
            try scribe.run(
                "INSERT OR REPLACE INTO turn (team, agent, leg) VALUES (?, ?, ?)",
                team,
                agent,
                leg.id
            )
        }
    }

    private func end(_ leg: Leg, of row: inout SessionRow, before next: Leg?) throws {
        let active = try active(leg, of: row.session.id)
        row.tally.end(leg, active: active ?? 0)
        measure(end: leg, before: next, active: active ?? 0, on: row.session.channel)
        try scribe.run(
            "UPDATE leg SET ended_at = ?, end = ?, active = ? WHERE id = ?",
            leg.endedAt,
            leg.end?.rawValue,
            active,
            leg.id
        )
    }
}

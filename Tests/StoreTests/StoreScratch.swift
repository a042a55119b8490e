import Engine
import Foundation
import Store
import TestSupport

/// Is a data folder of a test's own, gone with it.
final class StoreScratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "store-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Opens the folder as its owner.
    func open() throws -> DataFolder {
        try DataFolder.open(path)
    }

    var database: String { path + "/conecta.sqlite" }
}

/// Writes a past by hand: sessions, legs and messages at the times that a test says.
final class Chronicle {
    let journal: any Journal
    let company = SampleCompany()
    private(set) var ids = IDMint(after: 1_000)
    private var count: Int64 = 0

    init(_ journal: any Journal) throws {
        self.journal = journal
        let configuration: [Configuration] =
            [.company(Company(name: "Empresa"))]
            + [company.sales, company.support].map(Configuration.team)
            + [company.ana, company.bruno, company.carla, company.sofia, company.admin]
            .map(Configuration.agent)
            + [company.whatsapp, company.webchat].map(Configuration.channel)
            + [company.urgent, company.hidden].map(Configuration.tag)
            + [company.greeting, company.pending].map(Configuration.template)
        try write(configuration.map(Event.configured), at: .noon)
    }

    @discardableResult
    func write(
        _ events: [Event],
        at now: Timestamp,
        by actor: Actor = .system
    ) throws -> [RecordedEvent] {
        try journal.transaction { try journal.append(events, at: now, by: actor) }
    }

    func next<Entity>(_ kind: Entity.Type = Entity.self, at now: Timestamp) -> ID<Entity> {
        ids.next(at: now)
    }

    /// Adds a contact with a phone.
    func contact(_ name: String, phone: String, at now: Timestamp = .noon) throws -> Contact {
        let identity = ContactIdentity(kind: .phone, value: phone)
        let contact = Contact(
            id: next(at: now),
            name: name,
            identities: [identity],
            createdAt: now
        )
        try write([.contactChanged(contact)], at: now)
        return contact
    }

    /// Begins a session that waits for a team.
    func open(
        _ contact: Contact,
        on channel: Channel? = nil,
        for team: Team? = nil,
        origin: Session.Origin = .inbound,
        at now: Timestamp
    ) throws -> Session {
        count += 1
        let team = team ?? company.sales
        let leg = Leg(
            id: next(at: now),
            phase: .waiting,
            team: team.id,
            startedAt: now,
            start: origin == .inbound ? .new : .outbound
        )
        var session = Session(
            id: next(at: now),
            protocolNumber: ProtocolNumber(day: 20_261_122, sequence: count),
            channel: (channel ?? company.whatsapp).id,
            contact: contact.id,
            contactName: contact.name,
            address: contact.identities.first?.value ?? "",
            origin: origin,
            phase: .waiting,
            startedAt: now,
            leg: leg
        )
        session.team = team.id
        session.waitingSince = now
        try write([.sessionOpened(session)], at: now, by: .contact)
        return session
    }

    /// Moves a session on.
    func turn(
        _ session: inout Session,
        to phase: Session.Phase,
        team: Team,
        agent: Agent? = nil,
        start: Leg.Start,
        end: Leg.End,
        at now: Timestamp
    ) throws {
        let began = Leg(
            id: next(at: now),
            phase: phase,
            team: team.id,
            agent: agent?.id,
            startedAt: now,
            start: start
        )
        let event = Event.legChanged(session.id, ended: session.leg.over(end, now), began: began)
        try write([event], at: now, by: agent.map { .agent($0.id) } ?? .system)
        session.apply(event, at: now)
    }

    /// Has an agent take a waiting session.
    func answer(_ session: inout Session, _ agent: Agent, at now: Timestamp) throws {
        let team = session.team == company.support.id ? company.support : company.sales
        try turn(
            &session,
            to: .inService,
            team: team,
            agent: agent,
            start: .answered,
            end: .answered,
            at: now
        )
    }

    /// Ends a session.
    func close(
        _ session: inout Session,
        _ end: Leg.End,
        _ outcome: Outcome,
        at now: Timestamp
    ) throws {
        let event = Event.sessionClosed(
            session.id,
            ended: session.leg.over(end, now),
            outcome: outcome
        )
        try write([event], at: now)
        session.apply(event, at: now)
    }

    /// Opens a closed session again, in the queue of a team.
    func reopen(_ session: inout Session, for team: Team, at now: Timestamp) throws {
        let closedAt = session.closedAt ?? now
        session.leg = Leg(
            id: next(at: now),
            phase: .waiting,
            team: team.id,
            startedAt: now,
            start: .reopen
        )
        session.phase = .waiting
        session.team = team.id
        session.agent = nil
        session.waitingSince = now
        session.teamSince = now
        session.closedAt = nil
        session.outcome = nil
        session.reopenings += 1
        session.closedMilliseconds += now.since(closedAt)
        try write([.sessionReopened(session)], at: now, by: .contact)
    }

    /// Adds a message to a session.
    @discardableResult
    func say(
        _ text: String,
        in session: Session,
        by author: Message.Author = .contact,
        content: Content? = nil,
        providerID: String = "",
        at now: Timestamp
    ) throws -> Message {
        let isInbound = author == .contact
        let message = Message(
            id: next(at: now),
            session: session.id,
            channel: session.channel,
            contact: session.contact,
            direction: isInbound ? .inbound : .outbound,
            author: author,
            at: now,
            sentAt: now,
            delivery: isInbound ? .delivered : .queued,
            providerID: providerID
        )
        let content = content ?? Content(kind: .text, text: text)
        try write([.messageAdded(message, content)], at: now)
        return message
    }
}

extension Leg {
    fileprivate func over(_ reason: End, _ now: Timestamp) -> Leg {
        var leg = self
        leg.endedAt = now
        leg.end = reason
        return leg
    }
}

extension Timestamp {
    /// 2026-11-22T12:00:00Z.
    static let noon = Timestamp(seconds: 1_795_348_800)

    /// A time of that day in UTC.
    static func at(_ hour: Int64, _ minute: Int64, _ second: Int64 = 0) -> Timestamp {
        noon.adding(seconds: (hour - 12) * 3_600 + minute * 60 + second)
    }
}

/// Minutes in the milliseconds of durations.
func minutes(_ count: Int64) -> Int64 {
    count * 60_000
}

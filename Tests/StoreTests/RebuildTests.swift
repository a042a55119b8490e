import Engine
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@Suite struct RebuildTests {
    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
    }

    /// Lives a few hours of a company through the switchboard and by hand.
    private func live() async throws {
        let folder = try scratch.open()
        let chronicle = try Chronicle(folder.journal())
        let company = chronicle.company
        for index in 0..<12 {
            let start = Timestamp.at(9, Int64(index) * 3)
            let contact = try chronicle.contact(
                "Contato \(index)",
                phone: "5511\(10_000_000 + index)"
            )
            let origin: Session.Origin = index % 5 == 4 ? .outbound : .inbound
            var session = try chronicle.open(contact, origin: origin, at: start)
            let window = Event.windowChanged(
                channel: session.channel,
                address: session.address,
                endsAt: start.adding(seconds: 86_400)
            )
            let key = Event.inboundAccepted(channel: session.channel, dedupeKey: "k\(index)")
            try chronicle.write([key, window], at: start)
            let picture = Attachment(mediaType: "image/png", reference: "m\(index)")
            let content = Content(kind: .image, text: "foto", attachments: [picture])
            try chronicle.say(
                "",
                in: session,
                content: content,
                providerID: "wamid.\(index)",
                at: start
            )
            if index % 3 == 1 {
                try chronicle.turn(
                    &session,
                    to: .waiting,
                    team: company.support,
                    start: .overflowWait,
                    end: .overflow,
                    at: start.adding(seconds: 40)
                )
            }
            if index % 4 == 3 {
                try chronicle.close(&session, .closedByInactivity, .lost, at: .at(11, 0))
                continue
            }
            try chronicle.answer(&session, company.ana, at: start.adding(seconds: 90))
            let sent = try chronicle.say(
                "Bom dia",
                in: session,
                by: .agent(company.ana.id),
                at: start.adding(seconds: 100)
            )
            try chronicle.write(
                [
                    .deliveryChanged(
                        DeliveryChange(
                            message: sent.id,
                            session: session.id,
                            delivery: index % 2 == 0 ? .failed : .delivered,
                            attempt: 1,
                            providerID: "wamid.out.\(index)",
                            error: index % 2 == 0
                                ? DeliveryError(code: "131026", text: "not there") : nil
                        )
                    ),
                    .tagAdded(session.id, company.urgent.id),
                    .tagAdded(session.id, company.hidden.id),
                    .tagRemoved(session.id, company.hidden.id),
                    .sessionRead(session.id),
                    .noteAdded(
                        Note(
                            id: chronicle.next(at: start),
                            session: session.id,
                            author: company.ana.id,
                            text: "nota"
                        )
                    ),
                    .noticeReceived(channel: session.channel, kind: "quality", text: "FLAGGED"),
                    .presenceChanged(company.ana.id, .paused(reason: "café")),
                ],
                at: start.adding(seconds: 120)
            )
            if index % 2 == 0 {
                try chronicle.close(&session, .closedByAgent, .success, at: .at(11, 30))
            }
        }
        try liveByRules(chronicle)
        try await folder.accounts.setPassword("muito secreta", for: company.ana.id)
        let settings = ChannelConfiguration(json: "{}", secrets: ["token": "x"])
        try await folder.channelSettings.set(settings, of: company.whatsapp.id)
    }

    /// Lives what the rules bring: a flow, a merge, a reopening, hours, a message that began nothing.
    private func liveByRules(_ chronicle: Chronicle) throws {
        let company = chronicle.company
        let hours = BusinessHours(id: ID(61), slug: "horario", name: "Horário", timeZone: "UTC")
        var team = company.sales
        team.rules.hours = hours.id
        team.targetSeconds = 30
        try chronicle.write([.configured(.hours(hours)), .configured(.team(team))], at: .at(12, 0))
        let maria = try chronicle.contact("Contato M", phone: "5511777770000")
        let mary = try chronicle.contact("Contato N", phone: "5511777770001")
        var session = try chronicle.open(maria, at: .at(12, 10))
        var other = try chronicle.open(mary, on: company.webchat, at: .at(12, 11))
        let position = FlowPosition(version: ID(81), block: "menu", askedAt: .at(12, 10))
        let human = Event.humanWindowChanged(
            channel: session.channel,
            address: session.address,
            endsAt: .at(20, 0)
        )
        let merge = ContactMerge(
            kept: maria.id,
            root: mary.id,
            absorbed: [mary.id],
            name: "Contato M"
        )
        let filtered = Message(
            id: chronicle.next(at: .at(12, 12)),
            session: nil,
            channel: company.whatsapp.id,
            contact: mary.id,
            direction: .inbound,
            author: .contact,
            at: .at(12, 12),
            sentAt: .at(12, 12),
            delivery: .delivered,
            isFiltered: true,
            address: "5511777770001"
        )
        try chronicle.write(
            [
                .flowMoved(session.id, FlowMove(position: position, variables: ["nome": "foto"])),
                human, .contactsMerged(merge), .sessionWarned(session.id),
                .messageAdded(filtered, Content(kind: .text, text: "foto")),
            ],
            at: .at(12, 12)
        )
        try chronicle.answer(&session, company.ana, at: .at(12, 20))
        try chronicle.say("foto", in: session, at: .at(12, 21))
        try chronicle.say("nota", in: session, by: .agent(company.ana.id), at: .at(12, 22))
        try chronicle.write([.ratingAsked(session.id)], at: .at(12, 30))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(12, 30))
        try chronicle.write(
            [.dispositionSet(session.id, ID(71)), .rated(session.id, 5)],
            at: .at(12, 31)
        )
        try chronicle.reopen(&session, for: team, at: .at(12, 40))
        try chronicle.close(&session, .closedByInactivity, .lost, at: .at(12, 50))
        try chronicle.close(&other, .closedByContact, .success, at: .at(12, 55))
    }

    @Test func `a rebuild makes every projection as it was`() async throws {
        try await live()
        let before = try dump()
        #expect(before.keys.count > 25)
        var last: RebuildProgress?
        try DataFolder.rebuild(scratch.path) { last = $0 }
        #expect(last.map { $0.done == $0.total && $0.done > 0 } == true)
        let after = try dump()
        for (table, rows) in before {
            #expect(after[table] == rows, "\(table) differs")
        }
        let folder = try scratch.open()
        #expect(try await folder.checkup() == [])
        let ana = SampleCompany().ana
        let found = try await folder.accounts.agent(email: ana.email, password: "muito secreta")
        #expect(found == ana)
        #expect(
            try await folder.channelSettings.configuration(of: SampleCompany().whatsapp.id)?
                .secrets == ["token": "x"]
        )
        try await folder.searchFollower().catchUpWithAll()
        var filter = SessionFilter()
        filter.text = "foto"
        let hits = try await folder.library.history(
            filter,
            for: Viewer(SampleCompany().admin),
            after: nil,
            limit: 100
        )
        #expect(hits.count == 13)
    }

    @Test func `projections that were damaged are found and mended`() async throws {
        try await live()
        let before = try dump()
        let queue = try DatabaseQueue(path: scratch.database)
        try queue.inDatabase { db in
            try db.execute(
                sql: """
                    DELETE FROM message WHERE id = (SELECT min(id) FROM message);
                    UPDATE session SET phase = 'waiting' WHERE id = (
                        SELECT max(id) FROM session WHERE phase = 'closed');
                    UPDATE leg SET ended_at = ended_at + 5 WHERE id = (
                        SELECT min(id) FROM leg WHERE ended_at IS NOT NULL);
                    """
            )
        }
        try queue.close()
        let folder = try scratch.open()
        let kinds = Set(try await folder.checkup().map(\.kind))
        #expect(kinds == [.projection, .legs])
        try folder.close()
        try DataFolder.rebuild(scratch.path)
        #expect(try dump() == before)
    }

    @Test func `a rebuild that was interrupted begins again`() async throws {
        try await live()
        let before = try dump()
        let draft = scratch.database + ".rebuild"
        try Data("half a file".utf8).write(to: URL(filePath: draft))
        try DataFolder.rebuild(scratch.path)
        #expect(try dump() == before)
        #expect(!FileManager.default.fileExists(atPath: draft))
    }

    @Test func `a rebuild waits for no one who has the folder`() async throws {
        try await live()
        let folder = try scratch.open()
        #expect(throws: DataFolderError.locked(path: scratch.path, pid: getpid())) {
            try DataFolder.rebuild(scratch.path)
        }
        try folder.close()
    }

    @Test func `the journal holds no words and no identities, and never changes`() async throws {
        try await live()
        let queue = try DatabaseQueue(path: scratch.database)
        let texts = try await queue.read { try String.fetchAll($0, sql: "SELECT data FROM event") }
        for word in ["foto", "Bom dia", "nota", "Contato", "5511", "wamid", "not there", "Ana"] {
            #expect(!texts.contains { $0.contains(word) }, "\(word)")
        }
        #expect(throws: DatabaseError.self) {
            try queue.inDatabase { try $0.execute(sql: "DELETE FROM event WHERE seq = 1") }
        }
        #expect(throws: DatabaseError.self) {
            try queue.inDatabase { try $0.execute(sql: "UPDATE event SET at = 0 WHERE seq = 1") }
        }
        try queue.close()
    }

    /// Reads every table but the index of words, which its follower makes.
    private func dump() throws -> [String: [Row]] {
        let queue = try DatabaseQueue(path: scratch.database)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
            )
            var dump: [String: [Row]] = [:]
            for table in tables {
                dump[table] = try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2")
            }
            return dump
        }
    }
}

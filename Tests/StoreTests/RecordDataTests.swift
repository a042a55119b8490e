import Engine
import Store
import TestSupport
import Testing

/// Reads what records are made of, each as somebody who may not see everything.
@Suite struct RecordDataTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
    }

    private func columns(
        _ dataset: String,
        _ parameters: String = "{}",
        as agent: Agent? = nil
    ) throws -> [String: [String?]] {
        let viewer = Viewer(agent ?? chronicle.company.admin)
        let data = try folder.library.reportData(for: viewer, asOf: .at(13, 0))
        return try data.open(dataset, parameters: parameters).columns()
    }

    /// A manager who watches sales alone.
    private var manager: Agent {
        Agent(
            id: ID(16),
            email: "manager@example.com",
            name: "Mara",
            role: .manager,
            scope: .only([chronicle.company.sales.id])
        )
    }

    /// One session of each team, each with words and a file.
    private func makeSessions() throws -> (sales: Session, support: Session) {
        let company = chronicle.company
        let maria = try chronicle.contact("Maria", phone: "5511999990000")
        let zulmira = try chronicle.contact("Zulmira", phone: "5511999990001")
        var sales = try chronicle.open(maria, at: .at(10, 0))
        var support = try chronicle.open(zulmira, for: company.support, at: .at(10, 0))
        let file = Attachment(mediaType: "image/png", name: "rg.png", hash: "h", size: 3)
        for session in [sales, support] {
            let words = session.id == sales.id ? "quero comprar" : "não funciona"
            try chronicle.say(words, in: session, at: .at(10, 1))
            let picture = Content(kind: .image, text: "", attachments: [file])
            try chronicle.say("", in: session, content: picture, at: .at(10, 2))
            try chronicle.write(
                [.flowMoved(session.id, FlowMove(position: nil, variables: ["cpf": "123"]))],
                at: .at(10, 2)
            )
        }
        try chronicle.answer(&sales, company.ana, at: .at(10, 5))
        try chronicle.answer(&support, company.carla, at: .at(10, 5))
        return (sales, support)
    }

    @Test func `a supervisor of one team reads nothing of another in any record`() throws {
        let (_, support) = try makeSessions()
        let sofia = chronicle.company.sofia
        let about = "{\"session\":\"\(support.id)\"}"
        for dataset in ["record", "variables", "files", "timeline", "legs", "notes"] {
            #expect(throws: ReportDataError.notFound, "\(dataset)") {
                try columns(dataset, about, as: sofia)
            }
        }
        let messages = try columns("messages", as: sofia)
        #expect(messages["text"] == ["quero comprar", ""])
        #expect(messages["contact"] == ["Maria", "Maria"])
        #expect(try columns("message_counts", as: sofia)["messages"] == ["2"])
        let files = try columns("files", "{\"contact\":\"5511999990001\"}", as: sofia)
        #expect(files["message"] == [])
        let dossier = try columns("contact", "{\"contact\":\"5511999990001\"}", as: sofia)
        #expect(dossier["sessions"] == ["0"] && dossier["hidden_sessions"] == ["1"])
        let sessions = "{\"contact\":\"5511999990001\"}"
        #expect(try columns("contact_sessions", sessions, as: sofia)["id"] == [])
    }

    @Test func `the privacy switch leaves neither names, words, addresses nor answers`() throws {
        let (sales, _) = try makeSessions()
        let secrets = ["Maria", "Zulmira", "5511", "comprar", "funciona", "123", "rg.png"]
        let about = "\"session\":\"\(sales.id)\",\"contact\":\"5511999990000\""
        let datasets = [
            "record", "variables", "files", "timeline", "notes", "messages", "contact",
            "contact_parts", "contact_identities", "contact_fields", "contact_access", "audit",
        ]
        for dataset in datasets {
            let open = try columns(dataset, "{\(about)}")
            let closed = try columns(dataset, "{\(about),\"hide_identities\":true}")
            #expect(Set(open.keys) == Set(closed.keys))
            for (name, values) in closed where name != "contact_id" {
                for case let value? in values {
                    #expect(
                        !secrets.contains { value.contains($0) },
                        "\(dataset).\(name): \(value)"
                    )
                }
            }
        }
        #expect(try columns("variables", "{\(about)}")["value"] == ["123"])
    }

    @Test func `a record names who closed the session and the way to its disposition`() throws {
        let company = chronicle.company
        let category = Disposition(id: ID(71), name: "Compra")
        let reason = Disposition(id: ID(72), parent: ID(71), name: "Troca")
        try chronicle.write(
            [category, reason].map { .configured(.disposition($0)) },
            at: .at(9, 0)
        )
        var (session, _) = try makeSessions()
        try chronicle.write(
            [.dispositionSet(session.id, ID(72)), .ratingAsked(session.id), .rated(session.id, 4)],
            at: .at(10, 9)
        )
        let ended = Leg.over(session.leg, .closedByAgent, .at(10, 10))
        let close = Event.sessionClosed(session.id, ended: ended, outcome: .success)
        try chronicle.write([close], at: .at(10, 10), by: .agent(company.ana.id))
        session.apply(close, at: .at(10, 10))
        let record = try columns("record", "{\"session\":\"\(session.protocolNumber)\"}")
        #expect(record["closer"] == ["Ana"] && record["closer_kind"] == ["agent"])
        #expect(record["disposition_path"] == ["Compra › Troca"])
        #expect(record["rating"] == ["4"] && record["channel_account"] == ["100"])
    }

    @Test func `nicknames stand beside names for what contacts may read`() throws {
        var ana = chronicle.company.ana
        ana.nickname = "Aninha"
        try chronicle.write([.configured(.agent(ana))], at: .at(9, 0))
        let (sales, _) = try makeSessions()
        let about = "{\"session\":\"\(sales.id)\"}"
        #expect(try columns("legs", about)["agent_nickname"] == [nil, "Aninha"])
        #expect(try columns("legs", about)["agent"] == [nil, "Ana"])
        #expect(try columns("record", about)["agents_nicknames"] == ["Aninha"])
        let timeline = try columns("timeline", about)
        #expect(timeline["nickname"]?.contains("Aninha") == true)
        #expect(timeline["author_kind"]?.first == "contact")
    }

    @Test func `messages tell when they got how far, of a period and a kind`() throws {
        let (sales, _) = try makeSessions()
        let ana = Message.Author.agent(chronicle.company.ana.id)
        let sent = try chronicle.say("olá", in: sales, by: ana, at: .at(10, 6))
        let lost = try chronicle.say("oi?", in: sales, by: ana, at: .at(10, 7))
        func deliver(_ message: Message, _ delivery: Delivery, _ minute: Int64) throws {
            let error = delivery == .failed ? DeliveryError(code: "131", text: "to 5511") : nil
            let change = DeliveryChange(
                message: message.id,
                session: sales.id,
                delivery: delivery,
                attempt: 1,
                error: error
            )
            try chronicle.write([.deliveryChanged(change)], at: .at(10, minute))
        }
        try deliver(sent, .accepted, 8)
        try deliver(sent, .delivered, 9)
        try deliver(sent, .delivered, 10)
        try deliver(lost, .failed, 11)
        let all = try columns("messages", "{\"direction\":\"outbound\"}")
        #expect(all["accepted"] == ["\(Timestamp.at(10, 8).milliseconds)", nil])
        #expect(all["delivered"] == ["\(Timestamp.at(10, 9).milliseconds)", nil])
        #expect(all["failed"] == [nil, "\(Timestamp.at(10, 11).milliseconds)"])
        #expect(all["error_code"] == [nil, "131"] && all["author"] == ["Ana", "Ana"])
        #expect(try columns("messages", "{\"delivery\":\"failed\"}")["text"] == ["oi?"])
        #expect(try columns("messages", "{\"words\":false}")["text"]?.contains("olá") == false)
        let period = "{\"from\":\"2026-11-22T10:06:00Z\",\"to\":\"2026-11-22T10:07:00Z\"}"
        #expect(try columns("messages", period)["text"] == ["olá"])
        #expect(try columns("messages", "{\"agent\":\"ana@example.com\"}")["id"]?.count == 2)
        let counts = try columns("message_counts", "{\"team\":\"vendas\"}")
        #expect(counts["direction"] == ["inbound", "outbound"] && counts["failed"] == ["0", "1"])
        let wrong = #expect(throws: ReportDataError.self) {
            try columns("messages", "{\"delivery\":\"lost\"}")
        }
        guard case .badParameter("delivery", _) = wrong else {
            Issue.record("\(String(describing: wrong))")
            return
        }
    }

    @Test func `pauses are held against the limits of their reasons`() throws {
        let company = chronicle.company
        let lunch = PauseReason(id: ID(61), name: "Almoço", limitSeconds: 1_800)
        try chronicle.write([.configured(.pauseReason(lunch))], at: .at(7, 0))
        func presence(_ agent: Agent, _ presence: Presence, _ at: Timestamp) throws {
            try chronicle.write([.presenceChanged(agent.id, presence)], at: at)
        }
        try presence(company.ana, .available, .at(8, 0))
        try presence(company.carla, .available, .at(8, 0))
        var (session, _) = try makeSessions()
        try chronicle.close(&session, .closedByAgent, .success, at: .at(11, 5))
        try presence(company.ana, .paused(reason: "Almoço"), .at(11, 30))
        try presence(company.ana, .available, .at(12, 15))
        try presence(company.ana, .offline, .at(12, 30))
        let day = "\"from\":\"2026-11-22T08:00:00Z\",\"to\":\"2026-11-22T12:00:00Z\""
        let stretches = try columns("presence", "{\(day)}", as: company.sofia)
        #expect(stretches["agent"] == ["Ana", "Ana"])
        #expect(stretches["state"] == ["available", "paused"])
        #expect(stretches["duration"] == ["\(minutes(210))", "\(minutes(30))"])
        #expect(stretches["whole"]?[1] == "\(minutes(45))")
        #expect(stretches["over"] == [nil, "\(minutes(15))"])
        let work = try columns("work", "{\(day)}", as: company.sofia)
        let figures = try columns("figures_by_agent", "{\(day)}", as: company.sofia)
        #expect(work["agent"] == ["Ana"] && work["paused"] == ["\(minutes(30))"])
        #expect(work["occupied"] == ["\(minutes(60))"])
        // Figures have a line for people without presence, too.
        let ana = try #require(figures["name"]?.firstIndex(of: "Ana"))
        #expect(work["occupancy"] == [figures["occupancy"]?[ana]])
        #expect(work["utilisation"] == [figures["utilisation"]?[ana]])
        let busy = try columns("busy", "{\(day)}", as: company.sofia)
        #expect(busy["started"] == ["\(Timestamp.at(10, 5).milliseconds)"])
        #expect(try columns("presence", "{\(day),\"team\":\"suporte\"}")["agent"] == ["Carla"])
    }
}

extension Leg {
    fileprivate static func over(_ leg: Leg, _ reason: End, _ now: Timestamp) -> Leg {
        var leg = leg
        leg.endedAt = now
        leg.end = reason
        return leg
    }
}

extension ReportCursor {
    /// The values of each column of all batches.
    func columns() throws -> [String: [String?]] {
        var columns: [String: [String?]] = [:]
        while let batch = try next() {
            for column in batch.columns { columns[column.name, default: []] += column.shown }
        }
        return columns
    }
}

extension ReportColumn {
    /// The values as tests compare them.
    var shown: [String?] {
        switch values {
        case .integers(let values), .moments(let values), .durations(let values):
            values.map { $0.map { "\($0)" } }
        case .decimals(let values): values.map { $0.map { "\($0)" } }
        case .texts(let values): values
        case .truths(let values): values.map { $0.map { "\($0)" } }
        case .bytes(let values): values.map { $0.map { "\($0.count) bytes" } }
        }
    }
}

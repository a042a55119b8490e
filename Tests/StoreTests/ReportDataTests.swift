import Engine
import Store
import TestSupport
import Testing

@Suite struct ReportDataTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
    }

    private func data(as agent: Agent? = nil) throws -> SnapshotReportData {
        let viewer = Viewer(agent ?? chronicle.company.admin)
        return try folder.library.reportData(for: viewer, asOf: .at(13, 0))
    }

    /// Reads a dataset whole: the values of each column.
    private func read(
        _ data: any ReportData,
        _ dataset: String,
        _ parameters: String = ""
    ) throws -> (columns: [String: [String?]], batches: [Int]) {
        let cursor = try data.open(dataset, parameters: parameters)
        var columns: [String: [String?]] = [:]
        var batches: [Int] = []
        while let batch = try cursor.next() {
            batches.append(batch.columns.first?.texts.count ?? 0)
            for column in batch.columns { columns[column.name, default: []] += column.texts }
        }
        return (columns, batches)
    }

    private func makeSession() throws -> Session {
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.say("Oi", in: session, at: .at(10, 0))
        try chronicle.answer(&session, company.ana, at: .at(10, 5))
        let picture = Attachment(mediaType: "image/png", name: "a.png", hash: "h", size: 3)
        let content = Content(kind: .image, text: "veja", attachments: [picture])
        let ana = Message.Author.agent(company.ana.id)
        try chronicle.say("", in: session, by: ana, content: content, at: .at(10, 6))
        try chronicle.write([.tagAdded(session.id, company.urgent.id)], at: .at(10, 7))
        let note = Note(
            id: chronicle.next(at: .at(10, 8)),
            session: session.id,
            author: company.ana.id,
            text: "anotado"
        )
        try chronicle.write([.noteAdded(note)], at: .at(10, 8))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 20))
        return session
    }

    @Test func `a session's line has names, figures and labels`() throws {
        let session = try makeSession()
        let (columns, _) = try read(data(), "sessions")
        #expect(columns["id"] == [session.id.description])
        #expect(columns["protocol"] == [session.protocolNumber.description])
        #expect(columns["started"] == ["\(Timestamp.at(10, 0).milliseconds)"])
        #expect(columns["contact"] == ["Maria"])
        #expect(columns["identity"] == ["5511999990000"])
        #expect(columns["team"] == ["Vendas"] && columns["agents"] == ["Ana"])
        #expect(columns["wait"] == ["300000"] && columns["handle"] == ["900000"])
        #expect(columns["first_response"] == ["360000"])
        #expect(columns["closed_by"] == ["closed-by-agent"])
        #expect(columns["outcome"] == ["success"] && columns["tags"] == ["Urgente"])
    }

    @Test func `the privacy switch hides who the contact is in every dataset`() throws {
        let session = try makeSession()
        let parameters = "{\"session\":\"\(session.id)\",\"hide_identities\":true}"
        for dataset in ["sessions", "session", "timeline"] {
            let (columns, _) = try read(data(), dataset, parameters)
            let values = columns.values.flatMap { $0 }.compactMap { $0 }
            #expect(!values.isEmpty)
            #expect(!values.contains { $0.contains("Maria") || $0.contains("5511") })
        }
    }

    @Test func `the datasets of one session tell its story`() throws {
        let session = try makeSession()
        let parameters = "{\"session\":\"\(session.protocolNumber)\"}"
        #expect(try read(data(), "session", parameters).columns["phase"] == ["closed"])
        let legs = try read(data(), "legs", parameters).columns
        #expect(legs["phase"] == ["waiting", "inService"])
        #expect(legs["duration"] == ["300000", "900000"])
        #expect(try read(data(), "notes", parameters).columns["text"] == ["anotado"])
        let timeline = try read(data(), "timeline", parameters).columns
        #expect(
            timeline["kind"]
                == ["opened", "message", "leg", "message", "tag_added", "note", "closed"]
        )
        #expect(timeline["side"]?[1] == "contact" && timeline["side"]?[3] == "us")
        #expect(timeline["author"]?[1] == "Maria" && timeline["author"]?[3] == "Ana")
        #expect(timeline["content"]?[3] == "image" && timeline["delivery"]?[3] == "queued")
        #expect(timeline["start"]?[2] == "answered" && timeline["agent"]?[2] == "Ana")
        #expect(timeline["tag"]?[4] == "Urgente" && timeline["end"]?[6] == "closed-by-agent")
        #expect(timeline["attachments"]?[3]?.contains("a.png") == true)
    }

    @Test func `what a viewer may not see is not there`() throws {
        let session = try makeSession()
        let carla = chronicle.company.carla
        #expect(try read(data(as: carla), "sessions").columns["id"] == [])
        for dataset in ["session", "legs", "timeline", "notes"] {
            #expect(throws: ReportDataError.notFound) {
                try data(as: carla).open(dataset, parameters: "{\"session\":\"\(session.id)\"}")
            }
        }
    }

    @Test func `many sessions come in batches, each once, all of one moment`() throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        for index in 0..<2_500 {
            let start = Timestamp.at(1, 0).adding(seconds: Int64(index % 1_000))
            _ = try chronicle.open(contact, at: start)
        }
        let data = try data()
        let cursor = try data.open("sessions", parameters: "")
        let first = try #require(try cursor.next())
        // What comes later is of a later moment.
        _ = try chronicle.open(contact, at: .at(2, 0))
        var ids = first.columns.first?.texts ?? []
        while let batch = try cursor.next() { ids += batch.columns.first?.texts ?? [] }
        #expect(first.columns.first?.texts.count == 1_000)
        #expect(ids.count == 2_500 && Set(ids).count == 2_500)
        #expect(try read(data, "totals").columns["sessions"] == ["2500"])
        #expect(try read(self.data(), "totals").columns["sessions"] == ["2501"])
    }

    @Test func `parameters take slugs, ids, lists and moments`() throws {
        let session = try makeSession()
        func count(_ parameters: String) throws -> Int {
            try read(data(), "sessions", parameters).columns["id"]?.count ?? 0
        }
        let team = chronicle.company.sales
        #expect(try count("{\"team\":\"vendas\",\"channel\":\"\(session.channel)\"}") == 1)
        #expect(try count("{\"team\":[\"\(team.id)\",\"suporte\"],\"tag\":\"urgente\"}") == 1)
        #expect(try count("{\"team\":\"suporte\"}") == 0)
        #expect(try count("{\"agent\":\"ana@example.com\",\"phase\":\"closed\"}") == 1)
        let day = "\"from\":\"2026-11-22T07:00:00-03:00\",\"to\":\"2026-11-22T10:00:01Z\""
        #expect(try count("{\(day)}") == 1)
        #expect(try count("{\"to\":\"2026-11-22T10:00:00.000Z\",\"text\":\"\"}") == 0)
        #expect(try count("{\"basis\":\"ended\",\"page\":\"2\"}") == 1)
    }

    @Test func `a wrong parameter is named`() throws {
        let wrong = [
            ("from", "{\"from\":\"yesterday\"}"), ("team", "{\"team\":\"nowhere\"}"),
            ("basis", "{\"basis\":\"x\"}"), ("phase", "{\"phase\":\"x\"}"),
            ("protocol", "{\"protocol\":\"20261122\"}"), ("", "[]"),
        ]
        for (name, parameters) in wrong {
            let error = #expect(throws: ReportDataError.self) {
                try data().open("sessions", parameters: parameters)
            }
            guard case .badParameter(let found, _) = error else {
                Issue.record("\(parameters) gave \(String(describing: error))")
                continue
            }
            #expect(found == name)
        }
        #expect(throws: ReportDataError.unknownDataset("x")) {
            try data().open("x", parameters: "")
        }
    }

    @Test func `figures come under the metrics' ids, empty ones as nothing`() throws {
        _ = try makeSession()
        let parameters =
            "{\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-23T00:00:00Z\",\"every\":43200}"
        let total = try read(data(), "figures", parameters).columns
        #expect(total["wait_mean"] == ["300000"] && total["service_level"] == ["1.0"])
        let teams = try read(data(), "figures_by_team", parameters).columns
        #expect(teams["name"] == ["Suporte", "Vendas"] && teams["served"] == ["0", "1"])
        let none = try read(data(as: chronicle.company.carla), "figures", parameters).columns
        #expect(none["wait_mean"] == [nil] && none["sessions_started"] == ["0"])
        let volume = try read(data(), "volume", parameters).columns
        #expect(volume["started"] == ["1", "0"])
    }

    @Test func `figures are narrowed to those of a team, channel or agent`() throws {
        _ = try makeSession()
        let period = "\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-23T00:00:00Z\""
        func served(_ more: String, _ dataset: String = "figures") throws -> [String?]? {
            try read(data(), dataset, "{\(period)\(more)}").columns["served"]
        }
        #expect(try served(",\"team\":\"vendas\"") == ["1"])
        #expect(try served(",\"team\":\"suporte\"") == ["0"])
        #expect(try served(",\"agent\":\"ana@example.com\"") == ["1"])
        #expect(try served(",\"agent\":\"bruno@example.com\"") == ["0"])
        #expect(try served(",\"team\":\"suporte\"", "figures_by_team") == ["0"])
        #expect(try served(",\"over\":\"agent\"") == ["1"])
    }

    @Test func `figures by time put the same hours and weekdays together`() throws {
        _ = try makeSession()
        let period = "\"from\":\"2026-11-15T03:00:00Z\",\"to\":\"2026-11-29T03:00:00Z\""
        func figures(_ division: String) throws -> [String: [String?]] {
            let parameters =
                "{\(period),\"division\":\"\(division)\",\"zone\":\"America/Sao_Paulo\"}"
            return try read(data(), "figures_by_time", parameters).columns
        }
        let hours = try figures("hour")
        #expect(hours["hour"]?.count == 24)
        // 10:05 in UTC is 7:05 there.
        #expect(hours["answered"]?[7] == "1" && hours["answered"]?[10] == "0")
        #expect(hours["wait_p90"]?[7] == "300000" && hours["wait_p90"]?[8] == .some(nil))
        #expect(try figures("day")["day"]?.count == 14)
        let week = try figures("week")
        let sunday = try #require(week["answered"]?.firstIndex(of: "1"))
        #expect(week["weekday"]?[sunday] == "7" && week["hour"]?[sunday] == "7")
    }

    @Test func `waits come by steps, and legs with the terms their wait was judged by`() throws {
        let session = try makeSession()
        let period = "\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-23T00:00:00Z\""
        let waits = try read(data(), "waits", "{\(period)}").columns
        #expect(waits["to_seconds"]?.last == .some(nil) && waits["from_seconds"]?.last == "601")
        let step = try #require(waits["offered"]?.firstIndex(of: "1"))
        #expect(waits["to_seconds"]?[step] == "300" && waits["abandoned"]?[step] == "0")
        let legs = try read(data(), "all_legs", "{\(period)}").columns
        #expect(legs["phase"] == ["waiting", "inService"])
        #expect(legs["protocol"]?.first == session.protocolNumber.description)
        #expect(legs["target"] == ["300000", nil] && legs["rhythm"]?[0] == "async")
        let carla = try read(data(as: chronicle.company.carla), "all_legs", "{\(period)}")
        #expect(carla.columns["leg"] == [])
    }

    @Test func `legs come in pages, each once, in order`() throws {
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        for index in 0..<1_100 {
            var session = try chronicle.open(contact, at: .at(1, 0).adding(seconds: Int64(index)))
            try chronicle.answer(&session, chronicle.company.ana, at: .at(2, 0))
        }
        let (columns, batches) = try read(data(), "all_legs")
        #expect(batches.first == 1_000)
        #expect(Set(columns["leg"] ?? []).count == 2_200 && columns["leg"]?.count == 2_200)
    }

    @Test func `moves between teams are counted by cause`() throws {
        let company = chronicle.company
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.turn(
            &session,
            to: .waiting,
            team: company.support,
            start: .overflowWait,
            end: .overflow,
            at: .at(10, 4)
        )
        let period = "{\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-23T00:00:00Z\"}"
        let moves = try read(data(), "moves", period).columns
        #expect(moves["origin"] == ["Vendas"] && moves["target"] == ["Suporte"])
        #expect(moves["cause"] == ["overflow-wait"] && moves["moves"] == ["1"])
        #expect(moves["time_before_mean"] == ["240000"])
    }

    @Test func `ratings keep their moment and whom they are for`() throws {
        let session = try makeSession()
        try chronicle.write([.rated(session.id, 4)], at: .at(10, 30))
        let period = "{\"from\":\"2026-11-22T00:00:00Z\",\"to\":\"2026-11-23T00:00:00Z\"}"
        #expect(
            try read(data(), "ratings", period).columns["ratings"] == ["0", "1", "0", "0", "0"]
        )
        let rated = try read(data(), "rated_sessions", period).columns
        #expect(rated["rated"] == ["\(Timestamp.at(10, 30).milliseconds)"])
        #expect(rated["agent"] == ["Ana"] && rated["contact"] == ["Maria"])
        let agents = try read(data(), "figures_by_agent", period).columns
        let ana = try #require(agents["name"]?.firstIndex(of: "Ana"))
        #expect(agents["rating_mean"]?[ana] == "4.0" && agents["ratings"]?[ana] == "1")
    }

    @Test func `definitions come from the table of metrics in the language asked for`() throws {
        let all = try read(data(), "definitions").columns
        #expect(all["id"]?.compactMap { $0 } == Metric.all.map(\.id))
        let two = "{\"metrics\":[\"wait_mean\",\"served\"],\"language\":\"en\"}"
        let some = try read(data(), "definitions", two).columns
        #expect(some["id"] == ["wait_mean", "served"])
        #expect(some["name"] == ["Waiting time", "Served"])
        #expect(throws: ReportDataError.self) {
            try data().open("definitions", parameters: "{\"metrics\":[\"luck\"]}")
        }
    }

    @Test func `what a filter refers to is named for those who may see it`() throws {
        let session = try makeSession()
        let parameters =
            "{\"team\":\"vendas\",\"tag\":[\"urgente\"],\"contact\":\"\(session.contact)\"}"
        let names = try read(data(), "choices", parameters).columns
        #expect(names["parameter"] == ["team", "tag", "contact"])
        #expect(names["name"] == ["Vendas", "Urgente", "Maria"])
        let hidden = try read(
            data(as: chronicle.company.carla),
            "choices",
            "{\"contact\":\"\(session.contact)\"}"
        ).columns
        #expect(hidden["name"] == [session.contact.description])
    }

    @Test func `sessions are found by how they ended`() throws {
        _ = try makeSession()
        #expect(try read(data(), "sessions", "{\"outcome\":\"success\"}").columns["id"]?.count == 1)
        #expect(try read(data(), "sessions", "{\"outcome\":\"lost\"}").columns["id"]?.count == 0)
        #expect(throws: ReportDataError.self) {
            try data().open("sessions", parameters: "{\"disposition\":\"99\"}")
        }
    }

    @Test func `datasets of another source stand beside these`() throws {
        let live = ReportColumn(name: "waiting_now", values: .integers([3]))
        let combined = CombinedReportData(
            try data(),
            adding: ["live": { _ in BatchCursor([ReportBatch(columns: [live])]) }]
        )
        #expect(try read(combined, "live").columns["waiting_now"] == ["3"])
        #expect(try read(combined, "totals").columns["sessions"] == ["0"])
        #expect(combined.asOf == .at(13, 0))
    }
}

extension ReportColumn {
    fileprivate var texts: [String?] {
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

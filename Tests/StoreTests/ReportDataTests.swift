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
        #expect(teams["name"] == ["Vendas"] && teams["served"] == ["1"])
        let none = try read(data(as: chronicle.company.carla), "figures", parameters).columns
        #expect(none["wait_mean"] == [nil] && none["sessions_started"] == ["0"])
        let volume = try read(data(), "volume", parameters).columns
        #expect(volume["started"] == ["1", "0"])
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
        }
    }
}
